package coql

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// kind is what a column holds, as far as conditions go.
type kind int

const (
	anything kind = iota // nothing is known of it
	text                 // picklists too
	bigint
	decimal
	boolean
	date
	datetime
	lookup // an object with an id
	list   // several values: a multi-select picklist
)

// dataType is what Zoho calls a kind, where a value does not fit it.
var dataType = map[kind]string{
	text: "text", bigint: "bigint", decimal: "double", boolean: "boolean", date: "date", datetime: "datetime", lookup: "bigint",
	list: "text",
}

var (
	datePattern = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	// Fractions of a second are refused, and so is Z, which works for some and not for others.
	datetimePattern = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$`)
)

// kindOf is the kind of a column by one of its values, raw JSON.
func kindOf(raw string) kind {
	switch raw[0] {
	case '"':
		switch s := unquoted(raw); {
		case datePattern.MatchString(s):
			return date
		case datetimePattern.MatchString(s):
			return datetime
		}
		return text
	case '{':
		return lookup
	case '[':
		return list
	case 't', 'f':
		return boolean
	case 'n':
		return anything
	}
	return decimal
}

// of is the kind of a column that holds values of two kinds.
func (k kind) of(other kind) kind {
	switch {
	case k == anything || k == other:
		return other
	case other == anything:
		return k
	}
	return text
}

func unquoted(raw string) string {
	if !strings.Contains(raw, `\`) {
		return strings.Trim(raw, `"`)
	}
	var s string
	_ = json.Unmarshal([]byte(raw), &s) // it is valid JSON
	return s
}

// words are the texts in a list, as COQL compares them: joined by semicolons.
func words(raw string) string {
	var list []any
	if json.Unmarshal([]byte(raw), &list) != nil {
		return unquoted(raw)
	}
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i], _ = v.(string)
	}
	return strings.Join(texts, ";")
}

// member is the raw JSON at a key of a JSON object, "" where there is none.
func member(raw, key string) string {
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(raw), &object) != nil {
		return ""
	}
	return string(object[key])
}

func float(s string) (float64, bool) {
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// standard are the fields that Zoho documents of every module, and of some, with their kinds. A query for another column of
// these modules is an error unless a record holds it.
func standard(module string) (columns map[string]kind, known bool) {
	columns = map[string]kind{}
	lists, known := standardFields[module]
	for _, fields := range append([]string{everywhere}, lists) {
		for field := range strings.FieldsSeq(fields) {
			name, what, _ := strings.Cut(field, ":")
			columns[name] = map[string]kind{
				"": text, "id": bigint, "number": decimal, "bool": boolean, "date": date, "time": datetime, "lookup": lookup, "list": list,
			}[what]
		}
	}
	return columns, known
}

const everywhere = "id:id Owner:lookup Created_By:lookup Modified_By:lookup Created_Time:time Modified_Time:time " +
	"Last_Activity_Time:time Tag:list Currency Exchange_Rate:number Description"

var standardFields = map[string]string{
	"Deals": "Deal_Name Stage Pipeline Amount:number Closing_Date:date Account_Name:lookup Contact_Name:lookup Type Lead_Source " +
		"Next_Step Probability:number Expected_Revenue:number Campaign_Source:lookup Reason_For_Loss__s",
	"Leads": "Last_Name First_Name Full_Name Salutation Company Email Secondary_Email Phone Mobile Fax Website Designation Lead_Source " +
		"Lead_Status Industry Annual_Revenue:number No_of_Employees:number Rating Email_Opt_Out:bool Converted__s:bool " +
		"Street City State Zip_Code Country",
	"Contacts": "Last_Name First_Name Full_Name Salutation Account_Name:lookup Vendor_Name:lookup Email Secondary_Email Phone Mobile " +
		"Home_Phone Other_Phone Fax Title Department Date_of_Birth:date Lead_Source Reporting_To:lookup Email_Opt_Out:bool " +
		"Mailing_Street Mailing_City Mailing_State Mailing_Zip Mailing_Country",
	"Accounts": "Account_Name Account_Number Account_Site Account_Type Parent_Account:lookup Website Phone Fax Industry Ownership Rating " +
		"Annual_Revenue:number Employees:number SIC_Code Ticker_Symbol " +
		"Billing_Street Billing_City Billing_State Billing_Code Billing_Country",
}
