package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// requiredScopesFunction says what to ask for when credentials are made.
type requiredScopesFunction struct{}

func newRequiredScopesFunction() function.Function { return requiredScopesFunction{} }

func (requiredScopesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "required_scopes"
}

func (requiredScopesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "OAuth scopes that reading the attachments of a module's records needs",
		MarkdownDescription: "Returns the OAuth scopes that reading the attachments of a module's records needs, all of them, to be entered where a self client's code is made. " +
			"It makes no request and needs no credentials, so it works in `terraform console` before there are any. " +
			"A module that is not one of Zoho's own is taken for a custom module; all custom modules share one scope.",
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "module",
			MarkdownDescription: "API name of the module, such as `Deals`, `Price_Books` or the API name of a custom module.",
		}},
		Return: function.ListReturn{ElementType: types.StringType},
	}
}

func (requiredScopesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var module string
	if resp.Error = req.Arguments.Get(ctx, &module); resp.Error != nil {
		return
	}
	if !zohocrm.ValidModule(module) {
		resp.Error = function.NewArgumentFuncError(0, badModuleArgument(module))
		return
	}
	resp.Error = resp.Result.Set(ctx, zohocrm.RequiredScopes(module))
}
