package cassettes

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/url"
	"reflect"
	"sync"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/recorder"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Player is a recorder that reads its cassette when it is first asked.
type Player struct {
	Open func() (*recorder.Recorder, error)
}

// NewPlayer plays the cassette of a name in fsys: each interaction any number of times.
func NewPlayer(name string, fsys fs.FS) *Player {
	return &Player{Open: sync.OnceValues(func() (*recorder.Recorder, error) {
		return recorder.New(name,
			recorder.WithFS(FS{fsys}),
			recorder.WithMode(recorder.ModeReplayOnly),
			recorder.WithReplayableInteractions(true),
			recorder.WithSkipRequestLatency(true),
			recorder.WithMatcher(matches),
		)
	})}
}

// matches compares method, path, query and body, the last by what its JSON means; not the host, which differs between
// recording and replay, nor any header.
func matches(r *http.Request, recorded cassette.Request) bool {
	u, err := url.Parse(recorded.URL)
	return err == nil && r.Method == recorded.Method && r.URL.Path == u.Path &&
		reflect.DeepEqual(r.URL.Query(), u.Query()) && sameJSON(wire.BodyOf(r), recorded.Body)
}

func sameJSON(a, b string) bool {
	if a == b {
		return true
	}
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}
