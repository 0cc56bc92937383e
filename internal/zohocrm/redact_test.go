package zohocrm_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

const secret = "1000.5ec2e7+/=.70ken"

// askWithSecret walks with the secret as the access token, and wants it in no line of the log.
func askWithSecret(t *testing.T, transport http.RoundTripper) error {
	t.Helper()
	client := newClient(t, zohocrm.Config{
		Tokens:    zohocrm.StaticToken(secret),
		Transport: transport,
		Log: func(_ context.Context, message string, fields map[string]any) {
			if line := fmt.Sprint(message, fields); strings.Contains(line, secret) {
				t.Errorf("logged %s", line)
			}
		},
	})
	_, err := collect(t, client, dealRequest)
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("got %v", err)
	}
	return err
}

// A server may send back what it was sent: the token is in no text of an error.
func TestTokenSentBack(t *testing.T) {
	t.Parallel()
	text := `{"code":"SECRET","message":"got SECRET, not SECRET","status":"error",
		"details":{"param_name":"SECRET","permissions":["a","SECRET"],"limit":"SECRET","supported_version":"SECRET",
		"near":"SECRET","clause":"SECRET","column_name":"SECRET","operator":"SECRET","expected_data_type":"SECRET","value":"SECRET"}}`
	// JSON has several ways to write a character.
	written := []string{secret, strings.ReplaceAll(secret, "/", `\/`), strings.ReplaceAll(secret, "+", `\u002B`)}
	header := http.Header{"Retry-After": {secret}, "X-Api-Credits-Remaining": {secret}}
	const hidden = "(redacted)"
	for _, in := range written {
		flat := strings.ReplaceAll(text, "SECRET", in)
		for _, a := range []scriptedResponse{
			{400, header, flat},
			{400, header, `{"data":[` + flat + `]}`},
			{200, header, strings.Replace(flat, `"code":"`+in+`"`, `"code":"`+in+`","data":[]`, 1)},
			{200, header, `{"data":[` + flat + `]}`},
		} {
			err := askWithSecret(t, &script{responses: []scriptedResponse{a}})
			want := api.Error{
				Status: a.status, Code: hidden, Message: "got (redacted), not (redacted)", RetryAfter: hidden, CreditsRemaining: hidden,
				Details: api.Details{
					ParamName: hidden, Permissions: []string{"a", hidden}, Limit: hidden, SupportedVersion: hidden,
					Near: hidden, Clause: hidden, Column: hidden, Operator: hidden, ExpectedType: hidden, Value: hidden,
				},
			}
			if got := errorAt[*api.Error](t, err, 1, 0); show(got) != show(want) {
				t.Errorf("%s\ngot %s", a.body, show(got))
			}
		}
	}
}

// Nor is a part of it, where a long text is cut within the token.
func TestTokenSentBackAtTheEndOfALongText(t *testing.T) {
	t.Parallel()
	for kept := range len(secret) + 1 {
		before := strings.Repeat("x", 499-kept) + " "
		if kept > 5 { // that much is found within a word, too
			before = strings.Repeat("x", 500-kept)
		}
		err := askWithSecret(t, &script{responses: []scriptedResponse{{400, nil, `{"code":"X","message":"` + before + secret + ` and more"}`}}})
		want := before + "(redacted)…"
		if kept == 0 {
			want = before + "…"
		}
		if got := errorAt[*api.Error](t, err, 1, 0).Message; got != want {
			t.Errorf("%d characters before the cut: ...%s", kept, got[len(got)-40:])
		}
	}
}

func TestTokenSentBackInHeaders(t *testing.T) {
	t.Parallel()
	header := http.Header{
		"Retry-After": {secret}, "Content-Type": {"text/" + secret}, "Date": {secret}, "X-Api-Credits-Remaining": {secret},
	}
	err := askWithSecret(t, &script{responses: []scriptedResponse{{503, header, `{"title":"no ` + secret + `"}`}}})
	want := api.ResponseError{
		Defect: api.Malformed, Status: 503, RetryAfter: "(redacted)", ContentType: "text/(redacted)", Date: "(redacted)",
		CreditsRemaining: "(redacted)", Message: "no (redacted)",
	}
	if got := *errorAt[*api.ResponseError](t, err, 1, 0); got != want {
		t.Errorf("got %s", show(got))
	}
}

type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }

func TestTokenInATransportsError(t *testing.T) {
	t.Parallel()
	cause := errors.New("header with " + secret)
	err := askWithSecret(t, failing{cause})
	e := errorAt[*api.ConnectionError](t, err, 1, 0)
	if e.Error() != "zohocrm: www.zohoapis.com: header with (redacted)" || !errors.Is(err, cause) {
		t.Errorf("got %v", e)
	}
	// An error without it stays the same.
	cause = errors.New("reset by peer")
	e = errorAt[*api.ConnectionError](t, askWithSecret(t, failing{cause}), 1, 0)
	if e.Err != cause { //nolint:errorlint // this very error
		t.Errorf("got %v", e)
	}
}

