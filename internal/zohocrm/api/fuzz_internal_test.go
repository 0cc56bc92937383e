package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// fuzzBodies are the beginnings of both fuzz targets.
var fuzzBodies = []string{
	"", " ", "null", "{", "{}", "[]", "<html>", "\"", "{\"data\":\xff}",
	`{"data":[{"Owner":{"name":"Patricia Boyle","id":"4876876000000327001","email":"patricia.boyle@zohocorp.com"},` +
		`"File_Name":"Image.jpg","Created_Time":"2022-04-21T10:27:41+05:30","Parent_Id":null,"id":"4876876000001021001"}],` +
		`"info":{"per_page":200,"next_page_token":null,"count":1,"page":1,"previous_page_token":null,"page_token_expiry":null,"more_records":` +
		`false}}`,
	`{"data":[{"id":1,"Size":"12 MB","Owner":{"id":1},"$editable":0,"x":{"b":1e400,"a":"<\u2028>"},"y":12345678901234567890.10}]}`,
	`{"data":[{"Size":-0,"$attachment_type":"007"},{"id":"\ud800","":null}],"info":{"more_records":true,"next_page_token":"c8582xx9e7c7"}}`,
	`{"data":[null]}`, `{"data":{}}`, `{"data":[],"info":{"per_page":"200"}}`, `{"data":[{"id":"1"}],"info":{"per_page":1}}`, `{"data":[]}{}`,
	`{"code":"INVALID_DATA","details":{"resource_path_index":1,"limit":50,"permissions":["a",1]},"message":"no","status":"error"}`,
	`{"data":[{"code":"X","details":{"supported_version":2.1},"message":"\u001b[31m\u202e","status":"error"}]}`,
	`{"data":[{"code":5}],"errors":[{"code":"X","details":[]}]}`,
}

// A page decodes or is rejected; where it decodes, no row and no value of one is lost.
func FuzzDecodePage(f *testing.F) {
	for _, body := range fuzzBodies {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		decoded, err := decodePage(t.Context(), http.StatusOK, http.Header{}, body, 200)
		again, errAgain := decodePage(t.Context(), http.StatusOK, http.Header{}, body, 200)
		if !reflect.DeepEqual(decoded, again) || whole(err) != whole(errAgain) {
			t.Fatalf("twice: %v, %v and %v, %v", decoded, err, again, errAgain)
		}
		if err != nil {
			wantHarmless(t, err)
			return
		}
		var members map[string]json.RawMessage
		var rows []json.RawMessage
		if json.Unmarshal(body, &members) != nil || json.Unmarshal(members["data"], &rows) != nil || len(rows) != len(decoded.Rows) {
			t.Fatalf("%d rows, want %d", len(decoded.Rows), len(rows))
		}
		for _, row := range decoded.Rows {
			wantNothingLost(t, row)
		}
	})
}

// wantNothingLost wants every value of a row in its field, or in Additional in a form that stays the same.
func wantNothingLost(t *testing.T, r Row) {
	t.Helper()
	a := r.Attachment()
	if !slices.IsSorted(a.TypeMismatches) {
		t.Errorf("type mismatches %q", a.TypeMismatches)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(r), &members); err != nil {
		t.Fatal(err)
	}
	for key, raw := range members {
		value := string(raw)
		var probe Attachment
		known, fits := false, false
		if !isNull(value) {
			known, fits = probe.set(key, value)
		}
		kept, isKept := a.Additional.Get(key)
		if want := !isNull(value) && !fits; isKept != want || slices.Contains(a.TypeMismatches, key) != (want && known) {
			t.Errorf("%q: %s: kept %t, type mismatches %q", key, value, isKept, a.TypeMismatches)
		}
		if isKept && (!json.Valid([]byte(kept)) || sanitize.CompactJSON(kept) != kept) {
			t.Errorf("%q: %s becomes %s", key, value, kept)
		}
	}
}

func FuzzDecodeError(f *testing.F) {
	for _, body := range fuzzBodies {
		f.Add(400, []byte(body))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		err := decodeError(status, http.Header{}, body)
		if again := decodeError(status, http.Header{}, body); whole(err) != whole(again) {
			t.Fatalf("twice: %v and %v", err, again)
		}
		wantHarmless(t, err)
		if responseErr, ok := errors.AsType[*ResponseError](err); ok {
			want := ResponseError{Defect: NotJSON, Status: status, Message: responseErr.Message}
			switch trimmed := TrimJSON(body); {
			case len(trimmed) == 0:
				want.Defect = Empty
			case json.Valid(trimmed):
				want.Defect = Malformed
			}
			if *responseErr != want || want.Defect != Malformed && want.Message != "" {
				t.Errorf("got %+v", responseErr)
			}
		}
	})
}

// whole writes an error with all its fields.
func whole(err any) string {
	text, failure := json.Marshal(err)
	return fmt.Sprintf("%T: %v: %s, %v", err, err, text, failure)
}

// wantHarmless wants an error in the client's own words, or in Zoho's made fit to print.
func wantHarmless(t *testing.T, err error) {
	t.Helper()
	if responseErr, ok := errors.AsType[*ResponseError](err); ok {
		reasons := []string{
			"", "it is not an object", "it has no data", "its data is not a list of objects",
			"its paging information is not of the documented types",
			"the page is full, and it does not say whether more rows follow", "it says that the page has more rows than it holds",
			"it has more than the 200 rows that were asked for", "it is nested deeper than 100 levels",
			"an object in it has more than 1000 members", "its page token is longer than 4096 bytes",
		}
		wantPrintable(t, responseErr.Message)
		if !slices.Contains(reasons, responseErr.Reason) || responseErr.ContentType != "" || responseErr.RetryAfter != "" {
			t.Errorf("got %+v", responseErr)
		}
		return
	}
	e, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("got %T: %v", err, err)
	}
	d := e.Details
	wantPrintable(t, append(d.Permissions, e.Code, e.Message, d.ParamName, d.Limit, d.SupportedVersion,
		d.Near, d.Clause, d.Column, d.Operator, d.ExpectedType, d.Value)...)
}

func wantPrintable(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !utf8.ValidString(text) || utf8.RuneCountInString(text) > sanitize.MaxText+1 || strings.ContainsFunc(text, func(r rune) bool {
			return unicode.In(r, unicode.Cc, unicode.Cf) || r != ' ' && unicode.IsSpace(r)
		}) {
			t.Errorf("%q is not fit to print", text)
		}
	}
}
