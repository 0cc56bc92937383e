package provider

import (
	"fmt"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

const (
	// maxResponse is the largest response that Terraform gets from a provider: terraform-plugin-go sends no larger gRPC message
	// (grpcMaxMessageSize in tfprotov6/tf6server). Beyond it Terraform says "ResourceExhausted", and not of which block.
	maxResponse = 256 << 20

	// maxResult is what of it is left for the object of a block, encoded: the rest is for the diagnostics and the framing.
	maxResult = maxResponse - 64<<10
)

// resultSize counts the bytes that the object of a block comes to, while the rows are encoded, so that a read which can only
// fail ends before it has paid for every call. It is safe for use by several goroutines at once.
type resultSize struct {
	limit      int64
	configured int64 // the bytes of the configuration, which the object repeats

	rows, bytes atomic.Int64 // of the rows
}

// newResult returns the place for the result of a configuration, which the framework's response repeats.
func newResult(config *tfprotov6.DynamicValue) *result {
	read := new(result)
	if config != nil {
		read.size.configured = int64(max(len(config.MsgPack), len(config.JSON)))
	}
	return read
}

// add counts a row. A [*resultTooLargeError] says that there is no room for it.
func (s *resultSize) add(row []byte) error {
	rows, bytes := s.rows.Add(1), s.configured+s.bytes.Add(int64(len(row)))
	if bytes > s.limit {
		return &resultTooLargeError{rows, bytes}
	}
	return nil
}

// remove takes back a row that was added.
func (s *resultSize) remove(row []byte) {
	s.rows.Add(-1)
	s.bytes.Add(-int64(len(row)))
}

// whole checks the attributes of a read that is done: to the byte, with all that stands around the rows.
func (s *resultSize) whole(attributes map[string]encoded) error {
	bytes := s.configured
	for _, attribute := range attributes {
		bytes += int64(attribute.size()) - 1 // in the place of a null
	}
	if bytes > s.limit {
		return &resultTooLargeError{s.rows.Load(), bytes}
	}
	return nil
}

// resultTooLargeError is a result that the plugin protocol cannot carry.
type resultTooLargeError struct {
	rows  int64 // that were read
	bytes int64 // that they come to
}

func (e *resultTooLargeError) Error() string {
	return fmt.Sprintf("the result is too large: %d rows, %d bytes", e.rows, e.bytes)
}
