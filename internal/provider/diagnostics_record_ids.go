package provider

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// notInList is the index of an id that stands in record_id, and not in record_ids.
const notInList = -1

// badRecordID is an id that is none, with its index in record_ids: the list may be an expression, whose elements Terraform
// does not show.
func badRecordID(id string, index int) *problem {
	p := &problem{
		summary: summaryMalformedRecordID,
		why:     fmt.Sprintf("%s is not a record id, which is 1 to 20 digits.", quoted(id)),
		advice:  "The id is the last part of the record's address in the web app, such as 4876876000000376008.",
	}
	each := func(expression string) string { return expression }
	if index != notInList {
		p.why = fmt.Sprintf("record_ids[%d] is %s, which is not a record id: 1 to 20 digits.", index, quoted(id))
		each = func(expression string) string { return "[for id in ... : " + expression + "]" }
	}
	const exported = "zcrm_"
	digits, isExported := strings.CutPrefix(id, exported)
	switch {
	case isExported && catalog.ValidRecordID(digits):
		p.advice = "Zoho CRM's exports write ids with the prefix " + exported + ". Remove it: " + each(`trimprefix(id, "`+exported+`")`) + "."
	case isAddress(id):
		p.advice = recordURLAdvice("record_id")
	case catalog.ValidRecordID(strings.TrimSpace(id)):
		p.advice = "Remove the white space: " + each("trimspace(id)") + "."
	case isRounded(id):
		p.advice = "A spreadsheet or a number has rounded the id. Export it as text, and write it in quotes: the lost digits " +
			"cannot be recovered."
	}
	return p
}

func nullRecordID(index int) *problem {
	return &problem{
		summary: summaryMalformedRecordID,
		why:     fmt.Sprintf("record_ids[%d] is null.", index),
		advice:  "Leave it out: record_ids = [for id in ... : id if id != null].",
	}
}

// isRounded reports whether an id is a number with an exponent or a fraction, such as 4.87688E+18.
func isRounded(id string) bool {
	_, err := strconv.ParseFloat(id, 64)
	return err == nil && strings.ContainsAny(id, ".eE") && strings.Trim(id, "0123456789.+-eE") == ""
}

// isAddress reports whether a text was copied from the browser's address bar.
func isAddress(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return strings.Contains(text, "://") || strings.HasPrefix(text, "crm.zoho")
}

// recordURLAdvice tells how to take a part of a record's address.
func recordURLAdvice(part string) string {
	return fmt.Sprintf(
		"This is an address. Use provider::zohocrm::parse_record_url(\"https://...\").%s (requires Terraform 1.8 or OpenTofu 1.7).", part,
	)
}
