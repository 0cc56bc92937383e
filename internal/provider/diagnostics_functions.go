package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Problems of function arguments. Terraform puts them after "Invalid value for ... parameter:" and adds a full stop.

func badRecordURL(err error) string {
	why := "it is not a URL"
	var part string
	urlErr, _ := errors.AsType[*catalog.RecordURLError](err)
	if urlErr != nil {
		part = quoted(urlErr.Part)
	}
	switch {
	case urlErr == nil:
	case urlErr.Problem == catalog.RecordURLScheme:
		why = fmt.Sprintf("the address begins with %s, not with https", part)
	case urlErr.Problem == catalog.RecordURLAuthority:
		why = "the address has a user name or a port, which addresses of Zoho CRM never have"
	case urlErr.Problem == catalog.RecordURLHost:
		why = fmt.Sprintf("%s is not a host of the Zoho CRM web app. The hosts are %s; "+
			"crm becomes crmsandbox for sandboxes, one for Zoho One, and crmplus for CRM Plus", part, webHosts())
	case urlErr.Problem == catalog.RecordURLPath:
		why = "the address is not that of a record"
	case urlErr.Problem == catalog.RecordURLTab:
		why = fmt.Sprintf("the tab %s is not a module", part)
	case urlErr.Problem == catalog.RecordURLSubModule:
		modules, _ := catalog.WebTab(urlErr.Part)
		why = fmt.Sprintf("the tab %s shows %s, and the address does not say which; ?sub_module=%s would, for example",
			part, listed("and", modules...), modules[0])
	case urlErr.Problem == catalog.RecordURLID:
		why = fmt.Sprintf("the address has %s where the record id should be, which is 1 to 20 digits", part)
	}
	return why + ". Open the record in the browser and copy its address, " +
		"which looks like https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008"
}

// webHosts lists the hosts of the web app.
func webHosts() string {
	var hosts []string
	for _, dc := range catalog.DataCenters() {
		hosts = append(hosts, strings.TrimPrefix(dc.WebURL, "https://"))
	}
	return strings.Join(hosts, ", ")
}

// argumentText is a problem as the error of a function's argument, to which Terraform adds the full stop.
func argumentText(p *problem) string {
	return strings.TrimSuffix(p.why+" "+p.advice, ".")
}

func badSourceArgument(name string) string {
	return fmt.Sprintf("%s is not a data source of this provider. The data sources are %s", quoted(name), sourceList(`"`))
}

// badLiteral says why a value has no form in COQL.
func badLiteral(why literalProblem) string {
	switch why {
	case literalNull:
		return `null cannot be a value in a condition. Write "is null" or "is not null" in the condition instead`
	case literalEmptyList:
		return "an empty list cannot be a value in a condition. With in, no record would meet it: omit the whole block, with count = 0. " +
			"With not in, every record would: omit the condition"
	case literalNestedList:
		return "a list inside a list cannot be a value in a condition. Use the function flatten"
	case literalInfinite:
		return "an infinite number cannot be a value in a condition"
	default:
		return "this cannot be a value in a condition. A string, number or boolean can, and a list, tuple or set of these"
	}
}
