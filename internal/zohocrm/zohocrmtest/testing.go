package zohocrmtest

// TB is the part of [testing.TB] that [StartReplay] and [StartMock] use.
type TB interface {
	Helper()
	Cleanup(f func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// StartReplay is [NewReplay] for a test: it closes the server at the test's
// end, and fails the test where a request was made that no recording knows.
func StartReplay(tb TB, opts ...ReplayOption) *Replay {
	tb.Helper()
	p, err := NewReplay(opts...)
	if err != nil {
		tb.Fatalf("start the replay: %v", err)
	}
	tb.Cleanup(func() {
		p.Close()
		for _, request := range p.Unknown() {
			tb.Errorf("no recording holds %s", request)
		}
	})
	return p
}

// StartMock is [NewMock] for a test: it closes the server at the test's end.
func StartMock(tb TB, opts ...MockOption) *Mock {
	tb.Helper()
	m, err := NewMock(opts...)
	if err != nil {
		tb.Fatalf("start the mock: %v", err)
	}
	tb.Cleanup(m.Close)
	return m
}
