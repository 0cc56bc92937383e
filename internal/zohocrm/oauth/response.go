package oauth

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// maxLifetime is the lifetime of an access token by Zoho's documentation. A response with a larger number has it in another
// unit.
const maxLifetime = time.Hour

// tokenResponse is a response of the accounts server to a token request. Its texts are not sanitised.
type tokenResponse struct {
	accessToken string
	lifetime    time.Duration // more than zero and at most maxLifetime
	apiDomain   string        // empty where the response names none

	code, description string // "error" and "error_description"
}

// decodeResponse decodes the body of a response to a request whose grant knows errors of its own. An empty kind of error
// means that it has an access token, which a response of any status may have.
func decodeResponse(status int, body []byte, ofGrant map[string]ErrorKind) (tokenResponse, ErrorKind) {
	var members map[string]json.RawMessage
	if json.Unmarshal(api.TrimJSON(body), &members) != nil || members == nil {
		if zohocrm.RetryableResponse(status, body) {
			return tokenResponse{}, Unavailable
		}
		return tokenResponse{}, Unusable
	}
	response := tokenResponse{
		accessToken: stringMember(members, "access_token"),
		apiDomain:   stringMember(members, "api_domain"),
		code:        stringMember(members, "error"),
		description: stringMember(members, "error_description"),
		lifetime:    lifetimeOf(members),
	}
	if catalog.ValidToken(response.accessToken) {
		return response, ""
	}
	response.accessToken = ""
	return response, errorKindOf(status, response.code, ofGrant)
}

// errorKindOf tells what a response without an access token means. Zoho sends errors with status 200 as well as 400:
// the code decides, and the status only where there is no known code.
func errorKindOf(status int, code string, ofGrant map[string]ErrorKind) ErrorKind {
	switch kind := ErrorKind(code); kind {
	case InvalidClient, InvalidClientSecret:
		return kind
	}
	if kind := ofGrant[code]; kind != "" {
		return kind
	}
	switch {
	case strings.EqualFold(code, "Access Denied"), strings.EqualFold(code, "access_denied"), status == 429:
		return Throttled
	case zohocrm.RetryableStatus(status):
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

// lifetimeOf returns the lifetime of an access token. Old responses have milliseconds in "expires_in" and the seconds in
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
