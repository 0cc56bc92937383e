package provider

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// typeMismatches has, by key, the values of a read that do not match the type of their attribute.
type typeMismatches map[string]typeMismatch

type typeMismatch struct {
	count   int
	records []string // their ids, of a read of many, each once
}

func (m *typeMismatches) add(attachment *api.Attachment) {
	for _, key := range attachment.TypeMismatches {
		m.count(key, 1)
	}
}

// merge adds those of a record, of a read of many.
func (m *typeMismatches) merge(others typeMismatches, recordID string) {
	for key, other := range others {
		m.count(key, other.count, recordID)
	}
}

func (m *typeMismatches) count(key string, n int, records ...string) {
	if *m == nil {
		*m = make(typeMismatches)
	}
	mismatch := (*m)[key]
	(*m)[key] = typeMismatch{mismatch.count + n, append(mismatch.records, records...)}
}

// diagnostics is one warning, whatever the number of mismatches.
func (m typeMismatches) diagnostics() diag.Diagnostics {
	if len(m) == 0 {
		return nil
	}
	for _, mismatch := range m {
		slices.SortFunc(mismatch.records, compareIDs) // they come in any order
	}
	return diag.Diagnostics{typeMismatchWarning(slices.Sorted(maps.Keys(m)), m)}
}
