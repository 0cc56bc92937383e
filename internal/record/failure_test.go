package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// raw responds to every connection with this, and nothing else.
func raw(t *testing.T, answer string) (url string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 4096))
			_, _ = connection.Write([]byte(answer))
			_ = connection.Close()
		}
	}()
	return "http://" + listener.Addr().String()
}

// A walk that cannot be replayed is told of and not written, without a word of what the account's server says.
func TestFailures(t *testing.T) {
	t.Parallel()
	serve := func(handler http.HandlerFunc) func(*testing.T) string {
		return func(t *testing.T) string {
			t.Helper()
			server := httptest.NewServer(handler)
			t.Cleanup(server.Close)
			return server.URL
		}
	}
	answering := func(first, next string) func(*testing.T) string {
		return serve(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Has("page_token") {
				fmt.Fprint(w, next)
				return
			}
			fmt.Fprint(w, first)
		})
	}
	more := page(1, "true", `"Zaphod"`, `{"id":"1","File_Name":"Zaphod"}`)
	for name, tc := range map[string]struct {
		url  func(*testing.T) string
		want string
	}{
		"no server": {
			func(*testing.T) string { return "http://127.0.0.1:1" },
			"a request got no response: dial tcp 127.0.0.1:1: connect: connection refused; nothing was written",
		},
		"no HTTP": {
			func(t *testing.T) string { t.Helper(); return raw(t, "Zaphod Beeblebrox\r\n\r\n") },
			"a request got no response: what came is not HTTP; nothing was written",
		},
		"hung up": {
			func(t *testing.T) string { t.Helper(); return raw(t, "") },
			"a request got no response: the connection was closed; nothing was written",
		},
		"cut": {func(t *testing.T) string {
			t.Helper()
			return raw(t, "HTTP/1.1 200 OK\r\nContent-Length: 4942\r\n\r\n{\"data\":[\"Zaphod")
		}, "a request got no response: the connection was closed; nothing was written"},
		"untrusted": {func(t *testing.T) string {
			t.Helper()
			server := httptest.NewTLSServer(http.NotFoundHandler())
			t.Cleanup(server.Close)
			return server.URL
		}, "a request got no response: the certificate of the API domain is not trusted; nothing was written"},
		"too large": {
			serve(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("Zaphod", 6<<20)) }),
			"a request got no response: a response is larger than 33554432 bytes; nothing was written",
		},
		"a token twice": {
			answering(more, strings.Replace(more, `"id":"1"`, `"id":"2"`, 1)),
			"a page token was repeated: such a walk cannot be replayed; nothing was written",
		},
		"nothing new": {
			answering(more, strings.Replace(more, `"next_page_token": "Zaphod"`, `"next_page_token": "Trillian"`, 1)),
			"a page has no new rows, though more are announced: such a walk cannot be replayed; nothing was written",
		},
		"a token of another type": {
			answering(page(1, "true", "4942", `{"id":"1"}`), ""),
			"the responses do not replay: zohocrmtest: own: response 0: json: " +
				"cannot unmarshal number into Go struct field .info.next_page_token of type string; nothing was written",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := record(t.Context(), t, t.TempDir(), tc.url(t), transport.New(), request...)
			if got.status != exitFailed || got.stdout != "" || got.stderr != "record: "+tc.want+"\n" {
				t.Errorf("exit status %d\n%s%s\nwant\nrecord: %s", got.status, got.stdout, got.stderr, tc.want)
			}
			if text := got.file(t, "own"); text != "" {
				t.Errorf("wrote %s", text)
			}
		})
	}
}

// A page that fails leaves nothing behind of those before it, but an error of Zoho's is a response like others.
func TestErrorOnTheWay(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		second http.HandlerFunc
		status int
		want   string
	}{
		"an error of Zoho's": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"code":"EXPIRED_VALUE","details":{"by":"Zaphod"},"message":"The token given is expired","status":"error"}`)
		}, 0, "2 responses, 1 attachment, HTTP 400 EXPIRED_VALUE\n"},
		"an error of tomorrow's": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusTeapot)
			fmt.Fprint(w, `{"code":"ZAPHOD_IS_OUT","details":{},"message":"Zaphod is out","status":"error"}`)
		}, 0, "2 responses, 1 attachment, HTTP 418 CODE_1\n"},
		"no response": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, exitFailed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Has("page_token") {
					tc.second(w, r)
					return
				}
				fmt.Fprint(w, page(1, "true", `"Zaphod"`, `{"id":"1","File_Name":"Zaphod"}`))
			}))
			defer server.Close()
			got := record(t.Context(), t, t.TempDir(), server.URL, transport.New(), request...)
			first, _, _ := strings.Cut(got.stdout, "\n")
			if got.status != tc.status || !strings.HasSuffix(first+"\n", tc.want) {
				t.Errorf("exit status %d\n%s%s", got.status, got.stdout, got.stderr)
			}
			if text := got.file(t, "own"); (text == "") != (tc.want == "") || strings.Contains(strings.ToLower(text), "zaphod") {
				t.Errorf("wrote %s", text)
			}
		})
	}
}

// An interrupt ends the walk and leaves nothing.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	got := record(ctx, t, t.TempDir(), server.URL, transport.New(), request...)
	if got.status != exitInterrupted || got.stderr != "record: interrupted; nothing was written\n" || got.file(t, "own") != "" {
		t.Errorf("exit status %d: %s%s", got.status, got.stdout, got.stderr)
	}
}

// A token that is part of what every recording holds does not pass.
func TestTokenInTheRecording(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	var stdout, stderr strings.Builder
	dir := t.TempDir()
	p := program{
		getenv: func(n string) string {
			return map[string]string{apiDomainVariable: server.URL, tokenVariable: "zohoapis"}[n]
		},
		transport: transport.New(), stdout: &stdout, stderr: &stderr,
		now: fixedNow,
	}
	status := p.run(t.Context(), append([]string{"-dir", dir}, request...))
	if status != exitFailed || stderr.String() != "record: the recording would hold the access token; nothing was written\n" {
		t.Errorf("exit status %d: %s%s", status, &stdout, &stderr)
	}
	if text := (run{dir: dir}).file(t, "own"); text != "" {
		t.Errorf("wrote %s", text)
	}
}

// Two responses to one request do not make up a walk: which of them would be replayed?
func TestTwoAnswersToOneRequest(t *testing.T) {
	t.Parallel()
	account := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(secrets[0]), zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	r, err := zohocrmtest.NewRecorder(zohocrmtest.Account{APIDomain: account.URL(), Token: secrets[0]})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for range 2 {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL()+"/crm/v8/Deals/1/Attachments?fields=id", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Zoho-oauthtoken "+r.Token())
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
	}
	_, err = program{now: fixedNow}.made(settings{scenario: "own", token: secrets[0]}, r, nil)
	if err == nil || err.Error() != "2 responses came, of which 1 make up a walk; nothing was written" {
		t.Errorf("%v", err)
	}
}
