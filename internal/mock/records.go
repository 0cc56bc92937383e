package main

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
)

// found are the records of a module that COQL finds.
type found struct {
	module  string
	records coql.Records
	own     []record // those that bring attachments of their own
}

// attachmentsKey is where a record of the user's own may have its attachments. No field of Zoho's that COQL knows is called so.
const attachmentsKey = "Attachments"

// parseRecords reads MODULE=FILE or MODULE=N. The file is a JSON list of records, as Zoho would answer them with all fields;
// each may have its attachments under [attachmentsKey]. N records are made up.
func parseRecords(text string) (found, error) {
	module, source, ok := strings.Cut(text, "=")
	if !ok || !catalog.ValidModule(module) || source == "" {
		return found{}, usage.Errorf("-records %s: want a module and a file, as in Deals=deals.json, or a number, as in Deals=5000", text)
	}
	f := found{module: module}
	if n, err := strconv.Atoi(source); err == nil {
		if n < 0 || n > maxRecords {
			return found{}, usage.Errorf("-records %s: want 0 to %d records", text, maxRecords)
		}
		f.records = coql.MadeUp(module, n)
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
	rows := make([]string, len(objects))
	for i, object := range objects {
		attachments, has := object[attachmentsKey]
		delete(object, attachmentsKey)
		encoded, err := json.Marshal(object)
		if err != nil {
			return found{}, usage.Errorf("-records %s: record %d of %s: %v", text, i+1, source, err)
		}
		rows[i] = string(encoded)
		if has {
			r, err := parseAttachments("-records "+text, record{module: module, id: strings.Trim(string(object["id"]), `"`)},
				"record "+strconv.Itoa(i+1)+" of "+source, attachments)
			if err != nil {
				return found{}, err
			}
			f.own = append(f.own, r)
		}
	}
	if f.records, err = coql.Of(rows...); err != nil {
		return found{}, usage.Errorf("-records %s: in %s %v", text, source, err)
	}
	return f, nil
}

// maxRecords bounds what is made up, by what the provider may find.
const maxRecords = 100_000

func (f found) options() []zohocrmtest.MockOption {
	options := []zohocrmtest.MockOption{zohocrmtest.WithRecords(f.module, f.records)}
	for _, r := range f.own {
		options = append(options, r.option())
	}
	return options
}
