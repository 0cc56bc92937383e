package zohocrm

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// costlyBodies are pages that would cost many times their bytes to decode in Go's maps and slices.
func costlyBodies() map[string]string {
	const length = maxBody / 16
	fill := func(before, repeated, after string) string {
		return before + strings.Repeat(repeated, (length-len(before)-len(after))/len(repeated)) + after
	}
	const head, tail = `{"data":[{"id":"1","x":`, `}],"info":{"more_records":false}}`
	object := func(member string) string { // of as many members as one may have
		members := make([]string, sanitize.MaxMembers)
		for i := range members {
			members[i] = strings.Replace(fmt.Sprintf(member, i), "%!(EXTRA int="+strconv.Itoa(i)+")", "", 1)
		}
		return "{" + strings.Join(members, ",") + "}"
	}
	return map[string]string{
		"empty rows":             fill(`{"data":[{}`, `,{}`, `],"info":{"more_records":false}}`),
		"numbers as rows":        fill(`{"data":[0`, `,0`, `],"info":{"more_records":false}}`),
		"a list of numbers":      fill(head+"[0", ",0", "]"+tail),
		"a list of lists":        fill(head+"[[]", ",[]", "]"+tail),
		"a list of objects":      fill(head+"[{}", ",{}", "]"+tail),
		"a list of escapes":      fill(head+`["\n"`, `,"\n"`, "]"+tail),
		"one text":               fill(head+`"`, `x`, `"`+tail),
		"one text of escapes":    fill(head+`"`, `\u0041`, `"`+tail),
		"line separators":        fill(head+`["`, "\u2028", `"]`+tail),
		"objects in order":       fill(head+"[0", ","+object(`"%05x":0`), "]"+tail),
		"objects in disorder":    fill(head+"[0", ","+object(`"%x":0`), "]"+tail),
		"objects of one name":    fill(head+"[0", ","+object(`"":0`), "]"+tail),
		"objects of escapes":     fill(head+"[0", ","+object(`"\n%x":0`), "]"+tail),
		"one wide object":        fill(head+`{"":0`, `,"":0`, "}"+tail),
		"a wide row":             fill(`{"data":[{"id":"1"`, `,"x":0`, tail),
		"a wide page":            fill(`{"data":[{"id":"1"}]`, `,"x":0`, `,"status":"fine"}`),
		"an error's message":     fill(`{"status":"error","code":"X","message":"`, "x ", `"}`),
		"an error's permissions": fill(`{"status":"error","code":"X","message":"m","details":{"permissions":[0`, ",0", `]}}`),
		"an error's details":     fill(`{"data":[{"status":"error","code":"X","message":"m","details":{"permissions":[0`, ",0", `]}}]}`),
		"a page token":           fill(`{"data":[{"id":"1"}],"info":{"more_records":true,"next_page_token":"`, "t", `"}}`),
		"owners":                 fill(`{"data":[{"Owner":[0`, `,{"id":1,"id":{}}`, `]}],"info":{"more_records":false}}`),
		"wide rows": `{"data":[` + strings.TrimSuffix(strings.Repeat(object(`"%x":0`)+",", min(pageSize, length/9000)), ",") +
			`],"info":{"more_records":false}}`,
		"200 rows": fill(`{"data":[{"id":"1"}`+strings.Repeat(`,{"x":[0`+strings.Repeat(",0", length/400-20)+`]}`, 199), " ",
			`],"info":{"more_records":false}}`),
	}
}

// TestMemoryOfAPage has a client read the costliest pages, of attachments and of records, one and ten at once, and holds all that is
// allocated, be it released or not, against the bytes of the bodies. The numbers are those of the whole process, so no test runs
// beside it.
func TestMemoryOfAPage(t *testing.T) {
	const most = 12.0
	for name, body := range costlyBodies() {
		for _, atOnce := range []int{1, 10} {
			for kind, read := range map[string]func(*testing.T, *Client, int) error{"attachments": readAttachments, "records": readRecords} {
				client, err := New(Config{
					Tokens: StaticToken("t"), MaxRetries: new(0),
					Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
						return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
					}),
				})
				if err != nil {
					t.Fatal(err)
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				err = read(t, client, atOnce)
				runtime.ReadMemStats(&after)
				times := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(body)*atOnce)
				if t.Logf("%s, %d at once, %s: %.1f times the bytes", name, atOnce, kind, times); times > most || err != nil {
					t.Errorf("%s, %d at once, %s: %.1f times the %d bytes, want %.1f at most; %v", name, atOnce, kind, times, len(body), most, err)
				}
			}
		}
	}
}

// readAttachments reads a page of attachments of each of n records.
func readAttachments(t *testing.T, client *Client, n int) error {
	requests := make([]Request, n)
	for i := range requests {
		requests[i] = recordNumbered(i + 1)
	}
	return client.EachRecord(t.Context(), requests, func(_ int, attachments iter.Seq2[api.Attachment, error]) error {
		for _, err := range attachments {
			if !isOfResponse(err) {
				return err
			}
		}
		return nil
	})
}

// readRecords reads n pages of records.
func readRecords(t *testing.T, client *Client, n int) error {
	var reads errgroup.Group
	for range n {
		reads.Go(func() error {
			for _, err := range client.Records(t.Context(), Query{Module: "Deals", Fields: []string{"x"}}) {
				if !isOfResponse(err) {
					return err
				}
			}
			return nil
		})
	}
	return reads.Wait()
}

// isOfResponse reports whether a read went on, or ended for what the page is.
func isOfResponse(err error) bool {
	_, isResponse := errors.AsType[*api.ResponseError](err)
	_, isZoho := errors.AsType[*api.Error](err)
	_, isPaging := errors.AsType[*PagingError](err)
	return err == nil || isResponse || isZoho || isPaging
}
