package provider_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// readOf2000 is how a message tells how many records had been read.
var readOf2000 = regexp.MustCompile(`([0-9]+) of 2,000 records had been read\.`)

// TestCollectStops holds what ends the whole read, also with collect: what would meet every record alike.
func TestCollectStops(t *testing.T) { bySource(t, testCollectStops) }

func testCollectStops(t *testing.T, connected connect) {
	const most = 10 // requests at once, by default
	tests := map[string]struct {
		kind               faults.Kind
		attribute, summary string
	}{
		"token":        {faults.InvalidToken(), "", "Access Token Rejected"},
		"scope":        {zohoSays(401, "OAUTH_SCOPE_MISMATCH", `{}`, "invalid oauth scope to access this URL"), "", "Missing OAuth Scope"},
		"scope by 403": {zohoSays(403, "OAUTH_SCOPE_MISMATCH", `{}`, "Unauthorized"), "", "Missing OAuth Scope"},
		"module": {
			zohoSays(400, "INVALID_MODULE", `{"resource_path_index":0}`, "the module name given seems to be invalid"), "module",
			"Unknown Module",
		},
		"fields":      {zohoSays(400, "INVALID_DATA", `{"param_name":"fields"}`, "invalid data"), "fields", "Unknown Field"},
		"not Zoho":    {faults.Response(401, nil, "<p>Sign in</p>"), "", "Unexpected Response from the API Domain"},
		"redirect":    {faults.Redirect(302, "https://accounts.zoho.com/signin"), "", "Unexpected Response from the API Domain"},
		"a long wait": {faults.ServiceUnavailable("3600"), "", "Zoho CRM Asks Clients to Wait"},
		"credits": {
			faults.Response(
				429, map[string][]string{"X-Api-Credits-Remaining": {"0"}},
				`{"code":"TOO_MANY_REQUESTS","details":{},"message":"too many requests","status":"error"}`,
			),
			"", "No API Credits Left",
		},
		"limit":      {faults.TooManyRequests(), "", "Zoho CRM API Limit Reached"},
		"connection": {faults.HangUp(), "", "Cannot Reach Zoho CRM"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.FromCall(101), Kind: test.kind}))
			state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(idsUpTo(2000)).with(collecting))
			wantError(t, diags, test.attribute, test.summary)
			if read := readOf2000.FindStringSubmatch(diags[0].Detail); read == nil || len(read[1]) > 3 {
				t.Errorf("it does not tell how many of 2,000 records had been read, of which at most 100 can be:\n%s", diags[0].Detail)
			}
			if isTriedAgain := test.summary == "Zoho CRM API Limit Reached" || test.summary == "No API Credits Left"; isTriedAgain &&
				!strings.Contains(diags[0].Detail, "The request was attempted ") {
				t.Errorf("it does not tell how often the request was attempted:\n%s", diags[0].Detail)
			}
			if detail := diags[0].Detail; strings.Contains(detail, "on_error") || strings.Contains(detail, "The record is") {
				t.Errorf("the message blames a record:\n%s", detail)
			}
			if state["records"] != nil {
				t.Error("the state holds records")
			}
			failed := make(map[string]bool)
			for _, r := range mock.Requests() {
				if r.Fault != "" {
					failed[r.URI] = true
				}
			}
			if len(failed) > 2*most {
				t.Errorf("%d records failed, want at most the %d that are read at once", len(failed), 2*most)
			}
		})
	}
}

// TestCollectWhereNothingCanBeRead holds what becomes of faults of the records, or that may be theirs: where none of the first
// twenty was read, that ends the read, whatever the order of the responses; where there are fewer, or one of them was read, each stands
// in its place.
func TestCollectWhereNothingCanBeRead(t *testing.T) { bySource(t, testCollectWhereNothingCanBeRead) }

