package zohocrm

import "context"

// Token authorises requests to Zoho's API.
type Token struct {
	// Value is the access token, sent as "Authorization: Zoho-oauthtoken <Value>".
	Value string

	// APIDomain is the API domain that the token answer of Zoho's accounts server named, such as
	// "https://www.zohoapis.eu"; empty where nothing named one.
	APIDomain string
}

// TokenSource is where the Authorization header comes from. It is safe for use by several goroutines at once.
type TokenSource interface {
	// Token returns a token that is good now, as far as can be known without asking the API.
	Token(ctx context.Context) (Token, error)

	// Refused tells the source that the API answered 401 INVALID_TOKEN to value. It reports whether the next call of
	// Token can return another one.
	Refused(ctx context.Context, value string) bool
}

// StaticToken is an access token as it was given: nothing renews it.
type StaticToken string

// Token returns the access token.
func (t StaticToken) Token(context.Context) (Token, error) {
	return Token{Value: string(t)}, nil
}

// Refused reports false: there is no other token.
func (StaticToken) Refused(context.Context, string) bool {
	return false
}

// ValidToken reports whether a token can stand in a header: visible ASCII, and not empty.
func ValidToken(token string) bool {
	return token != "" && printable(token)
}
