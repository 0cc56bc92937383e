package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestFirstRequestIsNeverRespondsed has a server read the first request and never answer it: all of forty records are read, within
// the timeout.
func TestFirstRequestIsNeverRespondsed(t *testing.T) {
	t.Parallel()
	const records = 40
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(1), Kind: faults.NeverResponds()}))
	withMock(t, mock, true, func(t *testing.T, p *protocol) {
		list := make([]int, records)
		for i := range list {
			list[i] = i + 1
		}
		start := time.Now()
		state, diags := p.of(manyAttachments).read(t.Context(), deals(ids(list...)))
		wantNone(t, diags)
		if n := len(recordsOf(t, state)); n != records {
			t.Errorf("%d records", n)
		}
		if took := time.Since(start); took != time.Minute {
			t.Errorf("it took %s", took)
		}
	})
	if n := len(mock.Requests()); n != records+1 {
		t.Errorf("%d requests, want %d", n, records+1)
	}
}

// TestSilenceWords tells a server that does not respond from a list that is long, for every source.
func TestSilenceWords(t *testing.T) {
	t.Parallel()
	const longer, noLonger = `timeouts = { read = "30m" }`, "Run Terraform again later"
	for i, test := range []struct {
		kind    faults.Kind
		timeout string
		summary string
		words   []string
	}{
		{
			faults.NeverResponds(), "10m", "Cannot Reach Zoho CRM",
			[]string{"sent no response to the request within 60 seconds", "attempted 5 times", noLonger},
		},
		{faults.Stall(), "10m", "Cannot Reach Zoho CRM", []string{"stopped in the middle: nothing more arrived for 60 seconds", noLonger}},
		{faults.NeverResponds(), "50s", "Read Timed Out", []string{"within 50s", "waiting for a response for 50s", noLonger}},
		{faults.NeverResponds(), "5s", "Read Timed Out", []string{"within 5s", longer}},
		{faults.NeverResponds(), "4m5s", "Read Timed Out", []string{"within 4m5s", "The last requests got no response.", noLonger}},
		{faults.SlowBody(1, time.Second), "50s", "Read Timed Out", []string{"within 50s", longer}},
	} {
		for typeName, config := range map[string]block{recordAttachments: lead, manyAttachments: deals(ids(1, 2))} {
			t.Run(fmt.Sprintf("%d %s", i, typeName), func(t *testing.T) {
				t.Parallel()
				mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)),
					zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: test.kind}))
				withMock(t, mock, true, func(t *testing.T, p *protocol) {
					_, diags := p.of(typeName).read(t.Context(), config.with(block{"timeouts": block{"read": test.timeout}}))
					words := test.words
					if test.summary == "Read Timed Out" && typeName == manyAttachments {
						words = append(words, "None of the 2 records had been read.")
					}
					wantError(t, diags, "", test.summary, words...)
					if strings.Contains(diags[0].Detail, longer) == (test.words[len(test.words)-1] == noLonger) {
						t.Errorf("the advice is wrong:\n%s", diags[0].Detail)
					}
				})
			})
		}
	}
}