func testCollectWhereNothingCanBeRead(t *testing.T, connected connect) {
	forbidden := faults.Fault{On: faults.EveryCall(), Kind: faults.NoPermission()}
	unknownRecord := faults.Fault{On: faults.EveryCall(), Kind: zohoSays(
		400, "INVALID_DATA", `{"resource_path_index":1}`, "the related id given seems to be invalid",
	)}
	inOrder := func(id string, kind faults.Kind) faults.Fault {
		return faults.Fault{On: faults.EveryCall().Record("Deals", id), Kind: kind}
	}
	late := func(id string) faults.Fault { // fails once in a way that passes
		return faults.Fault{On: faults.NthCall(1).Record("Deals", id), Kind: faults.ServiceUnavailable()}
	}
	missing := func(n int) []faults.Fault {
		var all []faults.Fault
		for i := range n {
			all = append(all, deleted(strconv.Itoa(i+1)))
		}
		return all
	}
	for name, test := range map[string]struct {
		faults  []faults.Fault
		records int
		summary string // empty where the errors are the records'
	}{
		"a thousand":               {[]faults.Fault{forbidden}, 1000, "Missing Permission in Zoho CRM"},
		"twenty":                   {[]faults.Fault{forbidden}, 20, "Missing Permission in Zoho CRM"},
		"nineteen":                 {[]faults.Fault{forbidden}, 19, ""},
		"the first could be read":  {[]faults.Fault{inOrder("1", faults.NoContent()), late("2"), late("3"), forbidden}, 100, ""},
		"the first does not exist": {[]faults.Fault{deleted("1"), late("2"), late("3"), forbidden}, 100, "Missing Permission in Zoho CRM"},
		"none exists":              {[]faults.Fault{unknownRecord}, 60, "Unknown Record"},
		"nineteen do not exist":    {[]faults.Fault{unknownRecord}, 19, ""},
		"all but the first exist no more": {
			[]faults.Fault{inOrder("1", faults.NoContent()), late("2"), late("3"), unknownRecord}, 60, "",
		},
		"twenty that do not exist, before others": {missing(20), 120, "Unknown Record"},
		"nineteen, before others":                 {missing(19), 120, ""},
		"an outage": {
			[]faults.Fault{{On: faults.EveryCall(), Kind: faults.ServiceUnavailable()}}, 100, "Zoho CRM Server Error",
		},
		"a host that is not Zoho's": {
			[]faults.Fault{{On: faults.EveryCall(), Kind: faults.HTMLPage()}},
			100,
			"Unexpected Response from the API Domain",
		},
		"an address that is unknown": {
			[]faults.Fault{
				{
					On:   faults.EveryCall(),
					Kind: zohoSays(404, "INVALID_URL_PATTERN", `{}`, "Please check if the URL trying to access is a correct one"),
				},
			},
			100, "API Endpoint Not Found",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(test.faults...))
			// With one request at a time two records are read at once: where 2 and 3 both wait for their next attempt, 1 is done.
			p := newProtocol(t, environmentFor(mock), provider.WithClock(newMeetingClock(2, false))).by(connected(t, mock).source)
			wantNone(t, p.configure(block{"max_concurrent_requests": 1}))
			state, diags := p.of(manyAttachments).read(t.Context(), deals(idsUpTo(test.records)).with(collecting))
			if test.summary != "" {
				attribute, named := "", "1"
				if test.summary == "Unknown Record" {
					attribute = "record_ids"
				}
				if name == "the first does not exist" { // the second may tell of all
					named = "2"
				}
				wantError(t, diags, attribute, test.summary, "None of the first 20 records could be read", "The error above is that of "+named+".")
				asked := make(map[string]bool)
				for _, uri := range mock.URIs() {
					asked[uri] = true
				}
				if calls := len(mock.URIs()); len(asked) != 20 || calls > 20*5 { // each with its retries
					t.Errorf("%d requests for %d records", calls, len(asked))
				}
				return
			}
			wantNone(t, diags)
			if got := len(recordsOf(t, state)); got != test.records {
				t.Errorf("%d records, want %d", got, test.records)
			}
		})
	}
}

// TestCollectBlamesWhereItPoints holds that an error which points at what is the same for all records is not one record's.
func TestCollectBlamesWhereItPoints(t *testing.T) {
	t.Parallel()
	ofRecord := []string{"INVALID_MODULE by 404", "INVALID_DATA at the related list"} // one may be a record's, the other its layout's
	for _, test := range errorCases() {
		if test.attribute != "module" && test.attribute != "fields" {
			continue
		}
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: test.kind}))
			_, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(ids(1, 2, 3)).with(collecting))
			if stops := len(diags) > 0; stops == slices.Contains(ofRecord, test.name) {
				t.Errorf("got %v", summaries(diags))
			}
		})
	}
}
