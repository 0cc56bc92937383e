package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// parseRecordURLFunction turns an address that a user copies from the browser into the inputs of a read.
type parseRecordURLFunction struct{}

func newParseRecordURLFunction() function.Function { return parseRecordURLFunction{} }

// recordURL is the function's result.
type recordURL struct {
	APIDomain string `tfsdk:"api_domain"`
	Module    string `tfsdk:"module"`
	RecordID  string `tfsdk:"record_id"`
}

func (parseRecordURLFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_record_url"
}

func (parseRecordURLFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "API domain, module and id of a record, from its URL in the web app",
		MarkdownDescription: "Splits the URL that the browser shows for an open record of Zoho CRM into `api_domain`, `module` and " +
			"`record_id`, as the provider and `zohocrm_record_attachments` take them. " +
			"The function sends no request and requires no credentials, so it cannot tell whether the record exists.\n\n" +
			"It accepts URLs of the web app in every data centre that the provider knows, including sandboxes, Zoho One and CRM Plus " +
			"(`…/cxapp/crm/org20061/tab/…`), and the older form `EntityInfo.do?module=…&id=…`. The organisation (`/org20061`) is " +
			"optional; anything after the record id is ignored, as is surrounding white space. " +
			"Where the web app and the API use different names for a module, the API name is returned: `Deals` for the tab `Potentials`, " +
			"`Events` for `Meetings`, `Price_Books` for `PriceBooks`, `Sales_Orders` for `SalesOrders`, `Purchase_Orders` for `PurchaseOrders`. " +
			"The tab `Activities` is not a module: with `?sub_module=Tasks` it is `Tasks`. " +
			"Other tabs are returned unchanged, those of custom modules included: for a tab `CustomModule7` the API name may differ. " +
			"Zoho CRM shows it under Setup > Developer Hub > APIs & SDKs > API Names.",
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "url",
			MarkdownDescription: "URL of the record, such as `https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008`.",
		}},
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"api_domain": types.StringType, "module": types.StringType, "record_id": types.StringType,
		}},
	}
}

func (parseRecordURLFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var url string
	if resp.Error = req.Arguments.Get(ctx, &url); resp.Error != nil {
		return
	}
	parsed, err := catalog.ParseRecordURL(url)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, badRecordURL(err))
		return
	}
	resp.Error = resp.Result.Set(ctx, recordURL(parsed))
}
