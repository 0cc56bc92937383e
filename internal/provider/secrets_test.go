package provider_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// secret is a token that stands out in whatever is written.
const secret = "1000.5ecRe7D15t1nct1ve.T0ken"

// echoing are the answers of a server that sends the token back wherever it can.
func echoing() []faults.Kind {
	return []faults.Kind{
		faults.ZohoError(
			401, "INVALID_TOKEN", `{"param_name":"`+secret+`","permissions":["`+secret+`"],"limit":"`+secret+`"}`,
			"token "+secret+" is invalid",
		),
		faults.ZohoError(400, secret, `{}`, secret),
		faults.PageBody(`{"status":"error","code":"` + secret + `","message":"` + secret + `"}`),
		faults.Response(403, map[string][]string{"Content-Type": {"text/" + secret}}, "<p>"+secret+"</p>"),
		faults.Redirect(302, "https://example.com/?"+secret),
		faults.HTMLPage(),
		faults.WithoutData(),
		faults.RepeatedToken(),
	}
}

// TestReadKeepsTheTokenOutOfLogsAndMessages reads what is really written, with no CLI.
func TestReadKeepsTheTokenOutOfLogsAndMessages(t *testing.T) {
	t.Parallel()
	for _, kind := range echoing() {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(secret), zohocrmtest.WithAnyRecord(rows.Attachments(450)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.FromPage(2), Kind: kind}))
			p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": mock.URL(), "ZOHOCRM_OAUTH_TOKEN": secret})
			wantNone(t, p.configure(nil))
			var log bytes.Buffer
			_, diags := p.read(tflogtest.RootLogger(t.Context(), &log), lead)
			if len(diags) != 1 {
				t.Fatalf("got %v, want one error", summaries(diags))
			}
			secretscan.WantNone(t, "the message", diags[0].Summary+diags[0].Detail, secret)
			secretscan.WantNone(t, "the log", log.String(), secret)
			if !strings.Contains(log.String(), "/crm/v8/Leads/4876876000000376008/Attachments") {
				t.Errorf("the log does not tell of the request:\n%s", log.String())
			}
		})
	}
}

// rawServer answers every connection with a text, HTTP or not.
type rawServer struct{ net.Listener }

func newRawServer(tb testing.TB, text string) rawServer {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 4096))
			_, _ = io.WriteString(connection, text)
			_ = connection.Close()
		}
	}()
	return rawServer{listener}
}

func (s rawServer) URL() string { return "http://" + s.Addr().String() }

// TestReadKeepsTheTokenOutOfConnectionErrors has a server whose answer is no HTTP: Go's error quotes it.
func TestReadKeepsTheTokenOutOfConnectionErrors(t *testing.T) {
	t.Parallel()
	server := newRawServer(t, secret+"\r\n\r\n")
	p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": server.URL(), "ZOHOCRM_OAUTH_TOKEN": secret})
	wantNone(t, p.configure(nil))
	var log bytes.Buffer
	_, diags := p.read(tflogtest.RootLogger(t.Context(), &log), lead)
	wantError(t, diags, "", "Cannot Reach Zoho CRM", "(redacted)")
	secretscan.WantNone(t, "the message", diags[0].Detail, secret)
	secretscan.WantNone(t, "the log", log.String(), secret)
}

// TestAccSecrets runs the real CLI at its most talkative, and searches every byte that was written, for each way to give
// a token that keeps it out of saved plans.
func TestAccSecrets(t *testing.T) {
	t.Parallel()
	t.Run("environment", func(t *testing.T) {
		t.Parallel()
		keepsSecret(t, "ZOHOCRM_OAUTH_TOKEN", "")
	})
	t.Run("ephemeral variable", func(t *testing.T) {
		t.Parallel()
		clitest.Needs(t, terraformcli.EphemeralResources)
		keepsSecret(t, "TF_VAR_token", `
			variable "token" {
			  type      = string
			  sensitive = true
			  ephemeral = true
			}

			provider "zohocrm" {
			  oauth_token = var.token
			}`)
	})
}

// keepsSecret plans and applies a configuration with the secret in a variable of the environment, then has the server
// send it back. Nothing that is printed or written holds it.
func keepsSecret(t *testing.T, variable, config string) {
	t.Helper()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(secret), zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	c := newCLI(t, mock)
	c.Env = append(c.Env, "ZOHOCRM_OAUTH_TOKEN=", variable+"="+secret, "TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(c.Dir, "trace.log"))
	c.Write("main.tf", config+`
		data "zohocrm_record_attachments" "deal" {
		  module    = "Deals"
		  record_id = "4876876000000376008"
		}`)
	out := c.MustRun("plan", "-out=saved.tfplan") + c.MustRun("apply", "saved.tfplan") + c.MustRun("show", "-json")
	for _, kind := range echoing() {
		mock.SetFaults(faults.Fault{On: faults.EveryCall(), Kind: kind})
		failed, status := c.Run("plan")
		if status == 0 && kind.String() != faults.RepeatedToken().String() {
			t.Errorf("%s: the plan did not fail:\n%s", kind, failed)
		}
		out += failed
	}
	secretscan.WantNone(t, "the output", out, secret)
	written := secretscan.Files(t, c.Dir)
	for name, text := range written {
		secretscan.WantNone(t, name, text, secret)
	}
	for _, name := range []string{"terraform.tfstate", "trace.log", "saved.tfplan/tfplan"} {
		if written[name] == "" {
			t.Errorf("there is no %s, so nothing was searched", name)
		}
	}
	if !strings.Contains(written["trace.log"], "Response from Zoho CRM") {
		t.Error("the provider's own lines are not in the log")
	}
}

// TestAccTokenSentBackInRows has a server send the token back as the name of a file, in a link and under a key that nobody knows:
// state, plan and output have it taken out.
func TestAccTokenSentBackInRows(t *testing.T) {
	t.Parallel()
	row := `{"id":"1","File_Name":"SECRET.pdf","$link_url":"https://example.com/\u0053ECRET","Nobody_Knows":{"SECRET":["SECRET"]},"SECRET":1}`
	escaped := fmt.Sprintf(`\u%04x`, secret[0]) + secret[1:]
	row = strings.ReplaceAll(strings.ReplaceAll(row, `\u0053ECRET`, escaped), "SECRET", secret)
	c := loudCLI(t, zohocrmtest.StartMock(t, zohocrmtest.WithTokens(secret), zohocrmtest.WithAnyRecord(rows.Verbatim(row))))
	c.Write("output.tf", "output \"all\" {\n  value = data.zohocrm_record_attachments.lead.attachments\n}\n")
	out := c.MustRun("plan", "-out=saved.tfplan") + c.MustRun("apply", "saved.tfplan") +
		c.MustRun("show", "-json") + c.MustRun("output", "-json")
	c.wantQuiet(out)
	if !strings.Contains(out, "(redacted).pdf") || !strings.Contains(out, "https://example.com/(redacted)") {
		t.Errorf("the rest is not there:\n%s", out)
	}
}
