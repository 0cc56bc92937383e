package provider_test

import (
	"bytes"
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestCollect has one of 1,001 records deleted: the others are there, and its error has Zoho's code.
func TestCollect(t *testing.T) { bySource(t, testCollect) }

func testCollect(t *testing.T, connected connect) {
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(deleted("500")))
	state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(idsUpTo(1001)).with(collecting))
	wantNone(t, diags)
	lists := 0
	for id, result := range recordsOf(t, state) {
		if id == "500" {
			want := map[string]any{"attachments": nil, "error": map[string]any{
				"code": "INVALID_DATA", "message": noSuchDeal("500"), "status": int64(400),
			}}
			if !reflect.DeepEqual(result, want) {
				t.Errorf("got  %v\nwant %v", result, want)
			}
			continue
		}
		if list, _ := result["attachments"].([]any); len(list) == 1 && result["error"] == nil {
			lists++
		}
	}
	if lists != 1000 {
		t.Errorf("%d lists, want 1,000", lists)
	}
}

// noSuchDeal is what is said of a deal that was deleted.
func noSuchDeal(id string) string {
	return "Zoho CRM has no record " + id + " in the module Deals: it does not exist, was deleted, belongs to another module or " +
		"organisation, or the user of the access token cannot see it. " +
		"Zoho CRM responded: INVALID_DATA: the related id given seems to be invalid (HTTP 400)."
}

// TestCollected holds what the error of a record tells, of each kind of fault that may be its own: the first sentence is that
// of the error without collect, and the next read says the same.
func TestCollected(t *testing.T) { bySource(t, testCollected) }

func testCollected(t *testing.T, connected connect) {
	tests := map[string]struct {
		kind    faults.Kind
		code    any
		message string
		status  any
	}{
		"not found": {
			zohoSays(404, "INVALID_DATA", `{}`, "The record does not exist"), "INVALID_DATA",
			"Zoho CRM has no record 2 in the module Deals: it does not exist, was deleted, belongs to another module or organisation, " +
				"or the user of the access token cannot see it. Zoho CRM responded: INVALID_DATA: The record does not exist (HTTP 404).",
			int64(404),
		},
		"no permission": {
			faults.NoPermission(), "NO_PERMISSION",
			"The user of the access token is not permitted to read the attachments of Deals. Missing: Crm_Implied_View_Leads. " +
				"Zoho CRM responded: NO_PERMISSION: permission denied (HTTP 403).", int64(403),
		},
		"a code alone": {
			zohoSays(409, "RECORD_LOCKED", `{}`, ""), "RECORD_LOCKED",
			"Zoho CRM did not return the attachments of Deals 2, for a reason that the provider does not know. " +
				"Zoho CRM responded: RECORD_LOCKED (HTTP 409).", int64(409),
		},
		"a message alone": {
			faults.Response(400, nil, `{"message":"record is locked"}`), nil,
			"Zoho CRM did not return the attachments of Deals 2, for a reason that the provider does not know. " +
				"Zoho CRM responded: record is locked (HTTP 400).", int64(400),
		},
		"after all tries": {
			faults.InternalError(), "INTERNAL_ERROR", "Zoho CRM failed to return the attachments of Deals 2. The fault is on its side. " +
				"Zoho CRM responded: INTERNAL_ERROR: Internal Server Error (HTTP 500).", int64(500),
		},
		"an error in a 200": {
			faults.ErrorInside200(), "INTERNAL_ERROR", "Zoho CRM failed to return the attachments of Deals 2. The fault is on its side. " +
				"Zoho CRM responded: INTERNAL_ERROR: Internal Server Error (HTTP 200).", int64(200),
		},
		"HTML": {
			faults.HTMLPage(), nil, "The API domain did not respond as Zoho CRM does: the response is not JSON. " +
				"Response: HTTP 200, content type text/html.", int64(200),
		},
		"HTML by 403": {
			faults.Response(403, nil, "<p>Blocked</p>"), nil,
			"The API domain did not respond as Zoho CRM does: the response is not JSON. " +
				"Response: HTTP 403, content type application/json.", int64(403),
		},
		"half an answer": {
			faults.HalfJSON(), nil,
			"The API domain did not respond as Zoho CRM does: the response is truncated. " +
				"Response: HTTP 200, content type application/json.", int64(200),
		},
		"a page that lacks": {
			faults.NoContent(), nil, "The pages from Zoho CRM do not form a complete list: an announced page has no rows.", nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(450)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.FromPage(2).Record("Deals", "2"), Kind: test.kind}))
			source := connected(t, mock).of(manyAttachments)
			state, diags := source.read(t.Context(), deals(ids(1, 2)).with(collecting))
			wantNone(t, diags)
			got := recordsOf(t, state)
			want := map[string]any{"attachments": nil, "error": map[string]any{"code": test.code, "message": test.message, "status": test.status}}
			if !reflect.DeepEqual(got["2"], want) {
				t.Errorf("got  %v\nwant %v", got["2"], want)
			}
			if list, _ := got["1"]["attachments"].([]any); len(list) != 450 || got["1"]["error"] != nil {
				t.Errorf("the other record has %d attachments, error %v", len(list), got["1"]["error"])
			}
			if again, _ := source.read(t.Context(), deals(ids(1, 2)).with(collecting)); !reflect.DeepEqual(again, state) {
				t.Errorf("the next read has %v", again)
			}
			sentence, _, _ := strings.Cut(test.message, ". ")
			_, diags = source.read(t.Context(), deals(ids(1, 2)))
			if len(diags) != 1 || !strings.HasPrefix(diags[0].Detail, strings.TrimSuffix(sentence, ".")+".") {
				t.Errorf("without collect: %v, want it to begin with %q", diags, sentence)
			}
		})
	}
}

