package provider

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// What a read finds goes past the framework. The framework copies a result, compares it, looks every null in it up in the
// schema and encodes it, which took nine tenths of the processor time of a read of 10,000 attachments. So the framework
// sees the configuration alone, whose result is null, and the server puts the result, encoded already, where that null
// stands in the framework's response. Schema, validation, configuration, diagnostics, logging, cancellation and deferral
// stay the framework's.
//
// The wire format is Terraform's own contract: docs/plugin-protocol/object-wire-format.md in hashicorp/terraform says how
// a value of each type is written for protocol 6. The documentation of tfprotov6.DynamicValue advises providers against
// building one by hand; what holds this one right is TestAsByFramework, which has the framework build the same results of
// Go structs, and FuzzResult, which decodes what comes of any page by the schema's own type.

// NewServer returns a function that makes the protocol server of a provider, as plugin servers want it.
func NewServer(newProvider func() provider.Provider) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		return &server{providerserver.NewProtocol6(newProvider())()}
	}
}

// server is the framework's, and adds to a response what was read.
type server struct {
	tfprotov6.ProviderServer
}

func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	read := newResult(req.Config)
	resp, err := s.ProviderServer.ReadDataSource(context.WithValue(ctx, resultKey{}, read), req)
	if err == nil {
		err = read.fill(resp.State)
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func (s *server) OpenEphemeralResource(
	ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest,
) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	read := newResult(req.Config)
	resp, err := s.ProviderServer.OpenEphemeralResource(context.WithValue(ctx, resultKey{}, read), req)
	if err == nil {
		err = read.fill(resp.Result)
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// resultKey is the key of a context's *result.
type resultKey struct{}

// result is where a read puts what it found: the encoded value of each attribute that it fills. It stays empty where the
// read failed or was deferred.
type result struct {
	attributes map[string]encoded
	size       resultSize
}

// resultOf returns the result that a context has a place for.
func resultOf(ctx context.Context) (*result, error) {
	if r, ok := ctx.Value(resultKey{}).(*result); ok {
		return r, nil
	}
	return nil, errors.New("the provider is not served by NewServer, so there is no place for what is read")
}

// fill puts the attributes in the places of their nulls in an encoded object.
func (r *result) fill(object *tfprotov6.DynamicValue) error {
	if len(r.attributes) == 0 {
		return nil
	}
	size := len(object.MsgPack)
	for _, attribute := range r.attributes {
		size += attribute.size()
	}
	filled := make([]byte, 0, size)
	rest := bytes.NewReader(object.MsgPack)
	decoder := msgpack.NewDecoder(rest) // reads no further than it decodes, since a bytes.Reader can step back
	members, err := decoder.DecodeMapLen()
	if err != nil {
		return fmt.Errorf("decoding the framework's response: %w", err)
	}
	missing, copied := len(r.attributes), 0
	for range members {
		name, err := decoder.DecodeString()
		if err != nil {
			return fmt.Errorf("decoding the framework's response: %w", err)
		}
		at := len(object.MsgPack) - rest.Len()
		if attribute, ok := r.attributes[name]; ok && at < len(object.MsgPack) && object.MsgPack[at] == msgpcode.Nil {
			filled = attribute.appendTo(append(filled, object.MsgPack[copied:at]...))
			copied = at + 1
			missing--
		}
		if err := decoder.Skip(); err != nil {
			return fmt.Errorf("decoding the framework's response: %w", err)
		}
	}
	if missing != 0 {
		return fmt.Errorf("the framework's response has no place for %d attributes of the result", missing)
	}
	object.MsgPack = append(filled, object.MsgPack[copied:]...)
	return nil
}
