package oauth

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// maxLifetime is how long an access token lives by Zoho's documentation. An answer that promises more has its number in
// another unit.
const maxLifetime = time.Hour

// tokenResponse is an answer of the accounts server to the refresh call. All texts are as they came.
type tokenResponse struct {
	accessToken string
	life        time.Duration // more than zero and at most maxLifetime
	apiDomain   string        // empty where the answer names none

	code, description string // "error" and "error_description"
}

// decodeResponse decodes the body of an answer and tells what it means; no kind of error means that there is an access
// token, which may stand in an answer of any status.
func decodeResponse(status int, body []byte) (tokenResponse, ErrorKind) {
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil || members == nil {
		return tokenResponse{}, Unavailable
	}
	answer := tokenResponse{
		accessToken: stringMember(members, "access_token"),
		apiDomain:   stringMember(members, "api_domain"),
		code:        stringMember(members, "error"),
		description: stringMember(members, "error_description"),
		life:        lifetimeOf(members),
	}
	if zohocrm.ValidToken(answer.accessToken) {
		return answer, ""
	}
	answer.accessToken = ""
	return answer, errorKindOf(status, answer.code)
}

// errorKindOf tells what an answer without an access token means. Zoho refuses with status 200 as well as 400: the code
// counts, and the status only where the code says nothing.
func errorKindOf(status int, code string) ErrorKind {
	switch kind := ErrorKind(code); kind {
	case InvalidCode, InvalidClient, InvalidClientSecret:
		return kind
	}
	switch {
	case strings.EqualFold(code, "Access Denied"), strings.EqualFold(code, "access_denied"), status == 429:
		return Throttled
	case status >= 500:
		return Unavailable
	default:
		return Denied
	}
}

// stringMember returns a member that is a string, and the empty string for any other.
func stringMember(members map[string]json.RawMessage, name string) string {
	var text string
	if json.Unmarshal(members[name], &text) != nil {
		return ""
	}
	return text
}

// lifetimeOf returns how long an access token lives. Old answers have milliseconds in "expires_in" and the seconds in
// "expires_in_sec"; either may be a number or a string.
func lifetimeOf(members map[string]json.RawMessage) time.Duration {
	for _, name := range []string{"expires_in_sec", "expires_in"} {
		text := stringMember(members, name)
		if text == "" {
			text = string(members[name])
		}
		seconds, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || math.IsNaN(seconds) || seconds <= 0 {
			continue
		}
		if seconds >= maxLifetime.Seconds() {
			return maxLifetime
		}
		return max(time.Duration(seconds*float64(time.Second)), 1)
	}
	return maxLifetime
}
