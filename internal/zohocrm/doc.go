// Package zohocrm is a client for the attachments API of Zoho CRM, version 8: it lists the attachments of a record.
//
// # Authorization
//
// Every request carries "Authorization: Zoho-oauthtoken <token>", the token coming from a [TokenSource]. Requests go to the
// configured API domain only; redirects are refused, since the token would travel with them. Plain http is spoken with
// this machine only, and never through a proxy.
//
// # Paging
//
// [Client.Attachments] walks all pages. The first request asks for a page of 200 rows; while Zoho promises more, the next
// one repeats the same parameters with the page token that came. Where no answer ever gave a token, pages are asked for by
// number, which Zoho serves up to 2,000 rows. The list is whole, or the walk ends in an error: a token that comes twice or
// stops coming, a page that brings nothing new, a promised page that is empty, an answer that leaves open whether more
// follow. A row whose id was seen before is passed over.
//
// # Answers
//
// HTTP 204 is an empty list, and so is 200 with no rows and no more promised. Rows are decoded leniently: nothing of them
// is dropped, and a value of an unexpected type is kept as it came. An error of Zoho's is an [*Error], also when it comes
// with the status of a success; an answer that cannot be understood is an [*AnswerError]; no answer is a
// [*ConnectionError]. Bodies are bounded. No error and no line of the log holds a credential, or a character that could
// write to a terminal.
package zohocrm
