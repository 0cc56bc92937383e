package zohocrm

import (
	"errors"
	"net"
	"reflect"
	"runtime"
	"strings"
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
	if connection != nil || !errors.Is(err, errNotLoopback) {
		t.Errorf("got %v", err)
	}
	elsewhere := func(string) bool { return false }
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	for _, local := range []func(string) bool{local, elsewhere} {
		connection, err := guarded(&net.Dialer{}, local)(t.Context(), "tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_ = connection.Close()
	}
}

// TestTransportIsGuarded looks at the name of what NewTransport dials with: no test can have the system's resolver lie.
func TestTransportIsGuarded(t *testing.T) {
	t.Parallel()
	dial := runtime.FuncForPC(reflect.ValueOf(NewTransport().DialContext).Pointer()).Name()
	if !strings.Contains(dial, ".guarded.") && !strings.Contains(dial, ".NewTransport.guarded") {
		t.Errorf("dials with %s", dial)
	}
}
