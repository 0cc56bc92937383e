package accounts_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

const record = "4876876000000376008"

// refresh is the form of a refresh call with the credentials that a Server knows; a change is a name and its value.
func refresh(changes ...string) url.Values {
	form := url.Values{
		"grant_type": {"refresh_token"}, "client_id": {accounts.ClientID},
		"client_secret": {accounts.ClientSecret}, "refresh_token": {accounts.RefreshToken},
	}
	for i := 0; i < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return form
}

// organization is the form of a client credentials call, likewise.
func organization(changes ...string) url.Values {
	form := refresh(append([]string{
		"grant_type", "client_credentials", "soid", "ZohoCRM." + accounts.OrganizationID, "scope", "ZohoCRM.modules.READ,ZohoCRM.coql.READ",
	}, changes...)...)
	form.Del("refresh_token")
	return form
}

// requestToken makes a token request.
func requestToken(t *testing.T, base, uri string, form url.Values) (status int, body string) {
	t.Helper()
	return send(t, post(t, base+uri, string(accounts.URLEncoded), strings.NewReader(form.Encode())))
}

func send(t *testing.T, request *http.Request) (status int, body string) {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func accessTokenOf(t *testing.T, body string) string {
	t.Helper()
	var response struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(body), &response); err != nil || response.AccessToken == "" {
		t.Fatalf("no access token in %s", body)
	}
	return response.AccessToken
}

// statusOf is the status of a request with an access token.
func statusOf(t *testing.T, url, accessToken string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+accessToken)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}

// What an accounts server responds, to the letter.
func TestAccounts(t *testing.T) {
	t.Parallel()
	const token = "/oauth/v2/token"
	for name, tc := range map[string]struct {
		server *accounts.Server
		uri    string
		form   url.Values
		status int
		body   string
	}{
		"a token": {
			&accounts.Server{APIDomain: "https://www.zohoapis.eu"}, token, refresh(), 200,
			`{"access_token":"1000.zohocrmtest-access-00000000000000000000000000ac0e55","scope":"ZohoCRM.modules.ALL ZohoCRM.coql.READ",` +
				`"api_domain":"https://www.zohoapis.eu","token_type":"Bearer","expires_in":3600}`,
		},
		"no API domain": {
			&accounts.Server{}, token, refresh(), 200,
			`{"access_token":"1000.zohocrmtest-access-00000000000000000000000000ac0e55","scope":"ZohoCRM.modules.ALL ZohoCRM.coql.READ",` +
				`"token_type":"Bearer","expires_in":3600}`,
		},
		"of one's own": {
			&accounts.Server{ClientID: "id", Success: `{"access_token":"own"}`}, token, refresh("client_id", "id"), 200, `{"access_token":"own"}`,
		},
		"a client":        {&accounts.Server{}, token, refresh("client_id", "id"), 200, `{"error":"invalid_client"}`},
		"a secret":        {&accounts.Server{}, token, refresh("client_secret", "secret"), 200, `{"error":"invalid_client_secret"}`},
		"a refresh token": {&accounts.Server{}, token, refresh("refresh_token", "token"), 200, `{"error":"invalid_code"}`},
		"a grant":         {&accounts.Server{}, token, refresh("grant_type", "password"), 400, `{"error":"invalid_request"}`},
		"a value twice":   {&accounts.Server{}, token + "?client_secret=secret", refresh(), 400, `{"error":"invalid_request"}`},
		"for an organisation": {
			&accounts.Server{APIDomain: "https://www.zohoapis.eu"}, token, organization(), 200,
			`{"access_token":"1000.zohocrmtest-access-00000000000000000000000000ac0e55","scope":"ZohoCRM.modules.READ ZohoCRM.coql.READ",` +
				`"api_domain":"https://www.zohoapis.eu","token_type":"Bearer","expires_in":3600}`,
		},
		"for one's own": {
			&accounts.Server{OrganizationID: "7", Scopes: []string{"ZohoCRM.coql.READ"}, Success: `{"access_token":"own"}`}, token,
			organization("soid", "ZohoCRM.7", "scope", "ZohoCRM.coql.READ"), 200, `{"access_token":"own"}`,
		},
		"a client's secret": {&accounts.Server{}, token, organization("client_secret", "no"), 200, `{"error":"invalid_client_secret"}`},
		"no organisation":   {&accounts.Server{}, token, organization("soid", ""), 200, `{"error":"missing_org_info"}`},
		"a bare id": {
			&accounts.Server{}, token, organization("soid", accounts.OrganizationID), 200, `{"error":"missing_org_info"}`,
		},
		"another organisation": {&accounts.Server{}, token, organization("soid", "ZohoCRM.7"), 200, `{"error":"missing_org_info"}`},
		"no scope":             {&accounts.Server{}, token, organization("scope", ""), 200, `{"error":"invalid_scope"}`},
		"scopes with blanks": {
			&accounts.Server{}, token, organization("scope", "ZohoCRM.modules.READ ZohoCRM.coql.READ"), 200, `{"error":"invalid_scope"}`,
		},
		"a scope of others": {
			&accounts.Server{Scopes: []string{"ZohoCRM.modules.READ"}}, token, organization(), 200, `{"error":"invalid_scope"}`,
		},
		"another endpoint": {&accounts.Server{}, "/oauth/v2/auth", refresh(), 404, `<html>Not found</html>`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, body := requestToken(t, accounts.Start(t, tc.server), tc.uri, tc.form)
			if status != tc.status || body != tc.body {
				t.Errorf("got %d %s\nwant %d %s", status, body, tc.status, tc.body)
			}
		})
	}
}

