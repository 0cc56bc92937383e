package scrub_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// replaced is what becomes of the texts of a list.
func replaced(t *testing.T, key string, texts ...string) []string {
	t.Helper()
	body, err := json.Marshal(map[string][]string{key: texts})
	if err != nil {
		t.Fatal(err)
	}
	i := asked("fields=id", 200, nil, string(body))
	mustScrub(t, i)
	var got map[string][]string
	if err := json.Unmarshal([]byte(i.Response.Body), &got); err != nil {
		t.Fatal(err)
	}
	for _, list := range got {
		return list
	}
	return nil
}

// Every time moves by the same span, in the form it came in.
func TestTimes(t *testing.T) {
	t.Parallel()
	got := replaced(t, "Created_Time",
		"2023-03-01T00:00:00Z", "2023-03-01T05:30:00+05:30", "2023-03-01T00:00:00-00:00", "2023-02-28T23:59:59.250+00:00",
		"2024-02-29T12:00:00-11:00", "2023-07-01T00:00:00+01:00")
	if want := []string{
		"2022-04-20T09:15:43Z", "2022-04-20T14:45:43+05:30", "2022-04-20T09:15:43-00:00", "2022-04-20T09:15:42.250+00:00",
		"2023-04-20T21:15:43-11:00", "2022-08-20T09:15:43+01:00",
	}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// The time of a page token, which tells when it was recorded, moves for itself.
	i := asked("fields=id", 200, nil, `{"data":[{"Created_Time":"2026-11-23T01:02:03Z"}],"info":{"page_token_expiry":"2026-11-24T01:02:03Z"}}`)
	mustScrub(t, i)
	if want := "{\"data\":[\n{\"Created_Time\":\"2022-04-20T09:15:42Z\"}\n],\"info\":{\"page_token_expiry\":\"2099-12-31T18:29:59Z\"}}"; i.Response.Body != want {
		t.Errorf("got  %s\nwant %s", i.Response.Body, want)
	}
}

// Two times stay two, where the one moves to where the other does.
func TestTimesThatMeet(t *testing.T) {
	t.Parallel()
	i := asked("fields=id", 200, nil, `{"Created_Time":["2000-01-01T00:00:00Z","2077-09-12T09:14:17Z"],"page_token_expiry":"2026-11-24T01:02:03Z"}`)
	mustScrub(t, i)
	if want := `{"Created_Time":["2022-04-20T09:15:42Z","2099-12-31T18:29:59Z"],"page_token_expiry":"Text 1"}`; i.Response.Body != want {
		t.Errorf("got  %s\nwant %s", i.Response.Body, want)
	}
}

// What only looks like a time is a text like others.
func TestNoTimes(t *testing.T) {
	t.Parallel()
	got := replaced(t, "Created_Time", "2023-02-30T00:00:00Z", "2023-03-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2023-03-01T00:00:00,5Z")
	if want := []string{"Text 1", "Text 2", "Text 3", "Text 4", "Text 5"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Digits keep their number, the zeros in front and their order, and stay ids of 64 bits where they were.
func TestDigits(t *testing.T) {
	t.Parallel()
	in := []string{
		"4876876000001021001", "4876876000001021002", "4876876000001021010", "9223372036854775807", "1000000000000000000",
		"0042", "0043", "42", "007", "12345678901234567890", strings.Repeat("9", 60), "1", "2", "3", "4", "5", "6", "7", "8", "9",
	}
	got := replaced(t, "id", in...)
	zeros := func(s string) int { return len(s) - len(strings.TrimLeft(s, "0")) }
	for i, text := range in {
		if len(got[i]) != len(text) || zeros(got[i]) != zeros(text) || len(text) > 4 && slices.Contains(in, got[i]) {
			t.Errorf("%s becomes %s", text, got[i])
		}
		for j, other := range in[:i] {
			if len(other) == len(text) && strings.Compare(text, other) != strings.Compare(got[i], got[j]) {
				t.Errorf("%s and %s become %s and %s", other, text, got[j], got[i])
			}
		}
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			if _, err := strconv.ParseInt(got[i], 10, 64); err != nil {
				t.Errorf("%s becomes %s: %v", text, got[i], err)
			}
		}
	}
	if got := replaced(t, "Size", "0", "000"); !slices.Equal(got, []string{"0", "000"}) {
		t.Errorf("zeros become %q", got)
	}
}

// Where there is no room for others the digits stay among themselves.
func TestDigitsWithoutRoom(t *testing.T) {
	t.Parallel()
	in := make([]string, 90)
	for i := range in {
		in[i] = strconv.Itoa(10 + i)
	}
	if got := replaced(t, "Size", in...); !slices.Equal(got, in) {
		t.Errorf("got %q", got)
	}
}

// Numbers keep their form; the same digits become the same, number or text.
func TestNumbers(t *testing.T) {
	t.Parallel()
	const (
		in   = `{"score":[0,-0,0.0,7,-7,"7",12.50,-1250,0.05,1e5,1E+05,-1.5e-10,15e5551234567,12345678901234567890]}`
		want = `{"Field_1":[0,-0,0.0,8,-8,"8",92.37,-9237,0.01,4e5,4E+05,-6.3e-10,85e4849153940,13243625329821141655]}`
	)
	i := asked("fields=id", 200, nil, in)
	mustScrub(t, i)
	if got := i.Response.Body; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Texts by the key they stand at and by their look.
func TestTexts(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		key      string
		in, want []string
	}{
		"names":          {"name", []string{"Patricia", "Tom", "Patricia", "Name 1", "Name 2"}, []string{"Name 3", "Name 4", "Name 3", "Name 5", "Name 6"}},
		"files":          {"File_Name", []string{"a.pdf", "b.tar.GZ", "c", "d.acme", "e. Tom Ford", ".", "f.éü"}, []string{"File 1.pdf", "File 2.GZ", "File 3", "File 4.xxxx", "File 5", "File 6", "File 7"}},
		"files anywhere": {"Acme", []string{"offer.docx", "offer.acme"}, []string{"File 1.docx", "Text 1"}},
		"e-mail":         {"Acme", []string{"tom@acme.example", "tom@acme"}, []string{"user1@example.com", "Text 1"}},
		"links":          {"$link_url", []string{"http://acme.example", "ftp://acme.example", "acme.example"}, []string{"http://www.example.com/1", "https://www.example.com/2", "www.example.com/3"}},
		"modules":        {"$se_module", []string{"Leads", "Acme_Things", "Documents"}, []string{"Leads", "CustomModule1", "Documents"}},
		"words of Zoho":  {"$type", []string{"File", "Link URL", "Attachment", "Tom", ""}, []string{"File", "Link URL", "Attachment", "Text 1", ""}},
		"file ids":       {"$file_id", []string{"ab-CD_12/é ", "---", "x"}, []string{"vb-AX_47/q ", "Text 1", "q"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := replaced(t, tc.key, tc.in...); !slices.Equal(got, tc.want) {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

// Where all texts of a form are taken there are others.
func TestMoreTokensThanOfTheirForm(t *testing.T) {
	t.Parallel()
	in := []string{"a"}
	for c := 'a'; c <= 'z'; c++ {
		in = append(in, string(c))
	}
	got := replaced(t, "$file_id", in...)
	seen := map[string]bool{}
	for i, text := range got[1:] {
		if seen[text] || text == in[i+1] {
			t.Errorf("%s becomes %s", in[i+1], text)
		}
		seen[text] = true
	}
	if got[0] != got[1] || len(seen) != 26 {
		t.Errorf("got %q", got)
	}
}
