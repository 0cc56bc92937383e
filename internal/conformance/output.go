package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// additionalFields is the attribute that holds, as JSON, the keys that have no attribute of their own.
const additionalFields = "additional_fields"

// compareOutput compares what an SDK's getters gave of all rows with what the provider puts into an output. The provider
// sorts by id, so rows are found by theirs.
func compareOutput(c *check, rows []object, attachments []map[string]any) {
	c.agree(len(rows) == len(attachments), "number of attachments", "the SDK gives %d, the output holds %d", len(rows), len(attachments))
	byID := make(map[any]map[string]any, len(attachments))
	for _, attachment := range attachments {
		byID[attachment["id"]] = attachment
	}
	for _, row := range rows {
		id := row["id"].text()
		attachment, ok := byID[id]
		if !ok {
			c.agree(false, "id", "the output has no attachment %s", id)
			continue
		}
		compareAttachment(c, row, attachment)
	}
}

func compareAttachment(c *check, row object, attachment map[string]any) {
	place := "attachment " + row["id"].text()
	additional, _ := attachment[additionalFields].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(row)) {
		got, name := row[key], attributeName(key)
		if held, ok := attachment[name]; ok {
			compareAttribute(c, place, key, got, held)
			continue
		}
		held := additional[key]
		c.agree(held == nil && got.isNull() || held == string(got.Value), key,
			"%s: the SDK gives %s, %s holds %v", place, shown(got.Value), additionalFields, orNothing(held))
	}
	for _, key := range slices.Sorted(maps.Keys(additional)) {
		if _, known := row[key]; !known {
			held := additional[key]
			c.agree(false, key, "%s: %s holds %v, which the SDK has no getter for", place, additionalFields, held)
		}
	}
}

// attributeName is the attribute for a key of Zoho's, by the rule that the documentation gives.
func attributeName(key string) string {
	return strings.ToLower(strings.TrimPrefix(key, "$"))
}

func compareAttribute(c *check, place, key string, got told, held any) {
	if object, ok := held.(map[string]any); ok {
		compareNested(c, place, key, got, object)
		return
	}
	c.agree(got.isNull() && held == nil || !got.isNull() && held != nil && sameAttribute(got, held), key,
		"%s: the SDK gives %s as %s, the output holds %v", place, shown(got.Value), got.Type, orNothing(held))
}

func compareNested(c *check, place, key string, got told, held map[string]any) {
	var nested object
	if got.isNull() || json.Unmarshal(got.Value, &nested) != nil {
		c.agree(false, key, "%s: the SDK gives %s as %s, the output holds %v", place, shown(got.Value), got.Type, held)
		return
	}
	for _, member := range slices.Sorted(maps.Keys(nested)) {
		value := nested[member]
		attribute, ok := held[attributeName(member)]
		if !ok {
			c.agree(value.isNull(), key+"."+member, "%s: the output has no such attribute", place)
			continue
		}
		compareAttribute(c, place, key+"."+member, value, attribute)
	}
}

// sameAttribute compares a getter's value with an attribute: a time with its text, and a size, a text to the SDKs, with a
// number.
func sameAttribute(got told, held any) bool {
	switch held := held.(type) {
	case string:
		if got.Type == typeDateTime {
			given, errGiven := time.Parse(time.RFC3339, got.text())
			output, errHeld := time.Parse(time.RFC3339, held)
			return errGiven == nil && errHeld == nil && given.Equal(output)
		}
		return held == got.text()
	case int64:
		return strconv.FormatInt(held, 10) == got.text()
	case bool:
		return fmt.Sprint(held) == string(got.Value)
	default:
		return false
	}
}

// compareDiagnostic asks that the provider reports the error that the SDK read, in one error that quotes Zoho's code and
// message and the status.
func compareDiagnostic(c *check, r reply, errors []string) {
	c.agree(len(errors) == 1, "number of errors", "the provider reports %d errors: %q", len(errors), errors)
	if len(errors) != 1 {
		return
	}
	quoted := r.Error["code"].text()
	if message := r.Error["message"]; !message.isNull() && message.text() != "" {
		quoted += ": " + strings.TrimSuffix(message.text(), ".")
	}
	c.agree(strings.Contains(errors[0], quoted), "code and message", "the provider does not quote %q: %s", quoted, errors[0])
	status := fmt.Sprintf("(HTTP %d)", r.Status)
	c.agree(strings.Contains(errors[0], status), "HTTP status", "the provider does not say %q: %s", status, errors[0])
}
