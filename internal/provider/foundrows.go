package provider

import (
	"cmp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// foundRows collects the records that a query finds. Each is encoded as it comes, so that of a page nothing else is left
// once the next one comes.
type foundRows struct {
	encoder *encoder
	size    *resultSize // of the result
	fields  []string    // sorted, each once
	rows    []foundRow
	missing missingFields
}

type foundRow struct {
	id      string
	encoded []byte // the id and the map of the values, as they stand in the map of records
}

// missingFields are the fields that no record holds, not even as null.
type missingFields []string

func newFoundRows(size *resultSize, fields []string) *foundRows {
	fields = slices.Compact(slices.Sorted(slices.Values(fields)))
	return &foundRows{encoder: newEncoder(), size: size, fields: fields, missing: slices.Clone(fields)}
}

func (r *foundRows) add(record *api.FoundRecord) error {
	encoded, err := r.encoder.piece(func() error { return r.member(record) })
	if err != nil {
		return err
	}
	if err := r.size.add(encoded); err != nil {
		return err
	}
	r.rows = append(r.rows, foundRow{record.ID, encoded})
	if len(r.missing) > 0 {
		r.missing = slices.DeleteFunc(r.missing, func(field string) bool {
			_, held := record.Values[field]
			return held
		})
	}
	return nil
}

// member encodes a record as an element of the map of records.
func (r *foundRows) member(record *api.FoundRecord) error {
	e := r.encoder
	if err := cmp.Or(e.EncodeString(record.ID), e.EncodeMapLen(len(r.fields))); err != nil {
		return err
	}
	for _, field := range r.fields {
		if err := e.member(field, record.Values[field]); err != nil {
			return err
		}
	}
	return nil
}

// result returns the ids, highest first, and the records by their ids. The rows came lowest id first.
func (r *foundRows) result() (map[string]encoded, error) {
	e := r.encoder
	ids, err := e.piece(func() error {
		if err := e.EncodeArrayLen(len(r.rows)); err != nil {
			return err
		}
		for _, row := range slices.Backward(r.rows) {
			if err := e.EncodeString(row.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	length, err := e.piece(func() error { return e.EncodeMapLen(len(r.rows)) })
	if err != nil {
		return nil, err
	}
	if len(r.rows) == 0 {
		r.missing = nil // nothing tells
	}
	records := make(encoded, 0, 1+len(r.rows))
	records = append(records, length)
	slices.SortFunc(r.rows, func(a, b foundRow) int { return cmp.Compare(a.id, b.id) }) // the keys of a map are sorted as texts
	for _, row := range r.rows {
		records = append(records, row.encoded)
	}
	return map[string]encoded{idsName: {ids}, recordsName: records}, nil
}

// diagnostics is one warning, whatever the number of fields.
func (m missingFields) diagnostics() diag.Diagnostics {
	if len(m) == 0 {
		return nil
	}
	return diag.Diagnostics{missingFieldsWarning(m)}
}
