package provider_test

import (
	"bytes"
	"context"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

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
				"code": "INVALID_DATA", "message": "the related id given seems to be invalid", "status": int64(400),
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

// TestCollected holds what the error of a record tells, of each kind of fault that may be its own.
func TestCollected(t *testing.T) { bySource(t, testCollected) }

func testCollected(t *testing.T, connected connect) {
	tests := map[string]struct {
		kind    faults.Kind
		code    any
		message string
		status  any
	}{
		"not found":         {zohoSays(404, "INVALID_DATA", `{}`, "The record does not exist"), "INVALID_DATA", "The record does not exist", int64(404)},
		"no permission":     {faults.NoPermission(), "NO_PERMISSION", "permission denied", int64(403)},
		"a code alone":      {zohoSays(409, "RECORD_LOCKED", `{}`, ""), "RECORD_LOCKED", "Zoho CRM Refused the Request: Zoho CRM did not give the attachments of Deals 2, for a reason that the provider does not know.", int64(409)},
		"a message alone":   {faults.Response(400, nil, `{"message":"record is locked"}`), nil, "record is locked", int64(400)},
		"after all tries":   {faults.InternalError(), "INTERNAL_ERROR", "Internal Server Error", int64(500)},
		"an error in a 200": {faults.ErrorInside200(), "INTERNAL_ERROR", "Internal Server Error", int64(200)},
		"HTML":              {faults.HTMLPage(), nil, "Unexpected Answer from the API Domain: The API domain answered, but not as Zoho CRM does: the answer is not JSON.", int64(200)},
		"HTML by 403":       {faults.Response(403, nil, "<p>Blocked</p>"), nil, "Unexpected Answer from the API Domain: The API domain answered, but not as Zoho CRM does: the answer is not JSON.", int64(403)},
		"half an answer":    {faults.HalfJSON(), nil, "Unexpected Answer from the API Domain: The API domain answered, but not as Zoho CRM does: the answer ends before its end.", int64(200)},
		"a page that lacks": {faults.NoContent(), nil, "The Pages Do Not Make Up a List: Zoho CRM's pages cannot be walked to their end: rows were promised that did not come.", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(450)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.FromPage(2).Record("Deals", "2"), Kind: test.kind}))
			state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(ids(1, 2)).with(collecting))
			wantNone(t, diags)
			got := recordsOf(t, state)
			want := map[string]any{"attachments": nil, "error": map[string]any{"code": test.code, "message": test.message, "status": test.status}}
			if !reflect.DeepEqual(got["2"], want) {
				t.Errorf("got  %v\nwant %v", got["2"], want)
			}
			if list, _ := got["1"]["attachments"].([]any); len(list) != 450 || got["1"]["error"] != nil {
				t.Errorf("the other record has %d attachments, error %v", len(list), got["1"]["error"])
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
		"deleted":        {deleted("7"), block{}, "record_ids[9]", "Unknown Record", "the other records are read all the same"},
		"deleted, named": {deleted("7"), block{"on_error": "fail"}, "record_ids[9]", "Unknown Record", "the other records are read all the same"},
		"forbidden":      {forbidden, block{}, "", "Missing Permission in Zoho CRM", "the others may fail alike"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(test.fault))
			listed := append(ids(1, 1, 1), idsUpTo(500)...) // the index is that of the list, in which a record may come twice
			state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(listed).with(test.config))
			wantError(t, diags, test.attribute, test.summary, `The record is 7. With on_error = "collect"`, test.says)
			if state["records"] != nil {
				t.Error("the state holds records")
			}
			if calls := len(mock.Requests()); calls > 7+40 {
				t.Errorf("%d calls after the failure of the seventh record", calls)
			}
		})
	}
}

// TestRecordsTimeout holds that the time is that of the whole read, and that no part of it is kept.
func TestRecordsTimeout(t *testing.T) { bySource(t, testRecordsTimeout) }

func testRecordsTimeout(t *testing.T, connected connect) {
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(deleted("1"),
		faults.Fault{On: faults.EveryCall().Record("Deals", "3"), Kind: faults.NeverAnswer()}))
	config := deals(ids(1, 2, 3)).with(collecting).with(block{"timeouts": block{"read": "2s"}})
	state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), config)
	wantError(t, diags, "", "Reading Took Too Long", "3 records of Deals", "within 2s", "1 record was read by then", "max_concurrent_requests")
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
	}), Kind: faults.NeverAnswer()}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(interrupt))
	_, diags := connected(t, mock).of(manyAttachments).read(ctx, deals(idsUpTo(100)).with(collecting))
	wantError(t, diags, "", "Reading Was Interrupted")
}

// TestRecordsWithoutCredentials holds that the first read tells of credentials that are missing.
func TestRecordsWithoutCredentials(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	wantNone(t, p.configure(nil))
	_, diags := p.of(manyAttachments).read(t.Context(), deals(ids(1)))
	wantError(t, diags, "", "No Credentials for Zoho CRM")
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
