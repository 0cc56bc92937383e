package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"time"
)

// rawObject is a JSON object with its values as they stand in the bytes.
type rawObject map[string]json.RawMessage

// The types that the SDKs' metadata has for attachments, paging and errors. Any other is an object of its own.
const (
	typeText     = "String"
	typeLong     = "Long"
	typeInteger  = "Integer"
	typeBoolean  = "Boolean"
	typeDateTime = "DateTime"
	typeMap      = "Map"
	typeChoice   = "utils/util/choice"
)

// compareObject compares all that the getters of an object gave with the bytes that they were made of: no getter gives what
// the bytes do not hold, none keeps back what they do, and no key is without a getter.
func compareObject(c *check, place, prefix string, got object, raw rawObject) {
	for _, key := range slices.Sorted(maps.Keys(got)) {
		compareValue(c, place, prefix+key, got[key], raw[key])
	}
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		if _, known := got[key]; !known {
			c.agree(false, prefix+key, "%s: the bytes hold %s, which the SDK has no getter for", place, raw[key])
		}
	}
}

func compareValue(c *check, place, where string, got told, raw json.RawMessage) {
	if isNull(raw) || got.isNull() {
		c.agree(isNull(raw) && got.isNull(), where, "%s: the SDK gives %s, the bytes hold %s", place, shown(got.Value), shown(raw))
		return
	}
	switch got.Type {
	case typeText, typeChoice, typeLong, typeInteger, typeBoolean, typeDateTime:
		c.agree(sameScalar(got, raw), where, "%s: the SDK gives %s as %s, the bytes hold %s", place, shown(got.Value), got.Type, shown(raw))
	case typeMap:
		compareMap(c, place, where, got, raw)
	default:
		var nested object
		var inBytes rawObject
		if json.Unmarshal(got.Value, &nested) != nil || json.Unmarshal(raw, &inBytes) != nil {
			c.agree(false, where, "%s: the SDK gives %s as %s, the bytes hold %s", place, shown(got.Value), got.Type, shown(raw))
			return
		}
		compareObject(c, place, where+".", nested, inBytes)
	}
}

var (
	digits = regexp.MustCompile(`^[0-9]+$`)
	number = regexp.MustCompile(`^-?[0-9]+$`)
)

// sameScalar tells whether the bytes hold the value that a getter gave, in the JSON type that Zoho documents for it.
func sameScalar(got told, raw json.RawMessage) bool {
	var text string
	isText := json.Unmarshal(raw, &text) == nil
	switch got.Type {
	case typeText, typeChoice:
		return isText && text == got.text()
	case typeLong: // an id: digits in quotes, since JavaScript could not hold it
		return isText && digits.MatchString(text) && text == got.text()
	case typeDateTime:
		inBytes, err := time.Parse(time.RFC3339, text)
		given, errGiven := time.Parse(time.RFC3339, got.text())
		return isText && err == nil && errGiven == nil && inBytes.Equal(given)
	case typeInteger:
		return !isText && number.Match(raw) && string(raw) == string(got.Value)
	default:
		return (string(raw) == "true" || string(raw) == "false") && string(raw) == string(got.Value)
	}
}

// compareMap compares what has no getters of its own, such as an error's details.
func compareMap(c *check, place, where string, got told, raw json.RawMessage) {
	var given, inBytes map[string]any
	if json.Unmarshal(got.Value, &given) != nil || json.Unmarshal(raw, &inBytes) != nil {
		c.agree(false, where, "%s: the SDK gives %s, the bytes hold %s", place, shown(got.Value), shown(raw))
		return
	}
	c.values++ // an empty one is a value too
	keys := slices.AppendSeq(slices.Collect(maps.Keys(given)), maps.Keys(inBytes))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		c.agree(reflect.DeepEqual(given[key], inBytes[key]), where+"."+key,
			"%s: the SDK gives %v, the bytes hold %v", place, orNothing(given[key]), orNothing(inBytes[key]))
	}
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// shown is a value as a message quotes it.
func shown(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "nothing"
	}
	var compact bytes.Buffer
	if json.Compact(&compact, raw) != nil {
		return fmt.Sprintf("%q", raw)
	}
	if text := compact.String(); len(text) <= 120 {
		return text
	}
	return compact.String()[:120] + "..."
}

func orNothing(value any) any {
	if value == nil {
		return "nothing"
	}
	return value
}
