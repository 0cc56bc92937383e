package provider

import (
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// TestEncodingAsStateSet holds that the state filled by hand is the one that the framework builds of Go structs and
// encodes, in as many bytes (in which order it writes the keys of a map is left to chance).
func TestEncodingAsStateSet(t *testing.T) {
	t.Parallel()
	resultSchema := recordAttachmentsSchema(t.Context())
	typ := resultSchema.Type().TerraformType(t.Context())
	random := rand.New(rand.NewPCG(3, 5))
	for count := range 25 {
		config := randomConfig(random, typ)
		rows := newAttachmentRows(&resultSize{limit: maxResult})
		var structs reflectedAttachments
		want := tfsdk.State{Schema: resultSchema, Raw: config}
		diags := want.Get(t.Context(), &structs)
		structs.Attachments = []reflectedAttachment{}
		for range count {
			var attachment api.Attachment
			fill(random, reflect.ValueOf(&attachment).Elem())
			if err := rows.add(&attachment); err != nil {
				t.Fatal(err)
			}
			structs.Attachments = append(structs.Attachments, reflected(&attachment))
		}
		sortReflected(structs.Attachments)
		diags.Append(want.Set(t.Context(), structs)...)
		if diags.HasError() {
			t.Fatal(diags)
		}
		list, err := rows.list()
		if err != nil {
			t.Fatal(err)
		}
		got := encode(t, typ, config)
		if err := (&result{attributes: map[string]encoded{attachmentsName: list}}).fill(&got); err != nil {
			t.Fatal(err)
		}
		decoded, err := got.Unmarshal(typ)
		if err != nil {
			t.Fatal(err)
		}
		if size := len(encode(t, typ, want.Raw).MsgPack); len(got.MsgPack) != size {
			t.Errorf("%d attachments: %d bytes, want %d", count, len(got.MsgPack), size)
		}
		if !decoded.Equal(want.Raw) {
			differences, err := decoded.Diff(want.Raw)
			t.Fatalf("%d attachments: the first of %d differences: %v, %v", count, len(differences), differences[:min(1, len(differences))], err)
		}
	}
}

func encode(t *testing.T, typ tftypes.Type, value tftypes.Value) tfprotov6.DynamicValue {
	t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(typ, value)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// randomConfig is a configuration as it may come: attributes set or null, the attachments null.
func randomConfig(random *rand.Rand, typ tftypes.Type) tftypes.Value {
	attributes := make(map[string]tftypes.Value)
	for name, attribute := range typ.(tftypes.Object).AttributeTypes {
		var value any
		switch {
		case name == attachmentsName || random.IntN(3) == 0:
		case attribute.Is(tftypes.String):
			value = randomText(random)
		case attribute.Is(tftypes.Set{}):
			value = []tftypes.Value{tftypes.NewValue(tftypes.String, "id"), tftypes.NewValue(tftypes.String, "Size")}
		default:
			value = map[string]tftypes.Value{"read": tftypes.NewValue(tftypes.String, "1m")}
		}
		attributes[name] = tftypes.NewValue(attribute, value)
	}
	return tftypes.NewValue(typ, attributes)
}

// fill gives a value a random content; a third of the pointers and maps stay nil.
func fill(random *rand.Rand, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(random, field)
		}
	case reflect.Pointer:
		if random.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(random, v.Elem())
		}
	case reflect.Map:
		if random.IntN(3) > 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range random.IntN(4) {
				v.SetMapIndex(reflect.ValueOf(randomText(random)), reflect.ValueOf(randomText(random)))
			}
		}
	case reflect.String:
		v.SetString(randomText(random))
	case reflect.Int64:
		v.SetInt([]int64{0, 1, -1, 23821, 1<<63 - 1, -1 << 63}[random.IntN(6)])
	case reflect.Bool:
		v.SetBool(random.IntN(2) == 0)
	}
}

// randomText is one of few texts, so that some come twice.
func randomText(random *rand.Rand) string {
	texts := []string{
		"", "0", "007", "x1", "4876876000001021001", "100000000000000000000000", "Résumé <a> & \"b\".pdf", "見積書", "\u0000\U0001F600",
	}
	if i := random.IntN(len(texts) + 5); i < len(texts) {
		return texts[i]
	}
	return strconv.Itoa(random.IntN(30))
}
