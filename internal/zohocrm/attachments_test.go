package zohocrm_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

func TestNoAttachments(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, rows.Attachments(0), zohocrmtest.WithEmptyList())
	for name, config := range map[string]zohocrm.Config{
		"200":         {APIDomain: mock.URL()},
		"204":         {Transport: &script{responses: []scriptedResponse{{status: http.StatusNoContent}}}},
		"no info":     {Transport: scripted(`{"data":[]}`)},
		"info null":   {Transport: scripted(`{"data":[],"info":null}`)},
		"other order": {Transport: scripted(` {"info":{"more_records":null,"next_page_token":null},"data": [ ]}`)},
	} {
		if list, err := collect(t, newClient(t, config), dealRequest); len(list) != 0 || err != nil {
			t.Errorf("%s: %d attachments, %v", name, len(list), err)
		}
	}
}

// Each range is a walk of its own, also where two go on at the same time.
func TestSequenceCanBeRangedOverAgain(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, rows.Attachments(450))
	sequence := newClient(t, zohocrm.Config{APIDomain: mock.URL()}).Attachments(t.Context(), dealRequest)
	if n := len(mock.Requests()); n != 0 {
		t.Errorf("%d requests before the sequence is ranged over", n)
	}
	count := func() {
		rows := 0
		for _, err := range sequence {
			if err != nil {
				t.Error(err)
			}
			rows++
		}
		if rows != 450 {
			t.Errorf("%d attachments", rows)
		}
	}
	count()
	var walks sync.WaitGroup
	walks.Go(count)
	walks.Go(count)
	walks.Wait()
	if n := len(mock.Requests()); n != 9 {
		t.Errorf("%d requests, want 9", n)
	}
}

func TestStoppingSendsNothingMore(t *testing.T) {
	t.Parallel()
	for stopAt, calls := range map[int]int{1: 1, 200: 1, 201: 2, 400: 2, 401: 3} {
		mock := startDeal(t, rows.Attachments(450))
		rows := 0
		for _, err := range newClient(t, zohocrm.Config{APIDomain: mock.URL()}).Attachments(t.Context(), dealRequest) {
			if err != nil {
				t.Fatal(err)
			}
			if rows++; rows == stopAt {
				break
			}
		}
		if n := len(mock.Requests()); n != calls {
			t.Errorf("stopped at %d: %d requests, want %d", stopAt, n, calls)
		}
	}
}

func TestContextEnds(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		cancelAt          int // the attachment at which the context ends; 0 before the walk, -1 while page 2 is awaited
		page, rows, calls int
	}{
		"before the walk":         {0, 1, 0, 0},
		"on the first page":       {1, 2, 200, 1},
		"on the second page":      {201, 3, 400, 2},
		"while a page is awaited": {-1, 2, 200, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var opts []zohocrmtest.MockOption
			switch tc.cancelAt {
			case 0:
				cancel()
			case -1:
				opts = []zohocrmtest.MockOption{
					zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2), Kind: faults.NeverResponds()}),
					zohocrmtest.WithOnArrival(func(r zohocrmtest.Request) {
						if r.Page == 2 {
							cancel()
						}
					}),
				}
			}
			mock := startDeal(t, rows.Attachments(450), opts...)
			rows := 0
			var failure error
			for _, err := range newClient(t, zohocrm.Config{APIDomain: mock.URL()}).Attachments(ctx, dealRequest) {
				if failure = err; err != nil {
					continue
				}
				if rows++; rows == tc.cancelAt {
					cancel()
				}
			}
			if errorAt[*zohocrm.WalkError](t, failure, tc.page, tc.rows); !errors.Is(failure, context.Canceled) || rows != tc.rows {
				t.Errorf("%d attachments, %v", rows, failure)
			}
			if n := len(mock.Requests()); n != tc.calls {
				t.Errorf("%d requests, want %d", n, tc.calls)
			}
		})
	}
}

// Every recording of Zoho's documented answers is walked to its end or its error.
func TestRecordings(t *testing.T) {
	t.Parallel()
	replay := zohocrmtest.StartReplay(t)
	for _, s := range replay.Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			client := newClient(t, zohocrm.Config{APIDomain: replay.URL()})
			list, err := collect(t, client, zohocrm.Request{Module: s.Module, RecordID: s.RecordID, Fields: s.Fields})
			if s.Code == "" && s.Status < http.StatusBadRequest {
				if len(list) != s.Rows || err != nil {
					t.Errorf("%d attachments, %v; want %d", len(list), err, s.Rows)
				}
				return
			}
			if s.Code == "" {
				if e := errorAt[*api.ResponseError](t, err, 1, 0); e.Status != s.Status {
					t.Errorf("got %v, want %d", e, s.Status)
				}
				return
			}
			if e := errorAt[*api.Error](t, err, len(s.URIs), s.Rows); e.Status != s.Status || e.Code != s.Code || e.Message != s.Message {
				t.Errorf("got %v, want %d %s: %s", e, s.Status, s.Code, s.Message)
			}
		})
	}
}
