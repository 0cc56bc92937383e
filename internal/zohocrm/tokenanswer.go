package zohocrm

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// tokenLife is how long an access token lives by Zoho's documentation. An answer that promises more has its number in
// another unit.
const tokenLife = time.Hour

// tokenAnswer is an answer of the accounts server to the refresh call. All texts are as they came.
type tokenAnswer struct {
	accessToken string
	life        time.Duration // more than zero and at most tokenLife
	apiDomain   string        // empty where the answer names none

	code, description string // "error" and "error_description"
}

// decodeTokenAnswer decodes the body of an answer and tells what it means; no kind of error means that there is an access
// token, which may stand in an answer of any status.
func decodeTokenAnswer(status int, body []byte) (tokenAnswer, TokenErrorKind) {
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil || members == nil {
		return tokenAnswer{}, TokenUnavailable
	}
	answer := tokenAnswer{
		accessToken: tokenMember(members, "access_token"),
		apiDomain:   tokenMember(members, "api_domain"),
		code:        tokenMember(members, "error"),
		description: tokenMember(members, "error_description"),
		life:        tokenLifeOf(members),
	}
	if answer.accessToken != "" && printable(answer.accessToken) {
		return answer, ""
	}
	answer.accessToken = ""
	return answer, tokenRefusal(status, answer.code)
}

// tokenRefusal tells what an answer without an access token means. Zoho refuses with status 200 as well as 400: the code
// counts, and the status only where the code says nothing.
func tokenRefusal(status int, code string) TokenErrorKind {
	switch kind := TokenErrorKind(code); kind {
	case TokenInvalidCode, TokenInvalidClient, TokenInvalidClientSecret:
		return kind
	}
	switch {
	case strings.EqualFold(code, "Access Denied"), strings.EqualFold(code, "access_denied"), status == 429:
		return TokenThrottled
	case status >= 500:
		return TokenUnavailable
	default:
		return TokenDenied
	}
}

// tokenMember returns a member that is a string, and the empty string for any other.
func tokenMember(members map[string]json.RawMessage, name string) string {
	var text string
	if json.Unmarshal(members[name], &text) != nil {
		return ""
	}
	return text
}

// tokenLifeOf returns how long an access token lives. Old answers have milliseconds in "expires_in" and the seconds in
// "expires_in_sec"; either may be a number or a string.
func tokenLifeOf(members map[string]json.RawMessage) time.Duration {
	for _, name := range []string{"expires_in_sec", "expires_in"} {
		text := tokenMember(members, name)
		if text == "" {
			text = string(members[name])
		}
		seconds, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || math.IsNaN(seconds) || seconds <= 0 {
			continue
		}
		if seconds >= tokenLife.Seconds() {
			return tokenLife
		}
		return max(time.Duration(seconds*float64(time.Second)), 1)
	}
	return tokenLife
}
