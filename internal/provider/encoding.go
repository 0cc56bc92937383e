package provider

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/vmihailenco/msgpack/v5"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// encoded is a value in Terraform's wire format, in pieces that follow each other.
type encoded [][]byte

func (e encoded) size() int {
	size := 0
	for _, piece := range e {
		size += len(piece)
	}
	return size
}

func (e encoded) appendTo(b []byte) []byte {
	for _, piece := range e {
		b = append(b, piece...)
	}
	return b
}

// encoder writes values in Terraform's wire format: objects and maps with sorted keys, null as nil, numbers and lengths
// in their shortest form.
type encoder struct {
	out bytes.Buffer
	*msgpack.Encoder
}

func newEncoder() *encoder {
	e := new(encoder)
	e.Encoder = msgpack.NewEncoder(&e.out)
	return e
}

// piece returns what f writes.
func (e *encoder) piece(f func() error) ([]byte, error) {
	e.out.Reset()
	if err := f(); err != nil {
		return nil, fmt.Errorf("encoding: %w", err)
	}
	return bytes.Clone(e.out.Bytes()), nil
}

// namedColumn is a column and the name of its attribute.
type namedColumn struct {
	column
	name string
}

// sortedColumns are the columns in the order in which an object's attributes are encoded, made once.
var sortedColumns = sync.OnceValue(func() []namedColumn {
	named := []namedColumn{{column{field: func(a *api.Attachment) any { return distinctKeys(a.Additional) }}, additionalFields}}
	for _, c := range columns() {
		named = append(named, namedColumn{c, c.name()})
	}
	slices.SortFunc(named, func(a, b namedColumn) int { return strings.Compare(a.name, b.name) })
	return named
})

// attachment encodes an attachment as an object of the schema's attributes.
func (e *encoder) attachment(attachment *api.Attachment) error {
	columns := sortedColumns()
	if err := e.EncodeMapLen(len(columns)); err != nil {
		return err
	}
	for _, column := range columns {
		if err := e.member(column.name, column.field(attachment)); err != nil {
			return err
		}
	}
	return nil
}

// object encodes an object. The names of its members are sorted.
func (e *encoder) object(members ...member) error {
	if err := e.EncodeMapLen(len(members)); err != nil {
		return err
	}
	for _, m := range members {
		if err := e.member(m.name, m.value); err != nil {
			return err
		}
	}
	return nil
}

// member is an attribute of an object and its value, of a type that [encoder.value] takes.
type member struct {
	name  string
	value any
}

func (e *encoder) member(name string, value any) error {
	if err := e.EncodeString(name); err != nil {
		return err
	}
	return e.value(value)
}

// value encodes the value of an attribute. A nil pointer is null; no fields are an empty map.
func (e *encoder) value(value any) error {
	switch value := value.(type) {
	case nil:
		return e.EncodeNil()
	case *string:
		if value == nil {
			return e.EncodeNil()
		}
		return e.EncodeString(*value)
	case *int64:
		if value == nil {
			return e.EncodeNil()
		}
		return e.EncodeInt(*value)
	case *bool:
		if value == nil {
			return e.EncodeNil()
		}
		return e.EncodeBool(*value)
	case *api.User:
		if value == nil {
			return e.EncodeNil()
		}
		return e.object(member{"email", value.Email}, member{"id", value.ID}, member{"name", value.Name})
	case *api.Record:
		if value == nil {
			return e.EncodeNil()
		}
		return e.object(member{"id", value.ID}, member{"name", value.Name})
	case failure:
		return e.object(member{"code", value.code}, member{"message", &value.message}, member{"status", value.status})
	case api.Fields:
		return e.fields(value)
	default:
		return fmt.Errorf("no encoding of %T", value)
	}
}

// fields encodes keys and values as a map of strings.
func (e *encoder) fields(fields api.Fields) error {
	if err := e.EncodeMapLen(len(fields)); err != nil {
		return err
	}
	for _, f := range fields {
		if err := cmp.Or(e.EncodeString(f.Key), e.EncodeString(f.Value)); err != nil {
			return err
		}
	}
	return nil
}