// The parameters may come in each of the forms in which Zoho's pages and SDKs have them, and each can be refused.
func TestAccountsWays(t *testing.T) {
	t.Parallel()
	ways := map[accounts.Way]func(t *testing.T, base string, form url.Values) *http.Request{
		accounts.URLEncoded: func(t *testing.T, base string, form url.Values) *http.Request {
			return post(t, base+accounts.TokenPath, string(accounts.URLEncoded), strings.NewReader(form.Encode()))
		},
		accounts.Multipart: func(t *testing.T, base string, form url.Values) *http.Request {
			var body bytes.Buffer
			parts := multipart.NewWriter(&body)
			for name := range form {
				if err := parts.WriteField(name, form.Get(name)); err != nil {
					t.Fatal(err)
				}
			}
			if err := parts.Close(); err != nil {
				t.Fatal(err)
			}
			return post(t, base+accounts.TokenPath, parts.FormDataContentType(), &body)
		},
		accounts.Query: func(t *testing.T, base string, form url.Values) *http.Request {
			return post(t, base+accounts.TokenPath+"?"+form.Encode(), "", http.NoBody)
		},
	}
	for way, request := range ways {
		for _, refused := range []accounts.Way{"", accounts.URLEncoded, accounts.Multipart, accounts.Query} {
			t.Run(string(way)+"/"+string(refused)+" refused", func(t *testing.T) {
				t.Parallel()
				server := &accounts.Server{}
				if refused != "" {
					server.Refuse = []accounts.Way{refused}
				}
				base := accounts.Start(t, server)
				want := 200
				if refused == way {
					want = 400
				}
				for _, form := range []url.Values{refresh(), organization()} {
					status, body := send(t, request(t, base, form))
					if status != want || strings.Contains(body, "access_token") != (want == 200) {
						t.Errorf("%s: got %d %s, want %d", form.Get("grant_type"), status, body, want)
					}
				}
				if refused != "" {
					return
				}
				if _, body := send(t, request(t, base, refresh("refresh_token", "other"))); body != accounts.InvalidCode.Body {
					t.Errorf("another refresh token: %s", body)
				}
				if _, body := send(t, request(t, base, organization("soid", "ZohoCRM.7"))); body != accounts.MissingOrgInfo.Body {
					t.Errorf("another organisation: %s", body)
				}
				if got := server.Requests()[0].Form.Get("client_secret"); (got == accounts.ClientSecret) != (way != accounts.Query) {
					t.Errorf("the secret in the body is %q", got)
				}
			})
		}
	}
	broken := post(t, accounts.Start(t, &accounts.Server{}), string(accounts.Multipart)+"; boundary=x", strings.NewReader("--y"))
	broken.URL.Path = accounts.TokenPath
	if status, body := send(t, broken); status != 400 || body != `{"error":"invalid_request"}` {
		t.Errorf("a body that is no form: %d %s", status, body)
	}
}

