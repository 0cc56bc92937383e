package provider_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
)

// talkative answers with a page, and sends after it what it was sent: that is no part of a response, and Go's HTTP client writes it
// through the standard logger. A second page has the provider live on meanwhile.
type talkative struct {
	net.Listener
	echoes atomic.Int64
}

func startTalkative(tb testing.TB) *talkative {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = listener.Close() })
	s := &talkative{Listener: listener}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go s.answer(connection)
		}
	}()
	return s
}

func (s *talkative) URL() string { return "http://" + s.Addr().String() }

func (s *talkative) answer(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	request, err := http.ReadRequest(bufio.NewReader(connection))
	if err != nil {
		return
	}
	first := request.URL.Query().Get("page_token") == ""
	id := 1
	if !first {
		id = 2
	}
	body := fmt.Sprintf(`{"data":[{"id":"%d"}],"info":{"more_records":%t,"next_page_token":"next"}}`, id, first)
	_, _ = fmt.Fprintf(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body+
		"Authorization: "+request.Header.Get("Authorization")+"\r\n\r\n")
	s.echoes.Add(1)
	_, _ = connection.Read(make([]byte, 1)) // until the client is done with it
}

// loudCLI runs the real CLI at its most talkative, with a secret token in its environment.
func loudCLI(t *testing.T, server interface{ URL() string }) *cli {
	t.Helper()
	c := newCLI(t, server)
	c.Env = append(c.Env, "ZOHOCRM_OAUTH_TOKEN="+secret, "TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(c.Dir, "trace.log"))
	c.Write("main.tf", `
		data "zohocrm_record_attachments" "lead" {
		  module    = "Leads"
		  record_id = "1"
		}`)
	return c
}

// wantQuiet wants no secret in any byte that was printed or written, and the provider's own lines in the log.
func (c *cli) wantQuiet(out string) {
	c.tb.Helper()
	secretscan.WantNone(c.tb, "the output", out, secret)
	written := secretscan.Files(c.tb, c.Dir)
	for name, text := range written {
		secretscan.WantNone(c.tb, name, text, secret)
	}
	if !strings.Contains(written["trace.log"], "Response from Zoho CRM") {
		c.tb.Error("the provider's own lines are not in the log")
	}
}

// TestAccBytesAfterAResponse has a server send the Authorization header back after a complete response.
func TestAccBytesAfterAResponse(t *testing.T) {
	t.Parallel()
	server := startTalkative(t)
	c := loudCLI(t, server)
	c.wantQuiet(c.MustRun("plan", "-no-color"))
	if n := server.echoes.Load(); n != 2 {
		t.Errorf("the server sent the token back %d times, want 2", n)
	}
}
