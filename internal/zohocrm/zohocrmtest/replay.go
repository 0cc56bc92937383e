package zohocrmtest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Replay is a [Server] that responds from recordings: a reverse proxy whose
// transport is go-vcr's recorder.
type Replay struct {
	Server

	proxy     *httputil.ReverseProxy
	players   map[string][]*cassettes.Player // by path
	pages     map[string]int                 // by path and query
	recorded  []string
	scenarios []cassettes.Scenario

	mu      sync.Mutex
	unknown []string
}

type replayConfig struct {
	server     serverConfig
	recordings fs.FS
	names      []string
}

// ReplayOption is an option of [NewReplay]; every [ServerOption] is one.
type ReplayOption interface{ applyReplay(*replayConfig) }

type replayOption func(*replayConfig)

func (o replayOption) applyReplay(c *replayConfig) { o(c) }

// WithScenarios serves the recordings of these names alone; the default is all
// of them.
func WithScenarios(names ...string) ReplayOption {
	return replayOption(func(c *replayConfig) { c.names = append(c.names, names...) })
}

// WithRecordings serves the cassettes (*.yaml) in fsys in place of the
// package's own.
func WithRecordings(fsys fs.FS) ReplayOption {
	return replayOption(func(c *replayConfig) { c.recordings = fsys })
}

