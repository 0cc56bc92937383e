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
// with the status of a success; an answer that cannot be understood is an [*ResponseError]; no answer is a
// [*ConnectionError]. Bodies are bounded. No error and no line of the log holds a credential, or a character that could
// write to a terminal.
//
// # Retries and limits
//
// One try is the whole of it: token, request, answer, decoding. What may pass is tried again: no connection or a lost
// one, 429, 500, 502, 503 and 504 with any body, a 200 whose body is empty or cut, and a token source's error that says
// it is temporary. No other answer is, and no connection that fails for a reason that stands: a certificate, an unknown
// name, a proxy that forbids. Config.MaxRetries counts a request's tries beyond the first, 429s included, anew for every
// page. A token that Zoho calls invalid is replaced, where the [TokenSource] has another, once per request and besides
// the retries.
//
// The waits are 1 s, 2 s, 4 s and so on up to 30 s, each with up to a half of it more or less, or the header Retry-After
// where that is longer. A Retry-After above [MaxRetryAfter] ends the request, and so does a wait that would pass the
// context's deadline. A request that was given up fails with a [*RetryError]: how many tries over how long, the last
// cause, why there was no further try. The context ends every wait and every try at once, and is then part of the error.
//
// A client has at most Config.MaxConcurrentRequests requests under way, over all walks; others wait in the order of their
// arrival. No place is held while waiting for the next try. A 429 halves the number, down to one, and holds all requests
// back until the refused one's wait is over; every ten accepted requests raise it by one again. Who was refused goes
// alone at its last try, so that no limit on requests at once can be what refuses it: [RetryError.Alone] then tells of
// credits that are used up. After as many such refusals in a row as a request has tries, requests that are refused are
// not tried again ([ErrAlwaysRateLimited]), until none is left waiting.
//
// # Many records
//
// [Client.EachRecord] walks the attachments of many records side by side, each of them as above, all within the one limit
// on requests at once. Whether an error of one of them leaves sense in walking the others, [FailureScopeOf] tells.
package zohocrm
