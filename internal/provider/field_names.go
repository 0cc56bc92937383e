package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// isFieldName reports whether a name can be the API name of a field.
func isFieldName(name types.String) bool {
	text := name.ValueString()
	_, isMeant := meantField(text)
	return !name.IsNull() && catalog.ValidField(text) && !isMeant && !isAttributeOnly(text)
}

// meantField returns the API name of the field that is meant by the name of an attribute, or by an API name in another case:
// Zoho knows neither, and every value would be null.
func meantField(name string) (apiName string, ok bool) {
	for _, c := range columns() {
		if name == c.key {
			return "", false
		}
	}
	for _, c := range columns() {
		if name == c.name() || strings.EqualFold(name, c.key) {
			return c.key, true
		}
	}
	return "", false
}

// isAttributeOnly reports whether a name is that of an attribute which holds no field of its own.
func isAttributeOnly(name string) bool {
	return name == additionalFields || name == attachmentsName
}
