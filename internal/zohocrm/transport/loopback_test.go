package transport

import (
	"errors"
	"net"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestLoopbackOnly(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"127.0.0.1:80":          true,
		"127.9.9.9:80":          true,
		"[::1]:80":              true,
		"[::ffff:127.0.0.1]:80": true,
		"192.0.2.1:80":          false,
		"0.0.0.0:80":            false,
		"[::]:80":               false,
		"[fe80::1%eth0]:80":     false,
		"[2001:db8::1]:80":      false,
		"localhost:80":          false,
		"127.0.0.1":             false,
	} {
		if got := loopbackOnly("tcp", address, nil) == nil; got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
}

// TestGuardedDial takes an address elsewhere for what a resolver made of a local name.
func TestGuardedDial(t *testing.T) {
	t.Parallel()
	local := func(string) bool { return true }
	connection, err := guarded(&net.Dialer{}, local)(t.Context(), "tcp", "192.0.2.1:9")
	if connection != nil || !errors.Is(err, ErrNotLoopback) {
		t.Errorf("got %v", err)
	}
	dialed := errors.New("dialed")
	unguarded := &net.Dialer{Control: func(string, string, syscall.RawConn) error { return dialed }}
	elsewhere := func(string) bool { return false }
	if _, err := guarded(unguarded, elsewhere)(t.Context(), "tcp", "192.0.2.1:9"); !errors.Is(err, dialed) {
		t.Errorf("got %v", err)
	}
}

// TestTransportIsGuarded looks at the name of what New dials with: no test can have the system's resolver lie.
func TestTransportIsGuarded(t *testing.T) {
	t.Parallel()
	dial := runtime.FuncForPC(reflect.ValueOf(New().DialContext).Pointer()).Name()
	if !strings.Contains(dial, ".guarded.") && !strings.Contains(dial, ".New.guarded") {
		t.Errorf("dials with %s", dial)
	}
}
