package zohocrmtest_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// A page token holds a slash and an equals sign, and no character that Zoho's
// own SDK breaks; by an option those too.
func TestMockPageTokenCharacters(t *testing.T) {
	t.Parallel()
	list := zohocrmtest.WithRecord("Deals", record, rows.Attachments(2_000))
	for name, tc := range map[string]struct {
		options      []zohocrmtest.MockOption
		holds, lacks string
	}{
		"as Zoho's": {[]zohocrmtest.MockOption{list}, "/=", "+&%"},
		"escaped":   {[]zohocrmtest.MockOption{list, zohocrmtest.WithEscapedPageTokens()}, "/=+&%", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, tc.options...)
			var extra []string
			for range 9 {
				token := decodePage(t, do(t, m.URL(), attachmentsURI("Deals", record, "id", extra...)).body).token()
				for _, c := range tc.holds {
					if !strings.ContainsRune(token, c) {
						t.Errorf("the token %q holds no %c", token, c)
					}
				}
				if strings.ContainsAny(token, tc.lacks) {
					t.Errorf("the token %q holds one of %s", token, tc.lacks)
				}
				extra = []string{"page_token", token}
			}
		})
	}
}

func TestMockPageTokens(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithEscapedPageTokens(),
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(450)),
		zohocrmtest.WithRecord("Deals", "2", rows.Attachments(450)),
	)
	first := decodePage(t, do(t, m.URL(), attachmentsURI("Deals", record, "Size,id", "per_page", "200")).body)
	token := first.token()
	with := func(record, fields string, extra ...string) string {
		return attachmentsURI("Deals", record, fields, append(extra, "page_token", token)...)
	}
	for name, uri := range map[string]string{
		"other fields":        with(record, "id", "per_page", "200"),
		"the fields reversed": with(record, "id,Size", "per_page", "200"),
		"another per_page":    with(record, "Size,id", "per_page", "199"),
		"no per_page":         with(record, "Size,id"),
		"a parameter more":    with(record, "Size,id", "per_page", "200", "sort_by", "id"),
		"another record":      with("2", "Size,id", "per_page", "200"),
		"a token cut short":   attachmentsURI("Deals", record, "Size,id", "per_page", "200", "page_token", token[:len(token)-1]),
		"a plus read as blank": attachmentsURI("Deals", record, "Size,id", "per_page", "200", "page_token",
			strings.ReplaceAll(token, "+", " ")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := do(t, m.URL(), uri)
			if code := errorCode(t, got.body); got.status != 400 || code != "TOKEN_BOUND_DATA_MISMATCH" {
				t.Errorf("got %d %s", got.status, code)
			}
		})
	}
	t.Run("from page 1 by number", func(t *testing.T) {
		t.Parallel()
		first := decodePage(t, do(t, m.URL(), attachmentsURI("Deals", record, "Size,id", "per_page", "200", "page", "1")).body)
		got := do(t, m.URL(), attachmentsURI("Deals", record, "Size,id", "per_page", "200", "page_token", first.token()))
		if got.status != http.StatusOK {
			t.Errorf("got %d %s", got.status, got.body)
		}
	})
	t.Run("there and back", func(t *testing.T) {
		t.Parallel()
		second := decodePage(t, do(t, m.URL(), with(record, "Size,id", "per_page", "200")).body)
		previous, _ := second.Info["previous_page_token"].(string)
		back := decodePage(t, do(t, m.URL(), attachmentsURI("Deals", record, "Size,id", "per_page", "200", "page_token", previous)).body)
		if !slices.Equal(back.ids(), first.ids()) || slices.Equal(second.ids(), first.ids()) {
			t.Error("previous_page_token does not lead back to page 1")
		}
	})
}
