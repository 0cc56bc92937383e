package main

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// found are the records of a module that COQL finds.
type found struct {
	module  string
	records coql.Records
	own     []record // those that bring attachments of their own
	madeUp  bool
}

// defaultDeals is the number of deals that are made up where no flag names records.
const defaultDeals = 20

// defaultRecords are those deals and the accounts that they belong to.
func defaultRecords(now time.Time) []found {
	return []found{
		{module: "Deals", records: madeUpRecords("Deals", defaultDeals, now), madeUp: true},
		{module: "Accounts", records: madeUpRecords("Accounts", 5, now), madeUp: true},
	}
}

// madeUpRecords are n records of a module. Deals close one a day, the newest today, and after 90 days so again: the last week
// of which a recipe asks has some, whenever that is.
func madeUpRecords(module string, n int, now time.Time) coql.Records {
	var options []coql.Option
	if module == "Deals" {
		options = append(options, coql.Value("Closing_Date", func(i int) string {
			return strconv.Quote(now.UTC().AddDate(0, 0, -((n - 1 - i) % 90)).Format(time.DateOnly))
		}))
	}
	return coql.MadeUp(module, n, options...)
}

// attachmentsKey is where a record of the user's own may have its attachments. No field of Zoho's that COQL knows is called so.
const attachmentsKey = "Attachments"

// parseRecords reads MODULE=FILE or MODULE=N. The file is a JSON list of records, as Zoho would send them with all fields;
// each may have its attachments under [attachmentsKey]. N records are made up.
func parseRecords(text string, now time.Time) (found, error) {
	module, source, ok := strings.Cut(text, "=")
	if !ok || !catalog.ValidModule(module) || source == "" {
		return found{}, usage.Errorf("-records %s: want a module and a file, as in Deals=deals.json, or a number, as in Deals=5000", text)
	}
	f := found{module: module}
	if n, err := strconv.Atoi(source); err == nil {
		if n < 0 || n > maxRecords {
			return found{}, usage.Errorf("-records %s: want 0 to %d records", text, maxRecords)
		}
		f.records, f.madeUp = madeUpRecords(module, n, now), true
		return f, nil
	}
	content, err := os.ReadFile(source)
	if err != nil {
		return found{}, usage.Errorf("-records %s: %v", text, err)
	}
	var objects []map[string]json.RawMessage
	if err := json.Unmarshal(content, &objects); err != nil {
		return found{}, usage.Errorf("-records %s: %s is not a JSON list of objects: %v", text, source, err)
	}
	encodedRows := make([]string, len(objects))
	for i, object := range objects {
		attachments, has := object[attachmentsKey]
		delete(object, attachmentsKey)
		encoded, err := json.Marshal(object)
		if err != nil {
			return found{}, usage.Errorf("-records %s: record %d of %s: %v", text, i+1, source, err)
		}
		encodedRows[i] = string(encoded)
		if has {
			r, err := parseAttachments("-records "+text, record{module: module, id: strings.Trim(string(object["id"]), `"`)},
				"record "+strconv.Itoa(i+1)+" of "+source, attachments)
			if err != nil {
				return found{}, err
			}
			f.own = append(f.own, r)
		}
	}
	if f.records, err = coql.Of(encodedRows...); err != nil {
		return found{}, usage.Errorf("-records %s: in %s %v", text, source, err)
	}
	return f, nil
}

// maxRecords bounds what is made up, by what the provider may find.
const maxRecords = 100_000

func (f found) options() []zohocrmtest.MockOption {
	options := []zohocrmtest.MockOption{zohocrmtest.WithRecords(f.module, f.records)}
	if f.madeUp {
		options = append(options, zohocrmtest.WithAttachments(f.module, rows.Mixed()))
	}
	for _, r := range f.own {
		options = append(options, r.option())
	}
	return options
}
