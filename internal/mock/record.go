package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// record is a record with attachments of the user's own.
type record struct {
	module, id string
	rows       []string // JSON objects
}

// parseRecord reads MODULE/ID=FILE. The file is a JSON list of attachments, as Zoho would send them with all fields.
func parseRecord(text string) (record, error) {
	name, file, ok := strings.Cut(text, "=")
	module, id, slash := strings.Cut(name, "/")
	if !ok || !slash || !catalog.ValidModule(module) || !catalog.ValidRecordID(id) {
		return record{}, usage.Errorf("-record %s: want a record and a file, as in Deals/4876876000000376008=attachments.json", text)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return record{}, usage.Errorf("-record %s: %v", text, err)
	}
	return parseAttachments("-record "+text, record{module: module, id: id}, file, content)
}

// parseAttachments reads the attachments of a record, a JSON list; the flag and the place are for the error.
func parseAttachments(flag string, r record, place string, content []byte) (record, error) {
	var objects []map[string]json.RawMessage
	if err := json.Unmarshal(content, &objects); err != nil {
		return record{}, usage.Errorf("%s: %s is not a JSON list of objects: %v", flag, place, err)
	}
	var rows []json.RawMessage
	if err := json.Unmarshal(content, &rows); err != nil {
		return record{}, usage.Errorf("%s: %v", flag, err)
	}
	for i, row := range rows {
		if objects[i]["id"] == nil {
			return record{}, usage.Errorf("%s: attachment %d of %s has no id, which Zoho always gives", flag, i+1, place)
		}
		r.rows = append(r.rows, string(row))
	}
	return r, nil
}

func (r record) option() zohocrmtest.MockOption {
	return zohocrmtest.WithRecord(r.module, r.id, rows.Projected(r.rows...))
}

// sample is the record of Zoho's documented sample, with its attachments; any of their fields can be asked for.
func sample() record {
	recordings, err := cassettes.Embedded()
	if err != nil {
		panic(err) // they are part of the program
	}
	i := slices.IndexFunc(recordings, func(r cassettes.Recording) bool { return r.Name == cassettes.AllFields })
	var page struct{ Data []json.RawMessage }
	if err := json.Unmarshal([]byte(recordings[i].Walk[0].Response.Body), &page); err != nil {
		panic(err)
	}
	r := record{module: recordings[i].Scenario.Module, id: recordings[i].Scenario.RecordID}
	for _, row := range page.Data {
		r.rows = append(r.rows, string(row))
	}
	return r
}

func sampleRecord() string { return sample().module + "/" + sample().id }
