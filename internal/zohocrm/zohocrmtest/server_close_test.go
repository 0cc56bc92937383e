package zohocrmtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// Close ends the responses in flight and may be called again.
func TestServerClose(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]zohocrmtest.MockOption{
		"no response": {zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.NeverResponds()})},
		"latency":     {zohocrmtest.WithLatency(time.Hour)},
		"slow body": {
			zohocrmtest.WithAnyRecord(rows.Attachments(3)),
			zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.SlowBody(8, time.Hour)}),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arrived := make(chan struct{}, 2)
			m, err := zohocrmtest.NewMock(append(opts, zohocrmtest.WithOnArrival(func(zohocrmtest.Request) { arrived <- struct{}{} }))...)
			if err != nil {
				t.Fatal(err)
			}
			ended := make(chan error)
			go func() {
				got, err := send(t, m.URL(), attachmentsURI("Deals", record, "id"))
				ended <- errors.Join(err, got.err)
			}()
			<-arrived
			m.Close()
			if err := <-ended; err == nil {
				t.Error("the request ended well")
			}
			m.Close()
			if _, err := send(t, m.URL(), "/"); err == nil {
				t.Error("a response from a closed server")
			}
		})
	}
}

// Close returns when the handlers have, those with an unread body too.
func TestServerCloseWaits(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{})
	var returned atomic.Bool
	m, err := zohocrmtest.NewMock(zohocrmtest.WithFaults(faults.Fault{
		On: faults.EveryCall(),
		Kind: faults.Func("linger", func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
			close(arrived)
			<-r.Context().Done()
			for range 1_000 {
				runtime.Gosched()
			}
			returned.Store(true)
		}),
	}))
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_, _ = send(t, m.URL(), "/", func(r *http.Request) {
			r.Method, r.Body = http.MethodPost, io.NopCloser(strings.NewReader("unread"))
		})
	}()
	<-arrived
	m.Close()
	if !returned.Load() {
		t.Error("closed before the handler had returned")
	}
}

// A client that goes ends its response.
func TestServerClientGoes(t *testing.T) {
	t.Parallel()
	arrived, gone := make(chan struct{}), make(chan zohocrmtest.Request, 1)
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.NeverResponds()}),
		zohocrmtest.WithOnArrival(func(zohocrmtest.Request) { close(arrived) }),
		zohocrmtest.WithOnRequest(func(r zohocrmtest.Request) { gone <- r }),
	)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-arrived; cancel() }()
	_, err := send(t, m.URL(), "/", func(r *http.Request) { *r = *r.WithContext(ctx) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if r := <-gone; r.Status != 0 || r.Fault != "no-response" {
		t.Errorf("logged as %+v", r)
	}
}
