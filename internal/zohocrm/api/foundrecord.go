package api

import (
	"math/big"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// FoundRecord is a record that a query found.
type FoundRecord struct {
	ID string // 1 to 20 decimal digits

	// Values holds those of the query's fields that the response holds, by their names; nil is null. A text is as Zoho
	// sends it, a boolean "true" or "false", a number in decimal without needless zeros or exponent, and an object or a list
	// compact JSON with sorted keys.
	Values map[string]*string
}

// Record decodes a row of a query: the id, written as a text or as a number, and the fields asked for, whose names are
// sorted. Keys that were not asked for are left out.
func (r Row) Record(fields []string) (FoundRecord, error) {
	record := FoundRecord{Values: make(map[string]*string, len(fields))}
	var id string
	members(string(r), func(key, value string) {
		if key == "id" {
			if id = value; value[0] == '"' {
				id = unquote(value)
			}
		}
		if i, asked := slices.BinarySearch(fields, key); asked {
			record.Values[fields[i]] = valueText(value) // not the key, which is a part of the page
		}
	})
	if !catalog.ValidRecordID(id) {
		return FoundRecord{}, malformed("a row has no id of 1 to 20 digits")
	}
	record.ID = strings.Clone(id) // or the walk would hold the page
	return record, nil
}

// valueText returns the text that a JSON value becomes; nil where that is null.
func valueText(value string) *string {
	switch value[0] {
	case 'n':
		return nil
	case '"':
		value = unquote(value)
	case '{', '[':
		value = sanitize.CompactJSON(value)
	case 't', 'f':
	default:
		value = numberText(value)
	}
	return &value
}

const (
	// numberBits is the precision in which Terraform holds a number.
	numberBits = 512

	// numberDigits is how many decimal digits of a number that precision always keeps.
	numberDigits = 150

	// maxExponent is the largest exponent, positive or negative, of a number that is written without one: written out, a
	// longer one would be a text out of all proportion to the few bytes that it came in.
	maxExponent = 400
)

// numberText writes a JSON number as Terraform does, in decimal: 1.50 is 1.5, and 1e3 is 1000. A number that is too long
// for that stays as it is.
func numberText(number string) string {
	if i := strings.IndexAny(number, "eE"); i >= 0 {
		if exponent, err := strconv.Atoi(number[i+1:]); err != nil || exponent < -maxExponent || exponent > maxExponent || i > numberDigits {
			return number
		}
		float, _, err := big.ParseFloat(number, 10, numberBits, big.ToNearestEven)
		if err != nil {
			return number
		}
		return float.Text('f', -1)
	}
	if strings.Contains(number, ".") && len(number) <= numberDigits {
		number = strings.TrimSuffix(strings.TrimRight(number, "0"), ".")
	}
	return number
}

func malformed(reason string) error {
	return &ResponseError{Defect: Malformed, Status: http.StatusOK, Reason: reason}
}
