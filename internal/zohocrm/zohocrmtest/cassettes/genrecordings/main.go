// Command genrecordings writes the recordings that are too long to write by
// hand, and those of COQL, into the directory named by its argument.
package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "genrecordings:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("want one directory, got %q", args)
	}
	for name, cassette := range recordings() {
		if err := os.WriteFile(filepath.Join(args[0], name), []byte(cassette), 0o644); err != nil { //nolint:gosec // sources are readable
			return err
		}
	}
	return nil
}

// recordings are the cassettes by file name.
func recordings() map[string]string {
	cassettes := map[string]string{
		"three-pages.yaml": cassette(
			"Three pages, read by page token: 200, 200 and 50 files.",
			walk{
				record: "4876876000000391002",
				counts: []int{200, 200, 50},
				tokens: []string{"eyJvZmZzZXQiOjIwMH0xb2Zmc2V0/MjAwPT0=", "eyJvZmZzZXQiOjQwMH0/b2Zmc2V0xNDAwPT0="},
			}),
		"three-pages-by-number.yaml": cassette(
			"Three pages, read by page number, as older responses have it: no token keys.",
			walk{
				record: "4876876000000391003",
				counts: []int{200, 200, 50},
			}),
	}
	for name, q := range queries {
		cassettes[name+".yaml"] = q.cassette(name)
	}
	return cassettes
}

// walk is a record of Deals whose attachments take several pages.
type walk struct {
	record string
	counts []int    // rows of each page
	tokens []string // the token that each page but the last hands out; none for page numbers
}

const comment = `# Title: %s
# Source: Zoho CRM API v8, Get list of Attachments,
# https://www.zoho.com/crm/developer/docs/api/v8/get-attachments.html (Sample
# Response); Zoho CRM API v8, Get Records (paging by page_token and by page).
# Note: written by genrecordings from Zoho's documents, not recorded: keys and
# shapes are the pages', the files are made up.
---
version: 2
interactions:
`

const interaction = `    - id: %d
      request:
        proto: HTTP/1.1
        proto_major: 1
        proto_minor: 1
        content_length: 0
        host: www.zohoapis.com
        url: %s
        method: GET
      response:
        proto: HTTP/1.1
        proto_major: 1
        proto_minor: 1
        content_length: %d
        body: |-
            %s
        headers:
            Content-Length:
                - "%[3]d"
            Content-Type:
                - "application/json;charset=UTF-8"
        status: 200 OK
        code: 200
        duration: 0s
`

func cassette(title string, w walk) string {
	var s strings.Builder
	fmt.Fprintf(&s, comment, title)
	for page := range w.counts {
		body := w.body(page)
		fmt.Fprintf(&s, interaction, page, w.url(page), len(body), strings.ReplaceAll(body, "\n", "\n            "))
	}
	return s.String()
}

func (w walk) url(page int) string {
	query := url.Values{"fields": {"Created_Time,File_Name,Size,id"}, "per_page": {"200"}}
	switch {
	case page == 0:
	case w.tokens != nil:
		query.Set("page_token", w.tokens[page-1])
	default:
		query.Set("page", strconv.Itoa(page+1))
	}
	return "https://www.zohoapis.com/crm/v8/Deals/" + w.record + "/Attachments?" + query.Encode()
}

// body is a page, one row a line, the newest file first.
func (w walk) body(page int) string {
	total, before := 0, 0
	for i, count := range w.counts {
		total += count
		if i < page {
			before += count
		}
	}
	rows := make([]string, w.counts[page])
	for i := range rows {
		n := total - before - i // the newest has the highest number
		rows[i] = fmt.Sprintf(`{"File_Name":"Drawing-%03d.pdf","Created_Time":"2022-04-%02dT%02d:%02d:42+05:30","Size":"%d","id":`+
			`"48768760000010%05d"}`,
			n, 1+n/24, n%24, n%60, 1000+n*977, 21000+n*7)
	}
	return "{\"data\":[\n" + strings.Join(rows, ",\n") + "\n],\"info\":" + w.info(page) + "}"
}

func (w walk) info(page int) string {
	last := page == len(w.counts)-1
	if w.tokens == nil {
		return fmt.Sprintf(`{"per_page":200,"count":%d,"page":%d,"more_records":%t}`, w.counts[page], page+1, !last)
	}
	next, previous := "null", "null"
	if !last {
		next = strconv.Quote(w.tokens[page])
	}
	if page > 0 {
		previous = strconv.Quote("cHJldmlvdXMx" + strconv.Itoa(page) + "/cGFnZQ==")
	}
	return fmt.Sprintf(`{"per_page":200,"next_page_token":%s,"count":%d,"page":1,"previous_page_token":%s,"page_token_expiry":`+
		`"2022-05-21T10:27:41+05:30","more_records":%t}`,
		next, w.counts[page], previous, !last)
}
