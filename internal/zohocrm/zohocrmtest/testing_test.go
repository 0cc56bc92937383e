package zohocrmtest_test

import (
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// fakeTB keeps what a test would have said.
type fakeTB struct {
	cleanups []func()
	said     []string
}

func (f *fakeTB) Helper()                {}
func (f *fakeTB) Cleanup(cleanup func()) { f.cleanups = append(f.cleanups, cleanup) }
func (f *fakeTB) Errorf(format string, args ...any) {
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

func (f *fakeTB) Fatalf(format string, args ...any) {
	f.Errorf(format, args...)
	runtime.Goexit()
}

// run runs body as a test of its own, to the end of its cleanups.
func (f *fakeTB) run(body func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			for _, cleanup := range slices.Backward(f.cleanups) {
				cleanup()
			}
		}()
		body()
	}()
	<-done
}

func TestStartReplay(t *testing.T) {
	t.Parallel()
	var url string
	tb := &fakeTB{}
	tb.run(func() {
		p := zohocrmtest.StartReplay(tb)
		url = p.URL()
		do(t, url, "/crm/v8/Leads/1/Attachments?fields=id")
		do(t, url, p.Scenarios()[0].URIs[0])
	})
	if want := []string{"no recording holds GET /crm/v8/Leads/1/Attachments?fields=id"}; !slices.Equal(tb.said, want) {
		t.Errorf("said %q, want %q", tb.said, want)
	}
	if _, err := send(t, url, "/"); err == nil {
		t.Error("the server is still there")
	}
	tb = &fakeTB{}
	tb.run(func() { zohocrmtest.StartReplay(tb, zohocrmtest.WithScenarios("no-such")) })
	if want := []string{"start the replay: zohocrmtest: no recording is called no-such"}; !slices.Equal(tb.said, want) {
		t.Errorf("said %q, want %q", tb.said, want)
	}
}

func TestStartMock(t *testing.T) {
	t.Parallel()
	var url string
	tb := &fakeTB{}
	tb.run(func() {
		url = zohocrmtest.StartMock(tb).URL()
		if got := do(t, url, "/"); got.status != http.StatusNotFound {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	if _, err := send(t, url, "/"); err == nil || tb.said != nil {
		t.Errorf("error %v, said %q", err, tb.said)
	}
	tb = &fakeTB{}
	tb.run(func() { zohocrmtest.StartMock(tb, zohocrmtest.WithAddress("no address")) })
	if len(tb.said) != 1 {
		t.Errorf("said %q", tb.said)
	}
}
