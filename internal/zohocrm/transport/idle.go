package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"
)

// IdleTimeout is how long an attempt may receive nothing: while it connects, between the request and the head of the response,
// and between two reads of the body.
const IdleTimeout = 60 * time.Second

// IdlePhase is what an attempt was waiting for.
type IdlePhase int

// The phases of an attempt.
const (
	// Connecting is until there is a connection to send the request by.
	Connecting IdlePhase = iota
	// AwaitingResponse is until the head of the response has come.
	AwaitingResponse
	// ReadingBody is until the body has come.
	ReadingBody
)

func (p IdlePhase) String() string {
	switch p {
	case Connecting:
		return "while connecting"
	case AwaitingResponse:
		return "while waiting for the response"
	default:
		return "in the middle of the response"
	}
}

// IdleError is an attempt that was given up because nothing was received for a time. Its connection is closed.
type IdleError struct {
	Phase   IdlePhase
	Timeout time.Duration
}

func (e *IdleError) Error() string {
	return fmt.Sprintf("nothing was received for %s %s", e.Timeout, e.Phase)
}

// WithIdleTimeout returns a transport whose requests fail with an [*IdleError] once nothing was received for so long, in each
// [IdlePhase] and between two reads of the body. The connection is closed then, so that the next request goes by a new one; by
// HTTP/2 that ends the requests beside it, too, which are as good as lost on a dead connection and are retried on a live one.
func WithIdleTimeout(transport http.RoundTripper, timeout time.Duration) http.RoundTripper {
	return &idleTransport{transport, timeout}
}

type idleTransport struct {
	transport http.RoundTripper
	timeout   time.Duration
}

// RoundTrip sends a request.
func (x *idleTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	outer := request.Context()
	ctx, cancel := context.WithCancel(outer)
	w := &idleWatch{outer: outer, cancel: cancel, timeout: x.timeout, since: time.Now()}
	w.timer = time.AfterFunc(x.timeout, w.expire)
	response, err := x.transport.RoundTrip(request.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn:              func(info httptrace.GotConnInfo) { w.connected(info.Conn) },
		GotFirstResponseByte: func() { w.received(AwaitingResponse) },
	})))
	if err != nil {
		w.stop()
		return nil, w.failure(err)
	}
	w.received(ReadingBody)
	response.Body = &watchedBody{response.Body, w}
	return response, nil
}

// idleWatch gives up an attempt that receives nothing.
type idleWatch struct {
	outer   context.Context // of the caller
	cancel  context.CancelFunc
	timeout time.Duration

	mu      sync.Mutex
	timer   *time.Timer
	conn    net.Conn // nil where there is none yet, or the transport does not say
	phase   IdlePhase
	since   time.Time // when something was received, or the phase began
	expired bool
}

// connected begins the wait for the response.
func (w *idleWatch) connected(conn net.Conn) {
	w.mu.Lock()
	w.conn = conn
	w.mu.Unlock()
	w.received(AwaitingResponse)
}

// received begins a wait anew.
func (w *idleWatch) received(next IdlePhase) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.expired {
		return
	}
	w.phase, w.since = next, time.Now()
	w.timer.Reset(w.timeout)
}

// expire gives the attempt up.
func (w *idleWatch) expire() {
	w.mu.Lock()
	if time.Since(w.since) < w.timeout { // something was received as the timer fired
		w.mu.Unlock()
		return
	}
	w.expired = true
	conn := w.conn
	w.mu.Unlock()
	w.cancel()
	if conn != nil {
		_ = conn.Close() // to give the request up would leave a connection of HTTP/2 open, and in use for the next
	}
}

func (w *idleWatch) stop() {
	w.timer.Stop()
	w.cancel()
}

// failure is why an attempt failed: err, unless the attempt was given up.
func (w *idleWatch) failure(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.expired:
		return &IdleError{w.phase, w.timeout}
	case w.outer.Err() != nil:
		return &interruptedError{time.Since(w.since), err}
	default:
		return err
	}
}

// watchedBody is the body of a response whose reads are watched.
type watchedBody struct {
	io.ReadCloser
	watch *idleWatch
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.watch.received(ReadingBody)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = b.watch.failure(err)
	}
	return n, err
}

func (b *watchedBody) Close() error {
	defer b.watch.stop()
	return b.ReadCloser.Close()
}

// interruptedError is an attempt that the caller's context ended.
type interruptedError struct {
	silence time.Duration // for which nothing had been received
	err     error
}

func (e *interruptedError) Error() string { return e.err.Error() }
func (e *interruptedError) Unwrap() error { return e.err }

// SilenceOf returns for how long an attempt had received nothing as the caller's context ended it; zero for any other failure.
func SilenceOf(err error) time.Duration {
	if interrupted, ok := errors.AsType[*interruptedError](err); ok {
		return interrupted.silence
	}
	return 0
}
