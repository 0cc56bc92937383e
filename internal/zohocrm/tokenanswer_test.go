package zohocrm

import (
	"testing"
	"time"
)

func TestDecodeTokenAnswer(t *testing.T) {
	t.Parallel()
	token := func(life time.Duration) tokenAnswer {
		return tokenAnswer{accessToken: "1000.a.b", life: life}
	}
	refusal := func(code string) tokenAnswer {
		return tokenAnswer{code: code, life: tokenLife}
	}
	tests := map[string]struct {
		status int
		body   string
		answer tokenAnswer
		kind   TokenErrorKind
	}{
		"documented": {
			200, `{"access_token":"1000.a.b","scope":"ZohoCRM.modules.ALL","api_domain":"https://www.zohoapis.eu","token_type":"Bearer","expires_in":3600}`,
			tokenAnswer{accessToken: "1000.a.b", life: time.Hour, apiDomain: "https://www.zohoapis.eu"},
			"",
		},
		"token alone":            {200, `{"access_token":"1000.a.b"}`, token(time.Hour), ""},
		"token with status 400":  {400, `{"access_token":"1000.a.b"}`, token(time.Hour), ""},
		"token with status 500":  {500, `{"access_token":"1000.a.b"}`, token(time.Hour), ""},
		"seconds":                {200, `{"access_token":"1000.a.b","expires_in":90}`, token(90 * time.Second), ""},
		"seconds in a string":    {200, `{"access_token":"1000.a.b","expires_in":"90"}`, token(90 * time.Second), ""},
		"fraction":               {200, `{"access_token":"1000.a.b","expires_in":1.5}`, token(1500 * time.Millisecond), ""},
		"exponent":               {200, `{"access_token":"1000.a.b","expires_in":9e1}`, token(90 * time.Second), ""},
		"milliseconds":           {200, `{"access_token":"1000.a.b","expires_in":3600000,"expires_in_sec":1800}`, token(30 * time.Minute), ""},
		"milliseconds, strings":  {200, `{"access_token":"1000.a.b","expires_in":"3600000","expires_in_sec":"1800"}`, token(30 * time.Minute), ""},
		"milliseconds alone":     {200, `{"access_token":"1000.a.b","expires_in":3600000}`, token(time.Hour), ""},
		"seconds key is null":    {200, `{"access_token":"1000.a.b","expires_in":90,"expires_in_sec":null}`, token(90 * time.Second), ""},
		"longer than any":        {200, `{"access_token":"1000.a.b","expires_in":1e400}`, token(time.Hour), ""},
		"no life":                {200, `{"access_token":"1000.a.b","expires_in":0}`, token(time.Hour), ""},
		"negative life":          {200, `{"access_token":"1000.a.b","expires_in":-1}`, token(time.Hour), ""},
		"life of no number":      {200, `{"access_token":"1000.a.b","expires_in":"soon"}`, token(time.Hour), ""},
		"life is NaN":            {200, `{"access_token":"1000.a.b","expires_in":"NaN"}`, token(time.Hour), ""},
		"life is an object":      {200, `{"access_token":"1000.a.b","expires_in":{}}`, token(time.Hour), ""},
		"shortest life":          {200, `{"access_token":"1000.a.b","expires_in":1e-300}`, token(1), ""},
		"other types":            {200, `{"access_token":"1000.a.b","api_domain":7,"error":{},"error_description":[]}`, token(time.Hour), ""},
		"invalid_code":           {200, `{"error":"invalid_code"}`, refusal("invalid_code"), TokenInvalidCode},
		"invalid_client":         {200, `{"error":"invalid_client"}`, refusal("invalid_client"), TokenInvalidClient},
		"invalid_client_secret":  {200, `{"error":"invalid_client_secret"}`, refusal("invalid_client_secret"), TokenInvalidClientSecret},
		"refused with 400":       {400, `{"error":"invalid_code"}`, refusal("invalid_code"), TokenInvalidCode},
		"refused with 500":       {500, `{"error":"invalid_code"}`, refusal("invalid_code"), TokenInvalidCode},
		"Access Denied, 200":     {200, `{"error":"Access Denied"}`, refusal("Access Denied"), TokenThrottled},
		"access_denied":          {200, `{"error":"access_denied"}`, refusal("access_denied"), TokenThrottled},
		"429":                    {429, `{}`, refusal(""), TokenThrottled},
		"other code":             {400, `{"error":"general_error"}`, refusal("general_error"), TokenDenied},
		"a kind of our own":      {400, `{"error":"connection"}`, refusal("connection"), TokenDenied},
		"other code with 500":    {500, `{"error":"general_error"}`, refusal("general_error"), TokenUnavailable},
		"nothing":                {200, `{}`, refusal(""), TokenDenied},
		"empty token":            {200, `{"access_token":""}`, refusal(""), TokenDenied},
		"token is null":          {200, `{"access_token":null}`, refusal(""), TokenDenied},
		"token is a number":      {200, `{"access_token":1000}`, refusal(""), TokenDenied},
		"token no header allows": {200, "{\"access_token\":\"1000.a\\r\\nX: y\"}", refusal(""), TokenDenied},
		"token not ASCII":        {200, `{"access_token":"1000.é"}`, refusal(""), TokenDenied},
		"HTML":                   {200, `<html>Sign in</html>`, tokenAnswer{}, TokenUnavailable},
		"HTML with 404":          {404, `<html>Not found</html>`, tokenAnswer{}, TokenUnavailable},
		"empty":                  {200, ``, tokenAnswer{}, TokenUnavailable},
		"null":                   {200, `null`, tokenAnswer{}, TokenUnavailable},
		"list":                   {200, `[{"access_token":"1000.a.b"}]`, tokenAnswer{}, TokenUnavailable},
		"cut":                    {200, `{"access_token":"1000.a`, tokenAnswer{}, TokenUnavailable},
		"form":                   {200, `access_token=1000.a.b&expires_in=3600`, tokenAnswer{}, TokenUnavailable},
		"denied in words": {
			400, `{"error_description":"You have made too many requests continuously. Please try again after some time.","error":"Access Denied","status":"failure"}`,
			tokenAnswer{
				code: "Access Denied", life: tokenLife,
				description: "You have made too many requests continuously. Please try again after some time.",
			},
			TokenThrottled,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer, kind := decodeTokenAnswer(test.status, []byte(test.body))
			if answer != test.answer || kind != test.kind {
				t.Errorf("got %+v, %q, want %+v, %q", answer, kind, test.answer, test.kind)
			}
		})
	}
}
