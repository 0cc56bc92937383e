package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestCollectStops holds what ends the whole read, also with collect: what would meet every record alike.
func TestCollectStops(t *testing.T) { bySource(t, testCollectStops) }

func testCollectStops(t *testing.T, connected connect) {
	const most = 10 // requests at once, by default
	tests := map[string]struct {
		kind               faults.Kind
		attribute, summary string
		calls              int // at the most, after the first hundred
	}{
		"token":        {faults.InvalidToken(), "", "Access Token Refused", 2 * most},
		"scope":        {zohoSays(401, "OAUTH_SCOPE_MISMATCH", `{}`, "invalid oauth scope to access this URL"), "", "Access Token Lacks a Scope", 2 * most},
		"scope by 403": {zohoSays(403, "OAUTH_SCOPE_MISMATCH", `{}`, "Unauthorized"), "", "Access Token Lacks a Scope", 2 * most},
		"module":       {zohoSays(400, "INVALID_MODULE", `{"resource_path_index":0}`, "the module name given seems to be invalid"), "module", "Unknown Module", 2 * most},
		"fields":       {zohoSays(400, "INVALID_DATA", `{"param_name":"fields"}`, "invalid data"), "fields", "Unknown Field", 2 * most},
		"not Zoho":     {faults.Response(401, nil, "<p>Sign in</p>"), "", "Unexpected Answer from the API Domain", 2 * most},
		"redirect":     {faults.Redirect(302, "https://accounts.zoho.com/signin"), "", "Unexpected Answer from the API Domain", 2 * most},
		"a long wait":  {faults.ServiceUnavailable("3600"), "", "Zoho CRM Asks to Wait", 2 * most},
		"credits":      {faults.Response(429, map[string][]string{"X-Api-Credits-Remaining": {"0"}}, `{"code":"TOO_MANY_REQUESTS","details":{},"message":"too many requests","status":"error"}`), "", "No Credits Left in Zoho CRM", 8 * most},
		"limit":        {faults.TooManyRequests(), "", "No Credits Left in Zoho CRM", 8 * most},
		"connection":   {faults.HangUp(), "", "Cannot Reach Zoho CRM", 16 * most},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.FromCall(101), Kind: test.kind}))
			state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(idsUpTo(2000)).with(collecting))
			wantError(t, diags, test.attribute, test.summary)
			if detail := diags[0].Detail; strings.Contains(detail, "on_error") || strings.Contains(detail, "The record is") {
				t.Errorf("the message blames a record:\n%s", detail)
			}
			if state["records"] != nil {
				t.Error("the state holds records")
			}
			if calls := len(mock.Requests()) - 100; calls > test.calls {
				t.Errorf("%d calls after the first failure, want %d at the most", calls, test.calls)
			}
		})
	}
}

// TestCollectWhereNothingCanBeRead holds what becomes of faults that may be the records' or not: where the first twenty have
// one, it ends the read; where there are fewer, or one record was read, each stands in its place.
func TestCollectWhereNothingCanBeRead(t *testing.T) { bySource(t, testCollectWhereNothingCanBeRead) }

func testCollectWhereNothingCanBeRead(t *testing.T, connected connect) {
	forbidden := faults.Fault{On: faults.EveryCall(), Kind: faults.NoPermission()}
	inOrder := func(id string, kind faults.Kind) faults.Fault {
		return faults.Fault{On: faults.EveryCall().Record("Deals", id), Kind: kind}
	}
	for name, test := range map[string]struct {
		faults  []faults.Fault
		records int
		summary string // empty where the errors are the records'
	}{
		"a thousand":                 {[]faults.Fault{forbidden}, 1000, "Missing Permission in Zoho CRM"},
		"twenty":                     {[]faults.Fault{forbidden}, 20, "Missing Permission in Zoho CRM"},
		"nineteen":                   {[]faults.Fault{forbidden}, 19, ""},
		"the first could be read":    {[]faults.Fault{inOrder("1", faults.NoContent()), forbidden}, 100, ""},
		"the first does not exist":   {[]faults.Fault{deleted("1"), forbidden}, 100, ""},
		"an outage":                  {[]faults.Fault{{On: faults.EveryCall(), Kind: faults.ServiceUnavailable()}}, 100, "Zoho CRM Is Out of Order"},
		"a host that is not Zoho's":  {[]faults.Fault{{On: faults.EveryCall(), Kind: faults.HTMLPage()}}, 100, "Unexpected Answer from the API Domain"},
		"an address that is unknown": {[]faults.Fault{{On: faults.EveryCall(), Kind: zohoSays(404, "INVALID_URL_PATTERN", `{}`, "Please check if the URL trying to access is a correct one")}}, 100, "Unknown Address at the API Domain"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(test.faults...))
			p := connected(t, mock)
			wantNone(t, p.configure(block{"max_concurrent_requests": 1})) // one after the other
			state, diags := p.of(manyAttachments).read(t.Context(), deals(idsUpTo(test.records)).with(collecting))
			if test.summary != "" {
				wantError(t, diags, "", test.summary, "None of the first 20 records could be read", "The last was ")
				if calls := len(mock.Requests()); calls > 22*5 {
					t.Errorf("%d calls", calls)
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
