package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// faithful reads as an SDK without faults would, of the keys that it knows.
type faithful struct {
	target
	change func(listing) listing // what it sends in place of what it is given
	types  map[string]string     // of an attachment's keys
}

var (
	rowTypes = map[string]string{
		"id": typeLong, "File_Name": typeText, "Size": typeText, "Created_Time": typeDateTime, "$editable": typeBoolean,
	}
	infoTypes = map[string]string{
		"per_page": typeInteger, "page": typeInteger, "count": typeInteger, "more_records": typeBoolean,
		"next_page_token": typeText, "previous_page_token": typeText, "page_token_expiry": typeDateTime,
	}
	errorTypes = map[string]string{"code": typeChoice, "message": typeText, "status": typeChoice, "details": typeMap}
)

func (f faithful) list(l listing) (reply, error) {
	if f.change != nil {
		l = f.change(l)
	}
	page, err := f.fetch(context.Background(), l)
	if err != nil || len(page.body) == 0 {
		return reply{Status: page.status}, err
	}
	var body struct {
		Code string
		Data []rawObject
		Info rawObject
	}
	r := reply{Status: page.status}
	if err := json.Unmarshal(page.body, &body); err != nil {
		return r, err
	}
	if body.Code != "" {
		var raw rawObject
		err := json.Unmarshal(page.body, &raw)
		r.Error = read(raw, errorTypes)
		return r, err
	}
	for _, row := range body.Data {
		r.Data = append(r.Data, read(row, f.types))
	}
	r.Info = read(body.Info, infoTypes)
	return r, nil
}

func read(raw rawObject, types map[string]string) object {
	o := object{}
	for key, typ := range types {
		o[key] = told{typ, raw[key]}
	}
	return o
}

// walkOver walks, and returns the places of the differences by aspect.
func walkOver(t *testing.T, f faithful, params map[string]string) (walked, map[string][]string, walkChecks) {
	t.Helper()
	c := walkChecks{new(check), new(check), new(check), new(check)}
	w, err := walk(t.Context(), f, f.target, listing{"Leads", recordID, params}, c)
	if err != nil {
		t.Fatal(err)
	}
	places := map[string][]string{}
	for aspect, check := range map[string]*check{"request": c.request, "attachments": c.attachments, "info": c.info, "error": c.err} {
		if check.differences != nil {
			places[aspect] = wheres(check)
		}
	}
	return w, places, c
}

func started(t *testing.T, options ...zohocrmtest.MockOption) faithful {
	t.Helper()
	mock := zohocrmtest.StartMock(t, options...)
	return faithful{target: target{mock.URL(), zohocrmtest.Token, mock}, types: rowTypes}
}

func asked() map[string]string {
	return map[string]string{"fields": "id,File_Name,Size,Created_Time,$editable", "per_page": "200"}
}

// A walk goes from page to page as the getters lead, by token or by number, and compares every value of every page.
func TestWalk(t *testing.T) {
	for name, test := range map[string]struct {
		size         int
		options      []zohocrmtest.MockOption
		values, info int
	}{
		"nothing":   {0, nil, 3, 0},
		"one":       {1, nil, 8, 7},
		"by token":  {450, nil, 3*3 + 450*5, 21},
		"by number": {450, []zohocrmtest.MockOption{zohocrmtest.WithoutTokens()}, 3*3 + 450*5, 21},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := started(t, append(test.options, zohocrmtest.WithRecord("Leads", recordID, rows.Attachments(test.size)))...)
			w, places, c := walkOver(t, f, asked())
			if len(places) > 0 || len(w.rows) != test.size || c.attachments.values != test.values || c.info.values != test.info {
				t.Errorf("%d rows, %d and %d values compared, differences %q", len(w.rows), c.attachments.values, c.info.values, places)
			}
		})
	}
}

