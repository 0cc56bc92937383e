package zohocrmtest_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// catalogue are the errors that Zoho's documents name for the call, each with
// the keys of its details.
var catalogue = map[string][]string{
	"400 REQUIRED_PARAM_MISSING":             {"param_name"},
	"400 INVALID_MODULE":                     {"resource_path_index"},
	"400 NOT_SUPPORTED":                      {"resource_path_index"},
	"400 INVALID_DATA":                       {"", "param_name", "related_status resource_path_index", "resource_path_index"},
	"404 INVALID_DATA":                       {""},
	"404 INVALID_MODULE":                     {""},
	"404 INVALID_URL_PATTERN":                {""},
	"400 INVALID_HOST":                       {""},
	"400 INVALID_REQUEST_METHOD":             {""},
	"400 AUTHORIZATION_FAILED":               {""},
	"403 NO_PERMISSION":                      {"", "permissions"},
	"400 NO_PERMISSION":                      {"permissions"},
	"401 INVALID_TOKEN":                      {""},
	"401 AUTHENTICATION_FAILURE":             {""},
	"401 OAUTH_SCOPE_MISMATCH":               {"", "method url"},
	"403 OAUTH_SCOPE_MISMATCH":               {""},
	"400 DISCRETE_PAGINATION_LIMIT_EXCEEDED": {"limit"},
	"400 PAGINATION_LIMIT_EXCEEDED":          {"param_name"},
	"400 TOKEN_BOUND_DATA_MISMATCH":          {"param_name"},
	"400 EXPIRED_VALUE":                      {"api_name json_path", "param_name"},
	"400 AMBIGUITY_DURING_PROCESSING":        {"ambiguity_due_to"},
	"400 LIMIT_EXCEEDED":                     {"limit param_name"},
	"400 PATTERN_NOT_MATCHED":                {"param_name"},
	"400 MANDATORY_NOT_FOUND":                {""},
	"400 API_NOT_SUPPORTED":                  {"supported_version"},
	"429 TOO_MANY_REQUESTS":                  {"", "limit retry_after trace_id window"},
	"429 RATE_LIMIT_EXCEEDED":                {""},
	"500 INTERNAL_ERROR":                     {""},
	"500 INTERNAL_SERVER_ERROR":              {""},
	"502 SERVICE_UNAVAILABLE":                {""},
	"503 SERVICE_UNAVAILABLE":                {""},
}

// errorDisagreements are the recordings that are not as the catalogue has it,
// and how.
var errorDisagreements = map[string]string{
	"error-gateway-html":     "no JSON",
	"error-in-data-envelope": "wrapped in data",
	"error-inside-200":       "200 INTERNAL_ERROR",
}

// envelope are the keys of an error and the shapes of their values.
var envelope = map[string]key{
	"code":    {like(`"[A-Z][A-Z_]*"`), true},
	"details": {like(`(?s)\{.*\}`), true},
	"message": {text, true},
	"status":  {like(`"error"`), true},
}

// Every recording of an error holds Zoho's envelope and an error of the
// catalogue, and every error of the catalogue has a recording.
func TestErrorRecordingsConform(t *testing.T) {
	t.Parallel()
	recorded := map[string][]string{}
	for _, s := range cassettes.Scenarios() {
		if !strings.HasPrefix(s.Name, "error-") {
			if s.Code != "" || s.Status >= 400 {
				t.Errorf("%s ends in %d %s", s.Name, s.Status, s.Code)
			}
			continue
		}
		all := interactions(t, s.Name)
		body := all[len(all)-1].Response.Body
		disagreement := ""
		switch {
		case !json.Valid([]byte(body)):
			disagreement = "no JSON"
		case strings.HasPrefix(body, `{"data":[`):
			disagreement = "wrapped in data"
			body = strings.TrimSuffix(strings.TrimPrefix(body, `{"data":[`), `]}`)
			fallthrough
		default:
			if !object(envelope)([]byte(body)) {
				t.Errorf("%s: no envelope: %s", s.Name, body)
				continue
			}
			kind := strconv.Itoa(s.Status) + " " + s.Code
			if catalogue[kind] == nil {
				disagreement = kind
				break
			}
			recorded[kind] = append(recorded[kind], detailKeys(t, body))
		}
		if disagreement != errorDisagreements[s.Name] {
			t.Errorf("%s: %q, known is %q", s.Name, disagreement, errorDisagreements[s.Name])
		}
	}
	for kind, want := range catalogue {
		got := recorded[kind]
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%s is recorded with the details %q, want %q", kind, got, want)
		}
	}
}

// detailKeys are the keys of an error's details, sorted, with blanks between.
func detailKeys(t *testing.T, body string) string {
	t.Helper()
	var e struct{ Details map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(body), &e); err != nil {
		t.Fatal(err)
	}
	keys := make([]string, 0, len(e.Details))
	for name := range e.Details {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	return strings.Join(keys, " ")
}