// NewReplay starts a server that responds from recordings. A request matches a
// recording by method, path and query, whatever the host and the order of the
// parameters; it may be made any number of times. One that no recording knows
// gets 421 and is kept for [Replay.Unknown]. The caller closes the server.
func NewReplay(opts ...ReplayOption) (*Replay, error) {
	var c replayConfig
	for _, o := range opts {
		o.applyReplay(&c)
	}
	p := &Replay{players: map[string][]*cassettes.Player{}, pages: map[string]int{}}
	if err := p.load(c); err != nil {
		return nil, err
	}
	p.proxy = &httputil.ReverseProxy{
		Rewrite:      toZoho,
		Transport:    roundTripper(p.roundTrip),
		ErrorHandler: p.notRecorded,
		ErrorLog:     log.New(io.Discard, "", 0),
	}
	if err := p.start(c.server, replayBackend{p}); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Replay) load(c replayConfig) error {
	read, fsys := cassettes.Embedded, cassettes.Recordings()
	if c.recordings != nil {
		fsys = c.recordings
		read = func() ([]cassettes.Recording, error) { return cassettes.Read(fsys) }
	}
	recordings, err := read()
	if err != nil {
		return err
	}
	missing := slices.Clone(c.names)
	for _, r := range recordings {
		if len(c.names) > 0 && !slices.Contains(c.names, r.Name) {
			continue
		}
		missing = slices.DeleteFunc(missing, func(name string) bool { return name == r.Name })
		if !r.Scenario.IsQuery() {
			p.scenarios = append(p.scenarios, r.Scenario.Clone())
		}
		if err := p.index(r, fsys); err != nil {
			return fmt.Errorf("zohocrmtest: %s: %w", r.File, err)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("zohocrmtest: no recording is called %s", strings.Join(missing, ", "))
	}
	return nil
}

// index files a cassette under the paths it knows.
func (p *Replay) index(r cassettes.Recording, fsys fs.FS) error {
	player := cassettes.NewPlayer(r.Name, fsys)
	for _, i := range r.Interactions {
		u, err := url.Parse(i.Request.URL)
		if err != nil {
			return err
		}
		if !slices.Contains(p.players[u.Path], player) {
			p.players[u.Path] = append(p.players[u.Path], player)
		}
		p.recorded = append(p.recorded, i.Request.Method+" "+u.RequestURI())
	}
	for page, i := range r.Walk {
		p.pages[pageKey(i.Request.URL)] = page + 1
	}
	return nil
}

// toZoho addresses a request to the recorded host. The credentials have been
// checked and go no further.
func toZoho(r *httputil.ProxyRequest) {
	r.Out.URL.Scheme, r.Out.URL.Host = "https", "www.zohoapis.com"
	withoutCredentials(r.Out.Header)
}

// withoutCredentials takes out what a recorder must not see: what authorises a
// client, and the compression that it accepts, since the bytes of a recording
// are not compressed.
func withoutCredentials(h http.Header) {
	for _, key := range []string{"Authorization", "Proxy-Authorization", "Cookie", "Accept-Encoding"} {
		h.Del(key)
	}
}

// played makes a response out of go-vcr's that may be changed: go-vcr's shares
// its header with every other response of the same recording.
func played(r *http.Request, response *http.Response) (*http.Response, error) {
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	wire.NoteRows(r.Context(), wire.CountRows(string(body)))
	response.Header = response.Header.Clone()
	response.ContentLength = int64(len(body))
	if response.StatusCode != http.StatusNoContent {
		response.Header.Set("Content-Length", strconv.Itoa(len(body)))
	}
	response.Body = io.NopCloser(strings.NewReader(string(body)))
	return response, nil
}

// pageKey is the path and the sorted query of a URL.
func pageKey(rawURL string) string {
	u, err := url.Parse(rawURL)
	if err != nil {
		return rawURL
	}
	return u.Path + "?" + u.Query().Encode()
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func (p *Replay) roundTrip(r *http.Request) (*http.Response, error) {
	for _, player := range p.players[r.URL.Path] {
		cassetteRecorder, err := player.Open()
		if err != nil {
			return nil, err
		}
		response, err := cassetteRecorder.RoundTrip(r)
		if errors.Is(err, cassette.ErrInteractionNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return played(r, response)
	}
	return nil, cassette.ErrInteractionNotFound
}

// notRecorded responds to a request that no recording knows.
func (p *Replay) notRecorded(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(err, cassette.ErrInteractionNotFound) {
		panic(http.ErrAbortHandler) // the client has gone
	}
	request := r.Method + " " + requestURI(r)
	p.mu.Lock()
	p.unknown = append(p.unknown, request)
	p.mu.Unlock()
	body := wire.Encode(map[string]any{
		"code":    "NO_RECORDING",
		"details": map[string]any{"recorded": p.recorded},
		"message": WhyNotRecorded(p.scenarios, r.URL.Path),
		"status":  "error",
	})
	wire.Response{Status: StatusNotRecorded, Body: body}.Write(w)
}

// StatusNotRecorded is the status of the response to a request that no recording knows. Zoho has no use for it.
const StatusNotRecorded = http.StatusMisdirectedRequest

// WhyNotRecorded tells why none of the scenarios is of a request for a path, and with which flags the mock program serves it.
func WhyNotRecorded(scenarios []cassettes.Scenario, path string) string {
	if path == wire.QueryPath {
		return "no recording is of this query: restart the mock with -records Deals=20 in place of recordings, and it evaluates any"
	}
	for _, s := range scenarios {
		if recorded, _, _ := strings.Cut(s.URIs[0], "?"); recorded == path {
			return "the recording " + s.Name + " has this record by other requests, with the fields " + strings.Join(s.Fields, ", ") +
				": ask for these, or restart the mock with -attachments 5 in place of recordings, and it serves any"
		}
	}
	return "no recording is of this record: restart the mock with -attachments 5 in place of recordings, and it serves any"
}

// Unknown returns the requests that no recording knew, as "GET /crm/v8/...".
func (p *Replay) Unknown() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.unknown)
}

// Scenarios lists the recordings of attachments that are served, by name.
func (p *Replay) Scenarios() []cassettes.Scenario { return slices.Clone(p.scenarios) }

type replayBackend struct{ *Replay }

func (b replayBackend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if b.tokens.check(w, r) && b.checkScopes(w, r) {
		b.proxy.ServeHTTP(w, r)
	}
}

func (b replayBackend) WalkOf(r *http.Request) string { return walkOf(r) }

func (b replayBackend) PageOf(r *http.Request) int {
	return max(1, b.pages[pageKey(r.URL.RequestURI())])
}
