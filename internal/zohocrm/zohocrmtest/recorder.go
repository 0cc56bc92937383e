package zohocrmtest

import (
	"cmp"
	"crypto/rand"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/recorder"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Account is an account of Zoho CRM to record from.
type Account struct {
	// APIDomain is the account's API domain, such as https://www.zohoapis.eu.
	APIDomain string

	// Token is an access token of the account. It is sent to APIDomain alone,
	// beneath the recorder, which never sees it.
	Token string

	// Transport sends the requests; nil is [http.DefaultTransport].
	Transport http.RoundTripper
}

// Recorder is a [Server] that asks an account of Zoho CRM and keeps what it
// responds: the reverse proxy of [Replay], its recorder recording. It lets
// requests for the attachments of a record through, and nothing else, and asks
// for a token of its own, so that no other program uses the account by it.
type Recorder struct {
	Server

	proxy    *httputil.ReverseProxy
	recorder *recorder.Recorder
	token    string
	written  cassettes.Memory

	mu           sync.Mutex
	interactions []*cassette.Interaction
	err          error
}

// NewRecorder starts a server that records an account. The caller closes it.
func NewRecorder(account Account, opts ...ServerOption) (*Recorder, error) {
	upstream, err := url.Parse(account.APIDomain)
	if err != nil || upstream.Host == "" {
		return nil, errors.New("zohocrmtest: the account's API domain is not a URL")
	}
	r := &Recorder{token: "1000.zohocrmtest." + rand.Text()}
	r.recorder, err = recorder.New("recording",
		recorder.WithFS(&r.written),
		recorder.WithMode(recorder.ModeRecordOnly),
		recorder.WithSkipRequestLatency(true),
		recorder.WithRealTransport(authorizing(account)),
		recorder.WithHook(r.keep, recorder.AfterCaptureHook),
		// Not [io.Discard] itself: go-vcr takes that for leave to print what it
		// sees where VCR_DEBUG is set.
		recorder.WithDebugWriter(struct{ io.Writer }{io.Discard}),
	)
	if err != nil {
		return nil, err
	}
	r.proxy = &httputil.ReverseProxy{
		Rewrite: func(p *httputil.ProxyRequest) {
			p.Out.URL.Scheme, p.Out.URL.Host, p.Out.Host = upstream.Scheme, upstream.Host, ""
			withoutCredentials(p.Out.Header)
		},
		Transport:    roundTripper(r.roundTrip),
		ErrorHandler: r.fail,
		ErrorLog:     log.New(io.Discard, "", 0),
	}
	c := serverConfig{tokens: []string{r.token}}
	for _, o := range opts {
		o(&c)
	}
	if err := r.start(c, recorderBackend{r}); err != nil {
		return nil, err
	}
	return r, nil
}

// maxRecordedBody bounds a response that is recorded, far above any page.
const maxRecordedBody = 32 << 20

// authorizing is the account's transport, under its token.
func authorizing(account Account) http.RoundTripper {
	transport := cmp.Or(account.Transport, http.DefaultTransport)
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", scheme+account.Token)
		response, err := transport.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		response.Body = http.MaxBytesReader(nil, response.Body, maxRecordedBody)
		return response, nil
	})
}

// Token is the access token that this server accepts. It is worth nothing
// anywhere else.
func (r *Recorder) Token() string { return r.token }

func (r *Recorder) keep(i *cassette.Interaction) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.interactions = append(r.interactions, i)
	return nil
}

func (r *Recorder) roundTrip(request *http.Request) (*http.Response, error) {
	response, err := r.recorder.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	return played(request, response)
}

// fail keeps the first error of a request that got no response, and hangs up.
func (r *Recorder) fail(_ http.ResponseWriter, _ *http.Request, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = cmp.Or(r.err, err)
	panic(http.ErrAbortHandler)
}

// Err is why the first request that got no response of the account got none; nil
// where all did. Its text may hold what the account's server said.
func (r *Recorder) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// Save returns the cassette of what was recorded, as text. It is made of what
// scrub leaves of the interactions, which hold what the account responded;
// nothing is written before, and nothing to disk. It is called once, when no
// request is in flight.
func (r *Recorder) Save(scrub func([]*cassette.Interaction) error) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := scrub(r.interactions); err != nil {
		return nil, err
	}
	if err := r.recorder.Stop(); err != nil {
		return nil, err
	}
	return r.written.Text, nil
}

type recorderBackend struct{ *Recorder }

func (b recorderBackend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !b.tokens.check(w, r) {
		return
	}
	if _, ok := wire.ParseTarget(r.URL.Path); !ok {
		wire.InvalidURLPattern.Write(w)
		return
	}
	if r.Method != http.MethodGet {
		wire.InvalidRequestMethod.Write(w)
		return
	}
	b.proxy.ServeHTTP(w, r)
}

func (b recorderBackend) WalkOf(r *http.Request) string { return r.URL.Path }

func (b recorderBackend) PageOf(r *http.Request) int {
	return max(1, number(r.URL.Query(), "page", 1))
}