// TestFail holds that without collect the first record that cannot be read fails the read, and is named.
func TestFail(t *testing.T) { bySource(t, testFail) }

func testFail(t *testing.T, connected connect) {
	forbidden := faults.Fault{On: faults.EveryCall().Record("Deals", "7"), Kind: faults.NoPermission()}
	for name, test := range map[string]struct {
		fault              faults.Fault
		config             block
		attribute, summary string
		says               string
	}{
		"deleted":        {deleted("7"), block{}, "record_ids[9]", "Unknown Record", "to read the other records."},
		"deleted, named": {deleted("7"), block{"on_error": "fail"}, "record_ids[9]", "Unknown Record", "to read the other records."},
		"forbidden":      {forbidden, block{}, "", "Missing Permission in Zoho CRM", "which may fail as well"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
				zohocrmtest.WithFaults(test.fault, holdAfter("/crm/v8/Deals/7/Attachments")))
			listed := append(ids(1, 1, 1), idsUpTo(500)...)              // the index is that of the list, in which a record may come twice
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // only a read that does not stop waits for it
			defer cancel()
			state, diags := connected(t, mock).of(manyAttachments).read(ctx, deals(listed).with(test.config))
			wantError(t, diags, test.attribute, test.summary, `The record is 7. Set on_error = "collect" to read the other records`, test.says)
			if state["records"] != nil {
				t.Error("the state holds records")
			}
			if ctx.Err() != nil {
				t.Error("the failure did not end the requests that were under way")
			}
			uris := mock.URIs()
			failed := slices.IndexFunc(uris, func(uri string) bool { return strings.HasPrefix(uri, "/crm/v8/Deals/7/") })
			if after := len(uris) - failed - 1; after > 10 {
				t.Errorf("%d requests after the one that failed, want at most the 10 that may be under way", after)
			}
		})
	}
}

// holdAfter leaves every request that follows the first for a path without a response, until its client goes. However the
// machine schedules them, no more requests then arrive than may be under way when the response to the first is known; and a
// read that does not end by that response does not end at all.
func holdAfter(path string) faults.Fault {
	hold := false
	return faults.Fault{Kind: faults.NeverResponds(), On: faults.OnCall(func(c faults.Call) bool {
		hold = hold || c.Path == path
		return hold
	})}
}

// TestRecordsTimeout holds that the time is that of the whole read, and that no part of it is kept.
func TestRecordsTimeout(t *testing.T) { bySource(t, testRecordsTimeout) }

func testRecordsTimeout(t *testing.T, connected connect) {
	unavailable := func(id string) faults.Fault {
		return faults.Fault{On: faults.EveryCall().Record("Deals", id), Kind: faults.ServiceUnavailable()}
	}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
		zohocrmtest.WithFaults(deleted("1"), unavailable("3"), unavailable("4")))
	// With one request at a time two records are read at once: where 3 and 4 both wait for their next attempt, 1 and 2 are done.
	clock := newMeetingClock(2, true)
	p := newProtocol(t, environmentFor(mock), provider.WithClock(clock)).by(connected(t, mock).source)
	wantNone(t, p.configure(block{"max_concurrent_requests": 1}))
	config := deals(ids(1, 2, 3, 4)).with(collecting).with(block{"timeouts": block{"read": "1h"}})
	state, diags := p.of(manyAttachments).read(expiring{t.Context(), clock.met}, config)
	wantError(t, diags, "", "Read Timed Out",
		"4 records of Deals", "within 1h0m0s", "1 of 4 records had been read.", "max_concurrent_requests")
	if state["records"] != nil {
		t.Error("the state holds records")
	}
}

// TestRecordsInterrupted holds that Terraform's interrupt ends the read.
func TestRecordsInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	interrupt := faults.Fault{On: faults.OnCall(func(faults.Call) bool {
		cancel()
		return true
	}), Kind: faults.NeverResponds()}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(interrupt))
	_, diags := connected(t, mock).of(manyAttachments).read(ctx, deals(idsUpTo(100)).with(collecting))
	wantError(t, diags, "", "Read Interrupted")
}

// TestRecordsWithoutCredentials holds that the first read tells of credentials that are missing.
func TestRecordsWithoutCredentials(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	wantNone(t, p.configure(nil))
	_, diags := p.of(manyAttachments).read(t.Context(), deals(ids(1)))
	wantError(t, diags, "", "Missing Zoho CRM Credentials")
}

// TestCollectKeepsTheToken has a server send the token back in what becomes a record's error: none of it is in the
// state, a message or the log.
func TestCollectKeepsTheToken(t *testing.T) {
	t.Parallel()
	for _, kind := range echoing() {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(secret), zohocrmtest.WithAnyRecord(rows.Attachments(450)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.FromPage(2).Record("Deals", "2"), Kind: kind}))
			p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": mock.URL(), "ZOHOCRM_OAUTH_TOKEN": secret})
			wantNone(t, p.configure(nil))
			var log bytes.Buffer
			state, diags := p.of(manyAttachments).read(tflogtest.RootLogger(t.Context(), &log), deals(ids(1, 2)).with(collecting))
			for _, d := range diags {
				secretscan.WantNone(t, "the message", d.Summary+d.Detail, secret)
			}
			if results, ok := state["records"].(map[string]any); ok {
				failed := results["2"].(map[string]any)["error"].(map[string]any)
				for name, value := range failed {
					if text, ok := value.(string); ok {
						secretscan.WantNone(t, "the error's "+name, text, secret)
					}
				}
			} else if len(diags) == 0 {
				t.Error("neither records nor an error")
			}
			secretscan.WantNone(t, "the log", log.String(), secret)
		})
	}
}
