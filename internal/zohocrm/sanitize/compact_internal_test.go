package sanitize

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
)

// compactPlainly is [CompactJSON] by encoding/json alone: simpler, and of many times the memory.
func compactPlainly(tb testing.TB, value string) string {
	tb.Helper()
	decoder := json.NewDecoder(strings.NewReader(value))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(decoded); err != nil {
		tb.Fatal(err)
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func wantCompact(tb testing.TB, value string) {
	tb.Helper()
	if got, want := CompactJSON(strings.Trim(value, " \t\r\n")), compactPlainly(tb, value); got != want {
		tb.Errorf("%s\ngot  %s\nwant %s", value, got, want)
	}
}

var oddValues = []string{
	`1`, ` -0.50e+10 `, `null`, `true`, `""`, `[]`, `{}`, `[ ]`, "{\n}", `[1 ,2]`, "\t[\r[\n] ,{ } ]", `{"a" : 1 , "b" : [ ] }`,
	`{"b":1,"a":2}`, `{"a":1,"a":2}`, `{"a":1,"b":2,"a":3}`, `{"b":{"d":1,"c":2},"a":[{"z":1,"y":2}]}`, `{"":0,"":1,"a":2,"":3}`,
	`{"\u0062":1,"a":2,"b":3}`, `{"\"":1,"!":2,"#":3}`, `{"\\":1,"[":2,"]":3}`, `{"\n":1,"\u0000":2," ":3,"\t":4}`,
	`{"\u2028":1,"\u2027":2,"\u202a":3,"\ud83d\ude00":4,"\uffff":5}`, `{"ab":1,"a":2,"a\n":3,"a\u0001":4,"":5}`,
	`"\/\b\f\n\r\t\u0000\u001f\u007f\"\\"`, `"<>&\u003c"`, `"\ud800"`, `"\ud800\ud800\udc00"`, `"\udc00\ud800"`, `"\ud83d\u0041"`, `"\ud83dA"`,
	"\"\u2028\u2029\"", "\"\xff\"", "\"\xc3\x28\"", "\"\xed\xa0\x80\"", "{\"\xff\":1,\"\xfe\":2,\"\ufffd\":3}", `"\uD83D\uDE00é"`,
	`["\\\"","\\"]`,
}

func TestCompactAsEncodingJSON(t *testing.T) {
	t.Parallel()
	for _, value := range oddValues {
		wantCompact(t, value)
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 2_000 {
		wantCompact(t, randomValue(random, 4))
	}
}

// randomValue makes a value up, of odd ones in objects and lists, so that keys come twice and out of order.
func randomValue(random *rand.Rand, depth int) string {
	if depth == 0 || random.IntN(4) == 0 {
		return oddValues[random.IntN(len(oddValues))]
	}
	keys := []string{`"a"`, `"b"`, `"\u0061"`, `""`, `"é\n"`, `"\ud83d"`, `"a b"`}
	isObject := random.IntN(2) == 0
	values := make([]string, random.IntN(8))
	for i := range values {
		if isObject {
			values[i] = keys[random.IntN(len(keys))] + " :"
		}
		values[i] += randomValue(random, depth-1)
	}
	if isObject {
		return "{" + strings.Join(values, " ,") + "}"
	}
	return "[ " + strings.Join(values, ",") + "]"
}

func FuzzCompact(f *testing.F) {
	for _, value := range oddValues {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if json.Valid([]byte(value)) {
			wantCompact(t, value)
		}
	})
}
