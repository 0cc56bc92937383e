package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// Problems of functions' arguments. Terraform puts them after "Invalid value for ... parameter:" and adds a full stop.

func badRecordURL(err error) string {
	why := "this is no URL"
	var part string
	refused, _ := errors.AsType[*zohocrm.RecordURLError](err)
	if refused != nil {
		part = quoted(refused.Part)
	}
	switch {
	case refused == nil:
	case refused.Problem == zohocrm.RecordURLScheme:
		why = fmt.Sprintf("the address begins with %s, not with https", part)
	case refused.Problem == zohocrm.RecordURLAuthority:
		why = "the address has a user name or a port, as none of Zoho CRM's has"
	case refused.Problem == zohocrm.RecordURLHost:
		why = fmt.Sprintf("%s is no host of Zoho CRM's web app, which are %s and, for sandboxes, the same with crmsandbox for crm", part, webHosts())
	case refused.Problem == zohocrm.RecordURLPath:
		why = "the address shows no record"
	case refused.Problem == zohocrm.RecordURLTab:
		why = fmt.Sprintf("the tab %s is no module", part)
	case refused.Problem == zohocrm.RecordURLID:
		why = fmt.Sprintf("%s stands where the id of a record belongs, 1 to 20 digits", part)
	}
	return why + ". Open the record in the browser and copy the address that stands there then; its form is https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008"
}

// webHosts lists the hosts of the web app.
func webHosts() string {
	var hosts []string
	for _, dc := range zohocrm.DataCenters() {
		hosts = append(hosts, strings.TrimPrefix(dc.WebURL, "https://"))
	}
	return strings.Join(hosts, ", ")
}

func badModuleArgument(name string) string {
	p := badModule(name)
	return strings.TrimSuffix(p.why+" "+p.advice, ".")
}
