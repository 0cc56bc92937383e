// Package oauth gets access tokens for Zoho CRM by one of the grants that Zoho's documentation of OAuth has: with a refresh
// token ([RefreshToken]), or with the client's own credentials and an organisation ([ClientCredentials]). [TokenSource] is a
// [zohocrm.TokenSource] for either. Another grant is another [Grant].
//
// # Requests
//
// A token is requested from the accounts server of a data centre (POST /oauth/v2/token) when the first is needed, once for
// all callers. A response without a token is an [*Error], its [ErrorKind] by Zoho's code: Zoho sends errors with status 200
// as well as 400. Redirects are not followed, since the credentials would go with them. A token is sent to the API domain of
// its response only if that is Zoho's own, or on this machine as the accounts server is.
//
// # Cache
//
// Zoho issues ten tokens in ten minutes, for all processes together. So a token is stored, unless that was turned off, in an
// encrypted file that all processes on the machine with the same credentials share, and a lock lets one of them at a time
// request a token. A token that the API rejects is removed from it.
package oauth
