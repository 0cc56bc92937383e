package oauth_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

// processEnv makes a process of this test binary: one that asks for a token, as a process of the provider does. It
// holds a processConfig.
const processEnv = "ZOHOCRM_TEST_TOKEN_PROCESS"

// processConfig is what a process is started with.
type processConfig struct {
	AccountsURL, CacheDir string
	Dies                  bool // in the middle of the call, with the lock held
	GrantType             string
}

func (p processConfig) grant() oauth.Grant { return grants()[p.GrantType] }

func init() {
	if config := os.Getenv(processEnv); config != "" {
		os.Exit(runProcess(config))
	}
}

// runProcess writes a line when it is about to ask, and waits for one before it does; then it writes the token.
func runProcess(encoded string) (code int) {
	var process processConfig
	if err := json.Unmarshal([]byte(encoded), &process); err != nil {
		fmt.Println(err)
		return 1
	}
	config := oauth.Config{
		ClientID:     accounts.ClientID,
		ClientSecret: accounts.ClientSecret,
		Grant:        process.grant(),
		AccountsURL:  process.AccountsURL,
		CacheDir:     process.CacheDir,
		Log: func(_ context.Context, message string, fields map[string]any) {
			fmt.Fprintln(os.Stderr, message, fields)
		},
	}
	if process.Dies {
		config.Transport = dyingTransport{}
	}
	source, err := oauth.NewTokenSource(config)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		fmt.Println(err)
		return 1
	}
	token, err := source.Token(context.Background())
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println(token.Value, token.APIDomain)
	return 0
}

type dyingTransport struct{}

func (dyingTransport) RoundTrip(*http.Request) (*http.Response, error) {
	os.Exit(3)
	return nil, nil
}

// startedProcess is a process that is about to ask for a token.
type startedProcess struct {
	command *exec.Cmd
	input   io.Writer
	output  *bufio.Reader
	log     *bytes.Buffer
}

func (h *harness) startProcess(process processConfig) *startedProcess {
	h.t.Helper()
	encoded, err := json.Marshal(process)
	if err != nil {
		h.t.Fatal(err)
	}
	command := exec.CommandContext(h.t.Context(), os.Args[0])
	command.Env = append(os.Environ(), processEnv+"="+string(encoded), "GORACE=atexit_sleep_ms=0")
	started := &startedProcess{command: command, log: new(bytes.Buffer)}
	command.Stderr = started.log
	input, err := command.StdinPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		h.t.Fatal(err)
	}
	started.input, started.output = input, bufio.NewReader(output)
	if line, err := started.output.ReadString('\n'); line != "ready\n" {
		h.t.Fatalf("the process says %q, %v", line, err)
	}
	return started
}

// goAhead lets a process ask.
func (p *startedProcess) goAhead(t *testing.T) {
	t.Helper()
	if _, err := io.WriteString(p.input, "\n"); err != nil {
		t.Error(err)
	}
}

// end returns what a process wrote and its exit code.
func (h *harness) end(p *startedProcess) (output string, code int) {
	written, err := io.ReadAll(p.output)
	if err != nil {
		h.t.Error(err)
	}
	_ = p.command.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seen = append(h.seen, strings.Split(p.log.String(), "\n")...)
	return strings.TrimSpace(string(written)), p.command.ProcessState.ExitCode()
}

func (h *harness) serve() processConfig {
	server := httptest.NewServer(h.accounts)
	h.t.Cleanup(server.Close)
	return processConfig{AccountsURL: server.URL, CacheDir: h.config.CacheDir, GrantType: oauth.TypeRefreshToken}
}

func TestProcessesOneAfterTheOther(t *testing.T) {
	t.Parallel()
	for grantType := range grants() {
		t.Run(grantType, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			config := h.serve()
			config.GrantType = grantType
			for range 12 {
				process := h.startProcess(config)
				process.goAhead(t)
				h.wantFirstToken(process)
			}
			h.wantRequested(1, 1)
		})
	}
}

func TestProcessesAtTheSameTime(t *testing.T) {
	t.Parallel()
	for grantType := range grants() {
		t.Run(grantType, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			config := h.serve()
			config.GrantType = grantType
			const many = 8
			var asking sync.WaitGroup // nobody has a response before all of them were let go
			asking.Add(many)
			h.accounts.OnRequest = func(*http.Request) { asking.Wait() }
			processes := make([]*startedProcess, many)
			for i := range processes {
				processes[i] = h.startProcess(config)
			}
			for _, process := range processes {
				process.goAhead(t)
				asking.Done()
			}
			for _, process := range processes {
				h.wantFirstToken(process)
			}
			h.wantRequested(1, 1)
		})
	}
}

// wantFirstToken waits for the end of a process, which has written the one token that was issued.
func (h *harness) wantFirstToken(process *startedProcess) {
	h.t.Helper()
	output, code := h.end(process)
	if tokens := h.accounts.Tokens(); len(tokens) == 0 || output != tokens[0]+" https://www.zohoapis.eu" || code != 0 {
		h.t.Errorf("got %q, exit code %d, of the tokens %q", output, code, tokens)
	}
}

// The lock of a process that dies is nobody's.
func TestProcessThatDiesDuringARequest(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	config := h.serve()
	config.Dies = true
	dying := h.startProcess(config)
	dying.goAhead(t)
	if output, code := h.end(dying); output != "" || code != 3 {
		t.Errorf("got %q, exit code %d", output, code)
	}
	h.wantRequested(0, 0)
	h.file("token-*.lock")

	h.config.AccountsURL = config.AccountsURL
	h.token(h.source())
	h.wantRequested(1, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, line := range h.seen {
		if strings.Contains(line, "cannot be locked") {
			t.Error(line)
		}
	}
}
