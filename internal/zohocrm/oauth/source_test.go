package oauth_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

func TestRefreshCall(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	token := h.token(h.source())
	if token.Value != h.accounts.Tokens()[0] || token.APIDomain != "https://www.zohoapis.eu" {
		t.Errorf("got %q for %q", token.Value, token.APIDomain)
	}
	call := h.accounts.Requests()[0]
	if got := call.Method + " " + call.RequestURI; got != "POST /oauth/v2/token" {
		t.Errorf("got %s", got)
	}
	form := url.Values{
		"grant_type":    {"refresh_token"},
		"client_id":     {accounts.ClientID},
		"client_secret": {accounts.ClientSecret},
		"refresh_token": {accounts.RefreshToken},
	}
	if !maps.EqualFunc(call.Form, form, func(a, b []string) bool { return strings.Join(a, "\n") == strings.Join(b, "\n") }) {
		t.Errorf("got the form %v, want %v", call.Form, form)
	}
	header := http.Header{
		"Content-Type": {"application/x-www-form-urlencoded"},
		"Accept":       {"application/json"},
		"User-Agent":   {"zohocrm-test/1"},
	}
	if !maps.EqualFunc(call.Header, header, func(a, b []string) bool { return strings.Join(a, "\n") == strings.Join(b, "\n") }) {
		t.Errorf("got the header %v, want %v", call.Header, header)
	}
}

func TestOneTokenForManyCallers(t *testing.T) {
	t.Parallel()
	for name, cacheOff := range map[string]bool{"with the cache": false, "without": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				h.config.CacheOff = cacheOff
				release := make(chan struct{})
				h.accounts.OnRequest = func(*http.Request) { <-release }
				source := h.source()
				var callers sync.WaitGroup
				for range 20 {
					callers.Go(func() { h.token(source) })
				}
				synctest.Wait() // all of them wait for the one call
				close(release)
				callers.Wait()
				h.token(source)
				h.wantRequested(1, 1)
			})
		})
	}
}

// The caller that began the issuing goes, and the one that came to it stays.
func TestCallerStopsWaitingAtItsOwnEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		release := make(chan struct{})
		h.accounts.OnRequest = func(*http.Request) { <-release }
		source := h.source()

		first, cancel := context.WithCancel(t.Context())
		second, stop := context.WithTimeout(t.Context(), 3*time.Second)
		defer stop()
		var ends [2]error
		var patient zohocrm.Token
		var callers sync.WaitGroup
		callers.Go(func() { _, ends[0] = source.Token(first) })
		synctest.Wait()
		callers.Go(func() { _, ends[1] = source.Token(second) })
		callers.Go(func() { patient = h.token(source) })
		synctest.Wait()
		start := time.Now()
		cancel()
		synctest.Wait()
		if !errors.Is(ends[0], context.Canceled) {
			t.Errorf("the cancelled caller got %v", ends[0])
		}
		<-second.Done()
		synctest.Wait()
		if !errors.Is(ends[1], context.DeadlineExceeded) || time.Since(start) != 3*time.Second {
			t.Errorf("the caller with a deadline got %v after %s", ends[1], time.Since(start))
		}
		close(release)
		callers.Wait()
		if patient.Value != h.accounts.Tokens()[0] {
			t.Errorf("the patient caller got %q", patient.Value)
		}
		h.wantRequested(1, 1)
	})
}

func TestCallerWhoseContextHasEnded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		source := h.source()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := source.Token(ctx)
		h.note(err)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		synctest.Wait() // whatever was begun for it
		h.wantRequested(0, 0)
	})
}

// slowContext is of a caller that found no token, and asks for one when others have got it.
type slowContext struct {
	context.Context
	others func()
}

func (c slowContext) Err() error {
	c.others()
	return c.Context.Err()
}

func TestCallerThatComesTooLateToWait(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.config.CacheOff = true
	source := h.source()
	var first zohocrm.Token
	late, err := source.Token(slowContext{t.Context(), func() { first = h.token(source) }})
	if err != nil || late != first || late.Value == "" {
		t.Errorf("got another token, %v", err)
	}
	h.wantRequested(1, 1)
}

func TestTokenIsRenewedBeforeItsEnd(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		success    string
		kept, ends time.Duration // the age at which the token is still used, and at which it is not
	}{
		"an hour":      {"", 59*time.Minute - 1, 59 * time.Minute},
		"ten minutes":  {`{"access_token":"$TOKEN","expires_in":600}`, 9*time.Minute - 1, 9 * time.Minute},
		"short-lived":  {`{"access_token":"$TOKEN","expires_in":"30"}`, 15*time.Second - 1, 15 * time.Second},
		"milliseconds": {`{"access_token":"$TOKEN","expires_in":1800000,"expires_in_sec":1800}`, 29*time.Minute - 1, 29 * time.Minute},
		"no lifetime":  {`{"access_token":"$TOKEN"}`, 59*time.Minute - 1, 59 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				h.accounts.Success = test.success
				source := h.source()
				first := h.token(source)
				time.Sleep(test.kept)
				if h.token(source) != first {
					t.Errorf("another token after %s", test.kept)
				}
				time.Sleep(test.ends - test.kept)
				if h.token(source) == first {
					t.Errorf("the same token after %s", test.ends)
				}
				h.wantRequested(2, 2)
			})
		})
	}
}

// Package oauth2 finds no token in these answers.
func TestTokenInUnusualAnswers(t *testing.T) {
	t.Parallel()
	const body = `{"access_token":"$TOKEN","api_domain":"https://www.zohoapis.eu","expires_in":"3600"}`
	for name, answer := range map[string]accounts.Response{
		"status 400":              {Status: http.StatusBadRequest, Body: body},
		"status 500":              {Status: http.StatusInternalServerError, Body: body},
		"called text":             {ContentType: "text/plain", Body: body},
		"called a form":           {ContentType: "application/x-www-form-urlencoded", Body: body},
		"called HTML":             {ContentType: "text/html;charset=UTF-8", Body: body},
		"with an error":           {Body: `{"access_token":"$TOKEN","api_domain":"https://www.zohoapis.eu","error":"none"}`},
		"life that is no integer": {Body: `{"access_token":"$TOKEN","api_domain":"https://www.zohoapis.eu","expires_in":"an hour"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.accounts.Next(answer)
			token := h.token(h.source())
			if token.Value != h.accounts.Tokens()[0] || token.APIDomain != "https://www.zohoapis.eu" {
				t.Errorf("got %q for %q", token.Value, token.APIDomain)
			}
			h.wantRequested(1, 1)
		})
	}
}
