// Package zohocrm is a client for Zoho CRM's API, version 8: it finds the records of a module that meet a condition, and lists
// the attachments of a record.
//
// # Authorization
//
// Every request carries "Authorization: Zoho-oauthtoken <token>", the token coming from a [TokenSource]. Requests go to the
// configured API domain only; redirects are not followed, since the token would go with them. Plain http is allowed to
// this machine only, and never through a proxy.
//
// # Paging
//
// [Client.Attachments] walks all pages. The first request asks for a page of 200 rows; while more rows are announced, the
// next one repeats the same parameters with the page token of the response. Where no response had a token, pages are
// requested by number, which Zoho serves up to 2,000 rows. The list is complete, or the walk ends in an error: a page token
// that is repeated or missing, a page without new rows, an announced page that is empty, a response that does not say
// whether more follow. A row whose id was seen before is skipped.
//
// # Lists that move
//
// Zoho does not say that pages are of one moment. An id of an earlier page is a sign that rows moved from one page to another
// between two requests, so that others may have been passed over: the list is read again from its first page, and
// [ErrWalkRestarted] says so in mid-sequence. A walk without such a sign is the list, and so is one that brings the same ids
// as the walk before it, both to the end: its server repeats rows for reasons of its own. The first walk ends where the sign
// shows; later ones go on, since they may be that. After three walks the sequence ends in a [*PagingError].
//
// What leaves no sign: where a row on a page already read is deleted, the rows behind it move up by one, and the first of the
// next page is passed over. Nothing that Zoho returns tells.
//
// # Responses
//
// A byte order mark before JSON is passed over. HTTP 204 is an empty list, and so is 200 with no rows and no more announced.
// Rows are decoded leniently: nothing of them is dropped, and a value of an unexpected type is kept as raw JSON. An error of
// Zoho's is an [*api.Error], also where its status is 200, wherever it stands in data; a response that cannot be decoded is a
// [*api.ResponseError], which quotes a gateway's message; no response is a [*api.ConnectionError]. Bodies are bounded. No error and no
// line of the log holds a credential, or a control character.
//
// # Doubtful responses
//
// What decides is whether the list could be incomplete. A row that is an error of Zoho's (status "error", a code and no id) is
// one wherever it stands in data. A page that says it is the last, and has a page token not seen before, is followed: if
// nothing comes by the token, it was the last. A page whose count is more than the rows it holds has lost some, and is an
// error; a count that is less, or no number, is passed over, since nothing is missing.
//
// # Retries and limits
//
// One attempt is the whole of it: token, request, response, decoding. It has failed once nothing was received for
// [transport.IdleTimeout]: no connection, no response, or no more of the body. Its connection is closed then, and the next attempt goes
// by a new one. Failures that may pass are retried: no connection or a lost one, 429, 500, 502, 503 and 504 with any body, a
// throttle of Zoho's gateway (THROTTLES_LIMIT_EXCEEDED) with any status, which counts as a 429, a 200 whose body is empty or
// truncated, and a token source's error that is temporary. No other response is retried, and no connection that fails for a
// reason that does not pass by itself: a certificate, an unknown host, a proxy that denies access. Config.MaxRetries counts a
// request's attempts beyond the first, those after a 429 included, for each page separately. A token that is rejected, by a
// response 401 of any code but OAUTH_SCOPE_MISMATCH or of none, is replaced, where the [TokenSource] has another, once per
// request; that does not count as a retry. One that is not, or whose successor is rejected too, is a [*TokenRejectedError].
//
// The waits are 1 s, 2 s, 4 s and so on up to 30 s, each with up to a half of it more or less, or the header Retry-After where
// that is longer, a date by the response's own clock. A Retry-After above [MaxRetryAfter] ends the request, and so does a wait
// that would pass the context's deadline. A request that was given up fails with a [*RetryError]: how many attempts over how
// long, the last cause, why there was no further attempt. The context ends every wait and every attempt at once, and is then
// part of the error.
//
// A client has at most Config.MaxConcurrentRequests requests in flight, over all walks; others wait in the order of their
// arrival. No slot is held while waiting for the next attempt. A response 429 halves the limit, down to one, and holds all
// requests back until the wait of the rate limited one is over; every ten accepted requests raise it by one again. A
// request that was rate limited makes its last attempt while no other is in flight, so that it cannot exceed a limit on
// concurrent requests: [RetryError.Alone] then means that the day's credits are used up. After as many such responses in a
// row as a request has attempts, rate limited requests are not retried ([ErrAlwaysRateLimited]), until none is pending.
//
// # Many records
//
// [Client.EachRecord] walks the attachments of many records concurrently, each of them as above, all within the one limit
// on concurrent requests. Whether the error of one of them is likely to meet the others too, [FailureScopeOf] tells.
//
// # Finding records
//
// [Client.Records] walks by key over what a COQL query finds: each query asks for up to 2,000 rows above the last id. The list
// is complete, or the walk ends in an error: an id that is not above the one before, a row without an id, a full page that
// does not say whether more follow, more rows than were asked for. A short page does not end the walk. Where a page that was
// announced has no rows, the highest id that meets the condition decides: the list is complete if that is not above the last.
// A query is a POST that changes nothing, and is retried as a GET is. No more than ten are in flight, Zoho's limit for an
// organisation, within Config.MaxConcurrentRequests.
package zohocrm
