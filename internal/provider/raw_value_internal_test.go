package provider

import (
	"context"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// rawType is a type whose values are raw, and the framework's own in whose place it stands.
type rawType struct {
	attr.Type
	own     attr.Type
	toOwn   func(context.Context, attr.Value) (attr.Value, diag.Diagnostics)
	fromOwn func(context.Context, attr.Value) (attr.Value, diag.Diagnostics)
	values  map[string]tftypes.Value
}

func rawTypes() map[string]rawType {
	random := rand.New(rand.NewPCG(7, 11))
	list := func(count int) tftypes.Value {
		rows := newAttachmentRows(newConverter())
		for range count {
			var attachment zohocrm.Attachment
			fill(random, reflect.ValueOf(&attachment).Elem())
			rows.add(&attachment)
		}
		return rows.list()
	}
	reading := newRecordsReading("Deals", []string{"1", "2", "1"}, []string{"id"})
	reading.done(0, list(3), nil)
	reading.results["2"] = failure{message: "gone", status: new(int64(400))}.result()

	lists, _ := newAttachmentsAttribute("").CustomType.(attachmentsType)
	maps, _ := newRecordsAttribute("").CustomType.(recordsType)
	return map[string]rawType{
		"list of attachments": {
			lists,
			types.ListType{ElemType: objectType(attachmentAttributes())},
			func(ctx context.Context, v attr.Value) (attr.Value, diag.Diagnostics) {
				return v.(*attachments).ToListValue(ctx)
			},
			func(ctx context.Context, v attr.Value) (attr.Value, diag.Diagnostics) {
				return lists.ValueFromList(ctx, v.(types.List))
			},
			map[string]tftypes.Value{"known": list(20), "empty": list(0)},
		},
		"map of records": {
			maps,
			types.MapType{ElemType: objectType(resultAttributes())},
			func(ctx context.Context, v attr.Value) (attr.Value, diag.Diagnostics) {
				return v.(*records).ToMapValue(ctx)
			},
			func(ctx context.Context, v attr.Value) (attr.Value, diag.Diagnostics) {
				return maps.ValueFromMap(ctx, v.(types.Map))
			},
			map[string]tftypes.Value{"known": reading.result(), "empty": newRecordsReading("Deals", nil, nil).result()},
		},
	}
}

// TestRawTypes holds that a type whose values are raw is the framework's own to whoever asks the framework for one.
func TestRawTypes(t *testing.T) {
	t.Parallel()
	for name, typ := range rawTypes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := typ.TerraformType(t.Context())
			typ.values["null"] = tftypes.NewValue(own, nil)
			typ.values["unknown"] = tftypes.NewValue(own, tftypes.UnknownValue)
			for name, value := range typ.values {
				typ.test(t, name, value)
			}
			if none, err := typ.ValueFromTerraform(t.Context(), tftypes.Value{}); err != nil || !none.IsNull() {
				t.Errorf("of no value comes %s, %v", none, err)
			}
			for _, wrong := range []tftypes.Type{tftypes.String, tftypes.List{ElementType: tftypes.String}, tftypes.Map{ElementType: tftypes.String}} {
				if made, err := typ.ValueFromTerraform(t.Context(), tftypes.NewValue(wrong, nil)); err == nil {
					t.Errorf("%s is taken: %s", wrong, made)
				}
			}
			if !typ.Equal(typ.Type) || typ.Equal(typ.own) || typ.own.Equal(typ.Type) {
				t.Error("the type equals the framework's own, or not itself")
			}
			if empty := typ.ValueType(t.Context()); !empty.Type(t.Context()).Equal(typ.Type) {
				t.Errorf("the type of its values is %s", empty.Type(t.Context()))
			}
		})
	}
}

func (typ rawType) test(t *testing.T, name string, value tftypes.Value) {
	t.Helper()
	made, err := typ.ValueFromTerraform(t.Context(), value)
	if err != nil {
		t.Fatal(err)
	}
	if made.IsNull() != (name == "null") || made.IsUnknown() != (name == "unknown") || !made.Type(t.Context()).Equal(typ.Type) || made.String() != value.String() {
		t.Errorf("%s: null %t, unknown %t, type %s, %s", name, made.IsNull(), made.IsUnknown(), made.Type(t.Context()), made)
	}
	if back, err := made.ToTerraformValue(t.Context()); err != nil || !back.Equal(value) {
		t.Errorf("%s: back comes %s, %v", name, back, err)
	}
	own, diags := typ.toOwn(t.Context(), made)
	want, err := typ.own.ValueFromTerraform(t.Context(), value)
	if diags.HasError() || err != nil || !own.Equal(want) {
		t.Errorf("%s: the framework's own is %s, %v, %v", name, own, diags, err)
	}
	again, diags := typ.fromOwn(t.Context(), own)
	if diags.HasError() || !again.Equal(made) || !made.Equal(again) {
		t.Errorf("%s: of the framework's own comes %s, %v", name, again, diags)
	}
	for other, value := range typ.values {
		if second, err := typ.ValueFromTerraform(t.Context(), value); err != nil || made.Equal(second) != (name == other) {
			t.Errorf("%s equals %s: %t, %v", name, other, made.Equal(second), err)
		}
	}
	if made.Equal(own) {
		t.Errorf("%s equals a value of another type", name)
	}
}
