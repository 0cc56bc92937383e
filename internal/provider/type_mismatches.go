package provider

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// typeMismatches counts, by key, the values of a read that do not match the type of their attribute.
type typeMismatches map[string]int

func (m *typeMismatches) add(attachment *zohocrm.Attachment) {
	for _, key := range attachment.TypeMismatches {
		m.count(key, 1)
	}
}

// merge adds those of another read.
func (m *typeMismatches) merge(others typeMismatches) {
	for key, n := range others {
		m.count(key, n)
	}
}

func (m *typeMismatches) count(key string, n int) {
	if *m == nil {
		*m = make(typeMismatches)
	}
	(*m)[key] += n
}

// diagnostics is one warning, whatever the number of mismatches.
func (m typeMismatches) diagnostics() diag.Diagnostics {
	if len(m) == 0 {
		return nil
	}
	return diag.Diagnostics{typeMismatchWarning(slices.Sorted(maps.Keys(m)), m)}
}
