package faults

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// ScopeMismatch responds with 401 OAUTH_SCOPE_MISMATCH.
func ScopeMismatch() Kind {
	return responding("scope-mismatch", wire.ScopeMismatch(http.StatusUnauthorized))
}

// EmptyList responds with 200, no rows and no more of them, in place of 204.
func EmptyList() Kind {
	return responding("empty-list", wire.Response{
		Status: http.StatusOK, Body: `{"data":[],"info":{"count":0,"more_records":false}}`,
	})
}

// PromisesMore promises more rows than there are, or says rightly that there are.
func PromisesMore() Kind {
	return altering("promises-more", func(p *page, _ *http.Request) { p.Info["more_records"] = json.RawMessage("true") })
}

// ShortPage leaves the second half of a page's rows out and promises more. A walk by key finds them by its next query; one by
// page token loses them.
func ShortPage() Kind {
	return altering("short-page", func(p *page, _ *http.Request) {
		if n := len(p.Data); n > 1 {
			p.rows(p.Data[:(n+1)/2])
			p.Info["more_records"] = json.RawMessage("true")
		}
	})
}

// DuplicateRow repeats the last row of a page.
func DuplicateRow() Kind {
	return altering("duplicate-row", func(p *page, _ *http.Request) {
		if n := len(p.Data); n > 0 {
			p.rows(append(p.Data, p.Data[n-1]))
		}
	})
}

// ReversedRows turns the order of a page's rows round.
func ReversedRows() Kind {
	return altering("reversed-rows", func(p *page, _ *http.Request) { slices.Reverse(p.Data) })
}

// RowWithoutID takes the id off the last row of a page.
func RowWithoutID() Kind {
	return altering("row-without-id", func(p *page, _ *http.Request) {
		if n := len(p.Data); n > 0 {
			p.Data[n-1] = alteredRow(p.Data[n-1], func(row map[string]json.RawMessage) { delete(row, "id") })
		}
	})
}

// NumericIDs writes the id of each row as a number, in place of a string of digits.
func NumericIDs() Kind {
	return eachRow("numeric-ids", func(row map[string]json.RawMessage) {
		var id string
		if json.Unmarshal(row["id"], &id) == nil && id != "" {
			row["id"] = json.RawMessage(id)
		}
	})
}

// ExtraKeys gives each row keys that nobody asked for.
func ExtraKeys() Kind {
	return eachRow("extra-keys", func(row map[string]json.RawMessage) {
		row["$approved"] = json.RawMessage("true")
		row["Extra_Key"] = json.RawMessage(`{"list":[1,null]}`)
	})
}

// MissingKeys takes all keys but id off each row.
func MissingKeys() Kind {
	return eachRow("missing-keys", func(row map[string]json.RawMessage) {
		for key := range row {
			if key != "id" {
				delete(row, key)
			}
		}
	})
}

func eachRow(name string, alter func(map[string]json.RawMessage)) Kind {
	return altering(name, func(p *page, _ *http.Request) {
		for i, row := range p.Data {
			p.Data[i] = alteredRow(row, alter)
		}
	})
}

// alteredRow is a row after a change. One that is no object stays as it is.
func alteredRow(raw json.RawMessage, alter func(map[string]json.RawMessage)) json.RawMessage {
	var row map[string]json.RawMessage
	if json.Unmarshal(raw, &row) != nil || row == nil {
		return raw
	}
	alter(row)
	return json.RawMessage(wire.Encode(row))
}
