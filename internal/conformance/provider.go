package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
)

// outcome is what a read through the provider came to: attachments as they stand in an output, or errors.
type outcome struct {
	attachments []map[string]any // attributes as nil, string, int64, bool or map[string]any
	errors      []string         // summary and detail
}

// readByProvider reads a record's attachments as Terraform does, through the provider's protocol server. The environment
// holds the settings.
func readByProvider(ctx context.Context, environment map[string]string, module, recordID string, fields []string) (o outcome, err error) {
	server := provider.NewServer(provider.New("conformance", provider.WithEnvironment(environment)))()
	configured, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{Config: configuration(nil)})
	if err != nil {
		return o, err
	}
	if o.errors = errorsIn(configured.Diagnostics); len(o.errors) > 0 {
		return o, nil
	}
	const source = "zohocrm_record_attachments"
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return o, err
	}
	read, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{
		TypeName: source,
		Config:   configuration(map[string]any{"module": module, "record_id": recordID, "fields": fields}),
	})
	if err != nil {
		return o, err
	}
	if o.errors = errorsIn(read.Diagnostics); len(o.errors) > 0 {
		return o, nil
	}
	state, err := read.State.Unmarshal(schemas.DataSourceSchemas[source].ValueType())
	if err != nil {
		return o, err
	}
	value, err := plainValue(state)
	if err != nil {
		return o, err
	}
	block, _ := value.(map[string]any)
	list, ok := block["attachments"].([]any)
	if !ok {
		return o, fmt.Errorf("attachments is %v, want a list", block["attachments"])
	}
	for _, item := range list {
		attachment, _ := item.(map[string]any)
		o.attachments = append(o.attachments, attachment)
	}
	return o, nil
}

// configuration is a block; what it does not set is null.
func configuration(block map[string]any) *tfprotov6.DynamicValue {
	if block == nil {
		block = map[string]any{}
	}
	encoded, err := json.Marshal(block)
	if err != nil {
		panic(err) // texts and lists of them
	}
	return &tfprotov6.DynamicValue{JSON: encoded}
}

func errorsIn(diagnostics []*tfprotov6.Diagnostic) (errors []string) {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			errors = append(errors, strings.TrimSpace(d.Summary+"\n"+d.Detail))
		}
	}
	return errors
}

// plainValue makes a Terraform value a Go value: nil, string, int64, bool, []any or map[string]any.
func plainValue(value tftypes.Value) (any, error) {
	if value.IsNull() {
		return nil, nil //nolint:nilnil // null is a value
	}
	switch typ := value.Type(); {
	case typ.Is(tftypes.String):
		var s string
		return s, value.As(&s)
	case typ.Is(tftypes.Bool):
		var b bool
		return b, value.As(&b)
	case typ.Is(tftypes.Number):
		var n big.Float
		err := value.As(&n)
		i, _ := n.Int64()
		return i, err
	case typ.Is(tftypes.List{}), typ.Is(tftypes.Set{}):
		var items []tftypes.Value
		if err := value.As(&items); err != nil {
			return nil, err
		}
		list := make([]any, len(items))
		for i, item := range items {
			var err error
			if list[i], err = plainValue(item); err != nil {
				return nil, err
			}
		}
		return list, nil
	default:
		var members map[string]tftypes.Value
		if err := value.As(&members); err != nil {
			return nil, err
		}
		object := make(map[string]any, len(members))
		for name, member := range members {
			var err error
			if object[name], err = plainValue(member); err != nil {
				return nil, err
			}
		}
		return object, nil
	}
}
