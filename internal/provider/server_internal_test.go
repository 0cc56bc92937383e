package provider

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// TestFill puts results into objects as the framework encodes them, and holds that one which does not get its place is an
// error.
func TestFill(t *testing.T) {
	t.Parallel()
	const object = "\x83\xa1a\xc0\xa1b\x92\xa1x\xc0\xa1c\xc0" // {a: null, b: ["x", null], c: null}
	piece := func(s string) encoded { return encoded{[]byte(s[:1]), []byte(s[1:])} }
	for name, test := range map[string]struct {
		object     string
		attributes map[string]encoded
		want       string // the object filled, or a part of the error
	}{
		"nothing":   {"\xc0", nil, "\xc0"},
		"the first": {object, map[string]encoded{"a": piece("\x91\xa1y")}, "\x83\xa1a\x91\xa1y\xa1b\x92\xa1x\xc0\xa1c\xc0"},
		"two": {
			object, map[string]encoded{"a": piece("\xa1y"), "c": piece("\xa1z")}, "\x83\xa1a\xa1y\xa1b\x92\xa1x\xc0\xa1c\xa1z",
		},
		"no such attribute":  {object, map[string]encoded{"a": piece("\xa1y"), "d": piece("\xa1z")}, "no place for 1 attributes"},
		"one that is set":    {object, map[string]encoded{"b": piece("\xa1y")}, "no place for 1 attributes"},
		"null":               {"\xc0", map[string]encoded{"a": piece("\xa1y")}, "no place for 1 attributes"},
		"unknown":            {"\xd4\x00\x00", map[string]encoded{"a": piece("\xa1y")}, "decoding"},
		"an object cut":      {object[:4], map[string]encoded{"a": piece("\xa1y")}, "decoding"},
		"an object cut late": {object[:len(object)-1], map[string]encoded{"a": piece("\xa1y")}, "decoding"},
		"nothing at all":     {"", map[string]encoded{"a": piece("\xa1y")}, "decoding"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			value := tfprotov6.DynamicValue{MsgPack: []byte(test.object)}
			err := (&result{attributes: test.attributes}).fill(&value)
			if got := string(value.MsgPack); err == nil && got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
			if err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %q, want %q", err, test.want)
			}
		})
	}
}

// misbehaving is a framework whose responses have no place for a result.
type misbehaving struct {
	tfprotov6.ProviderServer
	err error
}

func (m misbehaving) ReadDataSource(ctx context.Context, _ *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return &tfprotov6.ReadDataSourceResponse{State: m.object(ctx)}, m.err
}

func (m misbehaving) OpenEphemeralResource(
	ctx context.Context, _ *tfprotov6.OpenEphemeralResourceRequest,
) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return &tfprotov6.OpenEphemeralResourceResponse{Result: m.object(ctx)}, m.err
}

func (misbehaving) object(ctx context.Context) *tfprotov6.DynamicValue {
	read, _ := resultOf(ctx)
	read.attributes = map[string]encoded{"a": {[]byte("\xc0")}}
	return &tfprotov6.DynamicValue{MsgPack: []byte("\x80")}
}

// TestServerErrors holds that an error of the framework's comes through, and that a result without a place is one.
func TestServerErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, m := range []misbehaving{{}, {err: broken}} {
		s := &server{m}
		_, dataErr := s.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{})
		_, ephemeralErr := s.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{})
		for _, err := range []error{dataErr, ephemeralErr} {
			if err == nil || m.err != nil && !errors.Is(err, broken) {
				t.Errorf("got %v, want an error, %v", err, m.err)
			}
		}
	}
}

// TestEncodingErrors holds that what cannot be encoded is an error.
func TestEncodingErrors(t *testing.T) {
	t.Parallel()
	e := newEncoder()
	if got, err := e.piece(func() error { return e.object(member{"a", 1.5}) }); err == nil {
		t.Errorf("got %q, want an error", got)
	}
}
