package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// unknownObject is what a deferred read returns, as where the framework defers one: nothing of the object is known.
func unknownObject(ctx context.Context, schema interface{ Type() attr.Type }) tftypes.Value {
	return tftypes.NewValue(schema.Type().TerraformType(ctx), tftypes.UnknownValue)
}