func post(t *testing.T, address, contentType string, body io.Reader) *http.Request {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	return request
}

// Ten tokens in ten minutes; then one more when the first is ten minutes old.
func TestAccountsThrottle(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)
	server := &accounts.Server{Now: func() time.Time { return now }}
	base := accounts.Start(t, server)
	for range 10 {
		_, body := requestToken(t, base, "/oauth/v2/token", refresh())
		accessTokenOf(t, body)
		now = now.Add(time.Second)
	}
	if status, body := requestToken(t, base, "/oauth/v2/token", refresh()); status != 400 ||
		!strings.Contains(body, `"error":"Access Denied"`) {
		t.Errorf("the eleventh: %d %s", status, body)
	}
	now = now.Add(10*time.Minute - 10*time.Second)
	_, body := requestToken(t, base, "/oauth/v2/token", refresh())
	accessTokenOf(t, body)
	tokens := server.Tokens()
	if slices.Sort(tokens); len(tokens) != 11 || len(slices.Compact(tokens)) != 11 {
		t.Errorf("issued %q", tokens)
	}
}

// A server with an accounts server accepts the tokens that it issues, beside
// its own, and says nothing of the credentials.
func TestWithAccounts(t *testing.T) {
	t.Parallel()
	var issued []string
	server := &accounts.Server{OnIssue: func(token string) { issued = append(issued, token) }}
	m := zohocrmtest.StartMock(t, zohocrmtest.WithAccounts(server), zohocrmtest.WithConcurrencyLimit(1),
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(1)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(3), Kind: faults.InternalError()}))
	_, body := requestToken(t, m.URL(), "/oauth/v2/token", refresh())
	token := accessTokenOf(t, body)
	if !strings.Contains(body, `"api_domain":"`+m.URL()+`"`) || !slices.Equal(issued, []string{token}) {
		t.Errorf("issued %q: %s", issued, body)
	}
	if status, _ := requestToken(t, m.URL(), "/oauth/v2/token?client_secret=secret", refresh()); status != 400 {
		t.Errorf("a query gets %d", status)
	}
	uri := m.URL() + "/crm/v8/Deals/" + record + "/Attachments?fields=id"
	for want, accessToken := range map[int]string{200: token, 401: "1000.other"} {
		if got := statusOf(t, uri, accessToken); got != want {
			t.Errorf("%d, want %d", got, want)
		}
	}
	if got := statusOf(t, uri, zohocrmtest.Token); got != 500 {
		t.Errorf("the server's own token: %d, want the fault of the third call of the API", got)
	}
	if got := m.URIs()[:2]; !slices.Equal(got, []string{"/oauth/v2/token", "/oauth/v2/token?[redacted]"}) {
		t.Errorf("the log says %q", got)
	}
	if text := fmt.Sprintf("%+v", m.Requests()); strings.Contains(text, "secret") || strings.Contains(text, "refresh") {
		t.Errorf("credentials in %s", text)
	}
}

// Who accepts every token goes on doing so, and who has no accounts server
// issues none.
func TestWithAccountsOfAReplay(t *testing.T) {
	t.Parallel()
	p := zohocrmtest.StartReplay(t, zohocrmtest.WithAccounts(&accounts.Server{APIDomain: "https://www.zohoapis.eu"}))
	_, body := requestToken(t, p.URL(), "/oauth/v2/token", refresh())
	if accessTokenOf(t, body); !strings.Contains(body, `"api_domain":"https://www.zohoapis.eu"`) {
		t.Errorf("got %s", body)
	}
	if got := statusOf(t, p.URL()+p.Scenarios()[0].URIs[0], "1000.any"); got != 200 {
		t.Errorf("any token: %d", got)
	}
	m := zohocrmtest.StartMock(t)
	if status, body := requestToken(t, m.URL(), "/oauth/v2/token", refresh()); status != 401 {
		t.Errorf("without an accounts server: %d %s", status, body)
	}
}
