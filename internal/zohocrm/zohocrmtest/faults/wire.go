package faults

import (
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// HalfJSON responds with the first half of the body, as if that were all of it.
func HalfJSON() Kind {
	return serving("half-json", func(w http.ResponseWriter, r *http.Request, b wire.Backend) {
		a := captured(r, b)
		a.response.Body = a.response.Body[:len(a.response.Body)/2]
		a.send(w, r)
	})
}

// CutBody announces the whole body, sends the first half of it and closes the
// connection.
func CutBody() Kind {
	return serving("cut-body", func(w http.ResponseWriter, r *http.Request, b wire.Backend) {
		sendHalf(w, r, b)
		panic(http.ErrAbortHandler)
	})
}

// ResetConnection announces the whole body, sends the first half of it and
// resets the connection.
func ResetConnection() Kind {
	return serving("reset", func(w http.ResponseWriter, r *http.Request, b wire.Backend) {
		sendHalf(w, r, b)
		reset(w)
	})
}

// HangUp resets the connection without a response.
func HangUp() Kind {
	return serving("hang-up", func(w http.ResponseWriter, _ *http.Request, _ wire.Backend) { reset(w) })
}

// sendHalf announces the whole body and sends the first half of it.
func sendHalf(w http.ResponseWriter, r *http.Request, b wire.Backend) {
	a := captured(r, b)
	whole := a.response.Body
	maps.Copy(w.Header(), a.response.Header)
	w.Header().Set("Content-Length", strconv.Itoa(len(whole)))
	w.WriteHeader(a.response.Status)
	_, _ = io.WriteString(w, whole[:len(whole)/2])
	_ = http.NewResponseController(w).Flush()
}

// reset closes the connection so that its client sees a reset.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// SlowBody sends the body in pieces of size bytes with a pause after each, and
// ends when the client goes.
func SlowBody(size int, wait time.Duration) Kind {
	return serving("slow-body", func(w http.ResponseWriter, r *http.Request, b wire.Backend) {
		a := captured(r, b)
		maps.Copy(w.Header(), a.response.Header)
		wire.NoteRows(r.Context(), wire.CountRows(a.response.Body))
		w.WriteHeader(a.response.Status)
		for rest := a.response.Body; rest != ""; {
			n := min(size, len(rest))
			if _, err := io.WriteString(w, rest[:n]); err != nil {
				return
			}
			rest = rest[n:]
			if http.NewResponseController(w).Flush() != nil || !wire.Pause(r.Context(), wait) {
				return // short of Content-Length, which the client sees as a cut
			}
		}
	})
}

// NeverResponds does not respond until the client goes or the server is closed.
func NeverResponds() Kind {
	return serving("no-response", func(_ http.ResponseWriter, r *http.Request, _ wire.Backend) {
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	})
}

// Stall announces the whole body, sends the first half of it, and then nothing
// until the client goes or the server is closed.
func Stall() Kind {
	return serving("stall", func(w http.ResponseWriter, r *http.Request, b wire.Backend) {
		sendHalf(w, r, b)
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	})
}

// HugeBody responds with a page of one row that is size bytes long, or as much of it
// as the client takes.
func HugeBody(size int64) Kind {
	return serving("huge-body", func(w http.ResponseWriter, r *http.Request, _ wire.Backend) {
		w.Header().Set("Content-Type", wire.ContentTypeJSON)
		w.WriteHeader(http.StatusOK)
		_ = writeHuge(w, r, size, strings.Repeat("x", 1<<20))
	})
}

// GzipBomb is [HugeBody] in a compressed response, a thousandth of its size.
func GzipBomb(size int64) Kind {
	return serving("gzip-bomb", func(w http.ResponseWriter, r *http.Request, _ wire.Backend) {
		w.Header().Set("Content-Type", wire.ContentTypeJSON)
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(http.StatusOK)
		_ = writeHuge(gzipMembers{w, map[string][]byte{}}, r, size, strings.Repeat("x", 1<<20))
	})
}

func writeHuge(w io.Writer, r *http.Request, size int64, piece string) error {
	const start, end = `{"data":[{"id":"4876876000001000001","File_Name":"`, `"}],"info":{"count":1,"more_records":false}}`
	if _, err := io.WriteString(w, start); err != nil {
		return err
	}
	for left := size - int64(len(start)+len(end)); left > 0 && r.Context().Err() == nil; left -= int64(len(piece)) {
		if _, err := io.WriteString(w, piece[:min(left, int64(len(piece)))]); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, end)
	return err
}

// gzipMembers compresses each write to a gzip member of its own, which a
// reader takes for one stream; equal pieces are compressed once.
type gzipMembers struct {
	w    io.Writer
	done map[string][]byte
}

func (g gzipMembers) Write(p []byte) (int, error) {
	member, ok := g.done[string(p)]
	if !ok {
		member = wire.Gzip(string(p))
		g.done[string(p)] = member
	}
	if _, err := g.w.Write(member); err != nil {
		return 0, err
	}
	return len(p), nil
}
