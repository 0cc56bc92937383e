package main

import (
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// since is the first closing date that the audit looks at.
const since = "2026-01-01"

// deals are what the audit is of: three were won since then, and one of those has no signed contract. Of the other two, one
// was won before and one is not won.
func deals() ([]zohocrmtest.MockOption, error) {
	records, err := coql.Of(
		`{"id":"4876876000000376008","Deal_Name":"Fleet renewal","Stage":"Closed Won","Closing_Date":"2026-02-10",`+
			`"Owner":{"name":"Boyle","id":"4876876000000327001"},"Account_Name":{"name":"Zylker","id":"4876876000000333001"}}`,
		`{"id":"4876876000000376009","Deal_Name":"Depot extension","Stage":"Closed Won","Closing_Date":"2026-01-28",`+
			`"Owner":{"name":"Okafor","id":"4876876000000327002"},"Account_Name":{"name":"O'Neil & Sons","id":"4876876000000333002"}}`,
		`{"id":"4876876000000376010","Deal_Name":"Spare parts","Stage":"Closed Won","Closing_Date":"2026-03-02",`+
			`"Owner":{"name":"Boyle","id":"4876876000000327001"},"Account_Name":{"name":"Zylker","id":"4876876000000333001"}}`,
		`{"id":"4876876000000376011","Deal_Name":"Workshop","Stage":"Negotiation/Review","Closing_Date":"2026-04-01"}`,
		`{"id":"4876876000000376007","Deal_Name":"Fleet","Stage":"Closed Won","Closing_Date":"2025-02-11"}`,
	)
	if err != nil {
		return nil, err
	}
	options := []zohocrmtest.MockOption{zohocrmtest.WithRecords("Deals", records)}
	for id, files := range map[string][]string{
		"4876876000000376008": {`{"id":"4876876000001033007","File_Name":"Fleet renewal-signed.pdf"}`},
		"4876876000000376009": {
			`{"id":"4876876000001033009","File_Name":"Depot, offer 2.pdf"}`, `{"id":"4876876000001033008","File_Name":"Depot, offer.pdf"}`,
		},
		"4876876000000376010": {`{"id":"4876876000001033010","File_Name":"Spare parts-signed.pdf"}`},
	} {
		options = append(options, zohocrmtest.WithRecord("Deals", id, rows.Projected(files...)))
	}
	return options, nil
}
