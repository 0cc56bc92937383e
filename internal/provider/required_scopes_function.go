package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// requiredScopesFunction returns the scopes to request when credentials are created.
type requiredScopesFunction struct{}

func newRequiredScopesFunction() function.Function { return requiredScopesFunction{} }

func (requiredScopesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "required_scopes"
}

func (requiredScopesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "OAuth scopes required to read the attachments of a module's records",
		MarkdownDescription: "Returns all OAuth scopes required to read the attachments of a module's records, " +
			"as entered when generating the code of a self client. " +
			"The function sends no request and requires no credentials, so it works in `terraform console` before you have any. " +
			"A module that is not one of Zoho's standard modules is treated as a custom module; all custom modules share one scope. " +
			"A tab of the web app that is no module, such as `Activities`, is an error; `Meetings` are `Events`.",
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
	if _, isTab := zohocrm.WebTab(module); isTab || !zohocrm.ValidModule(module) {
		resp.Error = function.NewArgumentFuncError(0, badModuleArgument(module))
		return
	}
	resp.Error = resp.Result.Set(ctx, zohocrm.RequiredScopes(module))
}
