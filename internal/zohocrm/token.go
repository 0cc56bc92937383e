package zohocrm

import (
	"context"
	"fmt"
	"io"
)

// Token authorises requests to Zoho's API. Package fmt prints it without its value.
type Token struct {
	// Value is the access token, sent as "Authorization: Zoho-oauthtoken <Value>".
	Value string

	// APIDomain is the API domain that the token is good for, such as "https://www.zohoapis.eu", without a trailing
	// slash: what Zoho's accounts server named, or else the one of its data centre; empty where neither is known.
	APIDomain string
}

// Format keeps the access token out of logs and messages.
func (t Token) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "zohocrm.Token(redacted)")
}

// TokenSource is where the Authorization header comes from. It is safe for use by several goroutines at once.
type TokenSource interface {
	// Token returns a token that is good now, as far as can be known without asking the API.
	Token(ctx context.Context) (Token, error)

	// Invalidate tells the source that the API rejected value: a response 401 of any code but OAUTH_SCOPE_MISMATCH. It reports
	// whether the next call of Token can return another one.
	Invalidate(ctx context.Context, value string) bool
}

// StaticToken is an access token as it was given: nothing renews it. Package fmt prints it without its value.
type StaticToken string

// Token returns the access token.
func (t StaticToken) Token(context.Context) (Token, error) {
	return Token{Value: string(t)}, nil
}

// Invalidate reports false: there is no other token.
func (StaticToken) Invalidate(context.Context, string) bool {
	return false
}

// Format keeps the access token out of logs and messages.
func (StaticToken) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "zohocrm.StaticToken(redacted)")
}