func TestNoTokenToTakeOut(t *testing.T) {
	t.Parallel()
	s := &script{responses: []scriptedResponse{{401, nil, `{"code":"AUTHENTICATION_FAILURE","message":"no"}`}}}
	_, err := collect(t, newClient(t, zohocrm.Config{Tokens: zohocrm.StaticToken(""), Transport: s}), dealRequest)
	if e := errorAt[*api.Error](t, err, 1, 0); e.Code != "AUTHENTICATION_FAILURE" || e.Message != "no" {
		t.Errorf("got %v", e)
	}
}

// A short secret is a part of many words: it is taken out where it is one of its own.
func TestShortSecret(t *testing.T) {
	t.Parallel()
	s := &script{responses: []scriptedResponse{{
		400, nil, `{"code":"INVALID_DATA","message":"val is invalid ` + strings.Repeat("x", 600) + `"}`,
	}}}
	_, err := collect(t, newClient(t, zohocrm.Config{Tokens: zohocrm.StaticToken("val"), Transport: s}), dealRequest)
	e := errorAt[*api.Error](t, err, 1, 0)
	if e.Code != "INVALID_DATA" || !strings.HasPrefix(e.Message, "(redacted) is invalid xxx") || !strings.HasSuffix(e.Message, "x…") {
		t.Errorf("got %s", show(e))
	}
}

// Nor does it come with the rows, in a value or as a key, however JSON writes it. What is like it stays.
func TestTokenSentBackInRows(t *testing.T) {
	t.Parallel()
	escaped := func(in string) string { // each character by its number
		var out strings.Builder
		for _, r := range in {
			fmt.Fprintf(&out, `\u%04X`, r)
		}
		return out.String()
	}
	value := func(a api.Attachment, key string) string {
		value, _ := a.Additional.Get(key)
		return value
	}
	for _, in := range []string{secret, strings.ReplaceAll(secret, "/", `\/`), strings.ReplaceAll(secret, "+", `\u002b`), escaped(secret)} {
		page := strings.ReplaceAll(pageOf(
			`{"id":"1","File_Name":"a SECRET b SECRET.pdf","Owner":{"name":"SECRET","id":"SECRET"},"Size":"SECRET",
				"SECRET":{"SECRET":["SECRET",1]},"$link_url":"https://example.com/?a=SECRET&b=1"}`,
			`{"id":"2","File_Name":"`+secret[:19]+`","$type":"`+strings.ToUpper(secret)+`","x":"\u003c\/p>"}`,
		), "SECRET", in)
		client := newClient(t, zohocrm.Config{Tokens: zohocrm.StaticToken(secret), Transport: scripted(page)})
		list, err := collect(t, client, dealRequest)
		if err != nil || len(list) != 2 {
			t.Fatalf("%d attachments, %v", len(list), err)
		}
		first, second := list[0], list[1]
		if strings.Contains(show(first), secret) || *first.FileName != "a (redacted) b (redacted).pdf" || *first.Owner.Name != "(redacted)" ||
			value(first, "(redacted)") != `{"(redacted)":["(redacted)",1]}` || value(first, "Size") != `"(redacted)"` ||
			*first.LinkURL != "https://example.com/?a=(redacted)&b=1" {
			t.Errorf("%s:\n%s", in, show(first))
		}
		if *second.FileName != secret[:19] || *second.Type != strings.ToUpper(secret) || value(second, "x") != `"</p>"` {
			t.Errorf("%s:\n%s", in, show(second))
		}
	}
	// One that is shorter than any token may be a part of any name, or of JSON itself.
	for _, short := range []string{"t", "id", `"`, `"1"`, `,"`, "1000.a.b"} {
		page := pageOf(`{"id":"1","File_Name":"t id 1000.a.b"}`)
		client := newClient(t, zohocrm.Config{Tokens: zohocrm.StaticToken(short), Transport: scripted(page)})
		if list, err := collect(t, client, dealRequest); err != nil || *list[0].FileName != "t id 1000.a.b" {
			t.Errorf("%s: %s, %v", short, show(list), err)
		}
	}
	// Nor does one that is made like JSON break it.
	like := `x","File_Name":"y`
	client := newClient(t, zohocrm.Config{Tokens: zohocrm.StaticToken(like), Transport: scripted(pageOf(`{"$type":"` + like + `"}`))})
	if list, err := collect(t, client, dealRequest); err != nil || *list[0].Type != "x" || *list[0].FileName != "y" {
		t.Errorf("%s, %v", show(list), err)
	}
}