// What an SDK sends wrongly, keeps back or does not know shows at its place.
func TestWalkDiffers(t *testing.T) {
	record := zohocrmtest.WithRecord("Leads", recordID, rows.Attachments(201))
	garbled := func(l listing) listing {
		if token := l.Params["page_token"]; token != "" {
			l.Params = map[string]string{"fields": l.Params["fields"], "per_page": "200", "page_token": strings.ToUpper(token)}
		}
		return l
	}
	t.Run("a token garbled", func(t *testing.T) {
		f := started(t, record)
		f.change = garbled
		_, places, _ := walkOver(t, f, asked())
		if !slices.Contains(places["request"], "page_token") || !slices.Equal(places["error"], []string{"error"}) {
			t.Errorf("differences %q, want them at the token and at what comes of it", places)
		}
	})
	t.Run("a parameter more", func(t *testing.T) {
		f := started(t, record)
		f.change = func(l listing) listing {
			l.Params = map[string]string{"fields": l.Params["fields"], "per_page": "200", "sort_by": "id"}
			return l
		}
		if _, places, _ := walkOver(t, f, asked()); !slices.Contains(places["request"], "further parameter") {
			t.Errorf("differences %q, want one at the parameter more", places)
		}
	})
	t.Run("a key unknown", func(t *testing.T) {
		f := started(t, record)
		f.types = map[string]string{"id": typeLong}
		_, places, c := walkOver(t, f, asked())
		if want := []string{"$editable", "Created_Time", "File_Name", "Size"}; !slices.Equal(places["attachments"], want) {
			t.Errorf("differences %q, want %q", places, want)
		}
		if d := c.attachments.differences[0]; d.count != 201 {
			t.Errorf("%d times, want 201", d.count)
		}
	})
	t.Run("a field kept back", func(t *testing.T) {
		withoutSize := rows.EachRow(func(_ int, r *rows.Row) { r.Delete("Size") })
		f := started(t, zohocrmtest.WithRecord("Leads", recordID, rows.Attachments(2, withoutSize)))
		if _, places, _ := walkOver(t, f, asked()); !slices.Equal(places["attachments"], []string{"Size"}) {
			t.Errorf("differences %q, want them at Size", places)
		}
	})
	t.Run("an error", func(t *testing.T) {
		f := started(t, zohocrmtest.WithModules("Leads"))
		w, places, c := walkOver(t, f, asked())
		if len(places) > 0 || c.err.values == 0 || w.last.Error["code"].text() != "INVALID_DATA" {
			t.Errorf("%d values compared, differences %q", c.err.values, places)
		}
	})
	t.Run("an exception", func(t *testing.T) {
		c := walkChecks{new(check), new(check), new(check), new(check)}
		comparePage(c, "page 1", reply{Thrown: &exception{Code: "X", Message: "y", Cause: "z"}}, plainPage{200, []byte(`{}`)})
		if got := wheres(c.err); !slices.Equal(got, []string{"exception"}) || !strings.Contains(c.err.differences[0].said, "X: y (z)") {
			t.Errorf("differences %+v", c.err.differences)
		}
	})
}

// A walk that is led in a circle ends.
func TestWalkWithoutEnd(t *testing.T) {
	mock := zohocrmtest.StartMock(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"data":[],"info":{"more_records":true,"next_page_token":"same"}}`))
	}))
	defer server.Close()
	f := faithful{target: target{server.URL, zohocrmtest.Token, mock}, types: rowTypes}
	if _, places, _ := walkOver(t, f, asked()); !slices.Contains(places["request"], "number of pages") {
		t.Errorf("differences %q, want one at the number of pages", places)
	}
}

// The provider's side of a comparison is what a read gives, or its errors.
func TestReadByProvider(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Leads", recordID, rows.Attachments(201, rows.LinkEvery(2))))
	environment := map[string]string{"ZOHOCRM_API_DOMAIN": mock.URL(), "ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token, "ZOHOCRM_MAX_RETRIES": "0"}
	o, err := readByProvider(t.Context(), environment, "Leads", recordID, []string{"id", "Size", "Owner", "$editable"})
	if err != nil || len(o.errors) > 0 || len(o.attachments) != 201 {
		t.Fatalf("%d attachments, %q, %v", len(o.attachments), o.errors, err)
	}
	newest := o.attachments[0]
	owner, _ := newest["owner"].(map[string]any)
	if newest["id"] != rows.AttachmentID(200) || newest["size"] != int64(0) || newest["file_name"] != nil || owner["name"] == nil {
		t.Errorf("the newest is %v", newest)
	}
	if _, ok := newest["editable"].(bool); !ok {
		t.Errorf("editable is %v", newest["editable"])
	}
	o, err = readByProvider(t.Context(), environment, "Leads", "1", []string{"id"})
	if err != nil || len(o.errors) != 1 || !strings.Contains(o.errors[0], "INVALID_DATA") {
		t.Errorf("got %q, %v; want Zoho's error", o.errors, err)
	}
	o, err = readByProvider(t.Context(), map[string]string{}, "Leads", "1", []string{"id"})
	if err != nil || len(o.errors) == 0 {
		t.Errorf("got %q, %v; want an error of the configuration", o.errors, err)
	}
}

// The query reaches the server as it was meant, whatever it holds.
func TestFetch(t *testing.T) {
	f := started(t)
	if _, err := f.fetch(t.Context(), listing{"Leads", "1", map[string]string{"fields": "$a,b", "page_token": "a+b/c=&%"}}); err != nil {
		t.Fatal(err)
	}
	arrived := f.log.Requests()
	u, err := url.Parse(arrived[0].URI)
	if err != nil || u.Query().Get("page_token") != "a+b/c=&%" || u.Query().Get("fields") != "$a,b" || !arrived[0].TokenAccepted {
		t.Errorf("%+v arrived", arrived[0])
	}
}
