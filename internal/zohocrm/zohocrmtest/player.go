package zohocrmtest

import (
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/recorder"
)

// player is a recorder that reads its cassette when it is first asked.
type player struct {
	open func() (*recorder.Recorder, error)
}

func newPlayer(name string, fsys fs.FS) *player {
	return &player{open: sync.OnceValues(func() (*recorder.Recorder, error) {
		return recorder.New(name,
			recorder.WithFS(cassetteFS{fsys}),
			recorder.WithMode(recorder.ModeReplayOnly),
			recorder.WithReplayableInteractions(true),
			recorder.WithSkipRequestLatency(true),
			recorder.WithMatcher(matches),
		)
	})}
}

// played makes a response out of go-vcr's that may be changed: go-vcr's shares
// its header with every other response of the same recording.
func played(r *http.Request, response *http.Response) (*http.Response, error) {
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	noteRows(r.Context(), rowsIn(string(body)))
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

// matches compares method, path and query; not the host, which differs between
// recording and replay, nor any header.
func matches(r *http.Request, recorded cassette.Request) bool {
	u, err := url.Parse(recorded.URL)
	return err == nil && r.Method == recorded.Method && r.URL.Path == u.Path &&
		reflect.DeepEqual(r.URL.Query(), u.Query())
}
