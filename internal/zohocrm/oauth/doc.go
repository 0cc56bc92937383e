// Package oauth gets access tokens for Zoho CRM with a refresh token, as Zoho's documentation of OAuth has it ("Refresh
// Access Tokens"): [TokenSource] is a [zohocrm.TokenSource].
//
// # Requests
//
// A token is requested from the accounts server of a data centre (POST /oauth/v2/token with grant_type=refresh_token) when
// the first is asked for, once for all callers. Whatever the accounts server answers instead is an [*Error]: Zoho refuses
// with status 200 as well as 400, and its codes are told apart by [ErrorKind]. Redirects are refused, since the credentials
// would travel with them. A token is sent to the API domain that comes with it only if that is Zoho's own, or on this machine
// as the accounts server is.
//
// # Cache
//
// Zoho issues ten tokens in ten minutes, for all processes together. So a token is kept, unless that was turned off, in an
// encrypted file that every process on the machine with the same credentials uses, and a lock lets one of them at a time
// request a token. A token that the API refused is removed from it.
package oauth
