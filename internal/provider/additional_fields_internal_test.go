package provider

import (
	"maps"
	"slices"
	"testing"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/msgpack"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// TestDistinctKeys holds which of the keys of an answer that are equal to Terraform is kept, by Terraform's own decoder: the
// same one at each read.
func TestDistinctKeys(t *testing.T) {
	t.Parallel()
	const (
		composed   = "\u1ec7"        // ệ
		decomposed = "e\u0323\u0302" // the same in NFD
		mixed      = "\u1eb9\u0302"  // the same in neither
		other      = "\u00ea\u0323"  // likewise
	)
	for name, test := range map[string]struct{ texts, want map[string]string }{
		"nothing":            {nil, map[string]string{}},
		"ASCII":              {map[string]string{"a": "1", "A": "2"}, map[string]string{"a": "1", "A": "2"}},
		"one that is not":    {map[string]string{decomposed: "1", "a": "2"}, map[string]string{composed: "1", "a": "2"}},
		"the normalised one": {map[string]string{decomposed: "1", composed: "2", mixed: "3"}, map[string]string{composed: "2"}},
		"none is normalised": {map[string]string{mixed: "1", other: "2", decomposed: "3"}, map[string]string{composed: "3"}},
		"two of neither":     {map[string]string{mixed: "1", other: "2", "z": "3"}, map[string]string{composed: "2", "z": "3"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var fields api.Fields
			for _, key := range slices.Sorted(maps.Keys(test.texts)) {
				fields = append(fields, api.Field{Key: key, Value: test.texts[key]})
			}
			e := newEncoder()
			encoded, err := e.piece(func() error { return e.attachment(&api.Attachment{Additional: fields}) })
			if err != nil {
				t.Fatal(err)
			}
			if got := decodeAdditional(t, encoded); !maps.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// decodeAdditional decodes an attachment as Terraform does, and returns its additional fields.
func decodeAdditional(t *testing.T, attachment []byte) map[string]string {
	t.Helper()
	typ, err := msgpack.ImpliedType(attachment)
	if err != nil {
		t.Fatal(err)
	}
	types := typ.AttributeTypes()
	types[additionalFields] = cty.Map(cty.String)
	value, err := msgpack.Unmarshal(attachment, cty.Object(types))
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]string)
	for key, text := range value.GetAttr(additionalFields).AsValueMap() {
		texts[key] = text.AsString()
	}
	return texts
}
