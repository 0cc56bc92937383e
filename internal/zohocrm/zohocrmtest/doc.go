// Package zohocrmtest is Zoho CRM's attachments API and its COQL without Zoho:
// a server on a loopback port, for tests and for programs.
//
// # Two servers
//
// [NewReplay] responds from recordings: go-vcr cassettes, replayed over HTTP, so
// that any client meets Zoho's documented bytes to the letter. [cassettes.Scenarios]
// lists them. Every one is written by hand from Zoho's documents, and says so
// and names the source in its leading comment. What no recording knows is
// gets 421 NO_RECORDING, in words, and kept for [Replay.Unknown].
//
// [NewMock] makes up what no recording holds: records of any size, with the
// rules of Zoho's API on tokens, modules, records, fields and paging. Where
// Zoho's documents contradict each other there is an option for the other
// reading; where they are silent the option's or function's comment says what
// is assumed.
//
//	m, err := zohocrmtest.NewMock(
//		zohocrmtest.WithRecord("Deals", "4876876000000376008", rows.Attachments(10_001, rows.Shuffled(7))),
//		zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(3).Times(1), Kind: faults.ServiceUnavailable("1")}),
//	)
//
// Both are a [Server]: they keep the requests made of them ([Server.Requests])
// with their exact wire form and without their credentials, and respond wrongly
// where a [faults.Fault] asks them to. Rows, page tokens and faults depend on nothing
// but what is asked for: no clock, no chance.
//
// [Recorder] is the first of them turned round: it asks an account of Zoho CRM
// and keeps its responses. [accounts.Server] plays the accounts server that issues
// access tokens, by itself or, by [WithAccounts], at the URL of any Server.
//
// In a test, [StartReplay] and [StartMock] close the server at its end.
//
// # Rules of the mock
//
// A request is checked in the order access token, scopes, path, method, module,
// record, fields, paging. Scopes are those of a token that [accounts.Server]
// issued; any other token has them all. A page holds the asked fields and id, in Zoho's
// order; what was not asked for is absent. ids, separated by commas, are a
// filter. Every page with a next one hands out a page token, bound to all other
// parameters; page and page_token together are rejected; by number 2,000 rows
// can be had, by token 100,000. A record without attachments gets 204,
// and so is a page past the end.
//
// Zoho's own SDKs are held against all this by make conformance. They are
// not asked to query by COQL.
//
// A COQL query is checked in the order access token, scopes, method, body,
// syntax, module, columns, values. [coql] tells what part of the language there
// is. Records whose Converted__s is true are left out where the condition does
// not name it. Records are those of [WithRecords], and those that [WithRecord]
// names.
package zohocrmtest
