package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// requiredScopesFunction returns the scopes to request when credentials are created.
type requiredScopesFunction struct{}

func newRequiredScopesFunction() function.Function { return requiredScopesFunction{} }

func (requiredScopesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "required_scopes"
}

func (requiredScopesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "OAuth scopes required to find a module's records or to read their attachments",
		MarkdownDescription: "Returns the OAuth scopes that the given data sources or ephemeral resources require for a module, or that " +
			"reading its attachments requires if none is given. They are in the form in which Zoho's API console takes them for a self client. " +
			"Each scope is returned once. A field of another module, which `zohocrm_records` reaches through a lookup, " +
			"requires that module's scope as well. " +
			"The function sends no request and requires no credentials, so it works in `terraform console` before you have any. " +
			"A module that is not one of Zoho's standard modules is treated as a custom module; all custom modules share one scope. " +
			"A tab of the web app that is not a module, such as `Activities`, is an error. `Meetings` is taken as `Events`.",
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "module",
			MarkdownDescription: "API name of the module, such as `Deals`, `Price_Books` or the API name of a custom module.",
		}},
		VariadicParameter: function.StringParameter{
			Name: "sources",
			MarkdownDescription: "Types of the data sources or ephemeral resources: " + sourceList("`") +
				". Defaults to those that read attachments.",
		},
		Return: function.ListReturn{ElementType: types.StringType},
	}
}

func (requiredScopesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var module string
	var names []string
	if resp.Error = req.Arguments.Get(ctx, &module, &names); resp.Error != nil {
		return
	}
	if p := checkModule(module); p != nil {
		resp.Error = function.NewArgumentFuncError(0, argumentText(p))
		return
	}
	scopes := []string{}
	for i, name := range names {
		s, ok := sourceNamed(name)
		if !ok {
			resp.Error = function.NewArgumentFuncError(int64(1+i), badSourceArgument(name))
			return
		}
		for _, scope := range s.scopes(module) {
			if !slices.Contains(scopes, scope) {
				scopes = append(scopes, scope)
			}
		}
	}
	if len(names) == 0 {
		scopes = catalog.RequiredScopes(module)
	}
	resp.Error = resp.Result.Set(ctx, scopes)
}

// sourceNamed finds a source by the name of its type.
func sourceNamed(typeName string) (source, bool) {
	for _, s := range sources() {
		if typeName == typePrefix+s.name {
			return s, true
		}
	}
	return source{}, false
}

// sourceList lists the names of the types, each between quotes.
func sourceList(quote string) string {
	var names []string
	for _, s := range sources() {
		names = append(names, quote+typePrefix+s.name+quote)
	}
	return strings.Join(names, ", ")
}
