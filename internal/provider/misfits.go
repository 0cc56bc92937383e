package provider

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// misfits counts, by key, the values of a read that did not fit their attribute.
type misfits map[string]int

func (m *misfits) add(attachment *zohocrm.Attachment) {
	for _, key := range attachment.TypeMismatches {
		m.count(key, 1)
	}
}

// merge adds those of another read.
func (m *misfits) merge(others misfits) {
	for key, n := range others {
		m.count(key, n)
	}
}

func (m *misfits) count(key string, n int) {
	if *m == nil {
		*m = make(misfits)
	}
	(*m)[key] += n
}

// diagnostics is one warning, whatever the number of misfits.
func (m misfits) diagnostics() diag.Diagnostics {
	if len(m) == 0 {
		return nil
	}
	return diag.Diagnostics{misfitWarning(slices.Sorted(maps.Keys(m)), m)}
}
