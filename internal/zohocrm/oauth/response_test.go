package oauth

import (
	"testing"
	"time"
)

func TestDecodeResponse(t *testing.T) {
	t.Parallel()
	token := func(life time.Duration) tokenResponse {
		return tokenResponse{accessToken: "1000.a.b", lifetime: life}
	}
	errorResponse := func(code string) tokenResponse {
		return tokenResponse{code: code, lifetime: maxLifetime}
	}
	tests := map[string]struct {
		status   int
		body     string
		response tokenResponse
		kind     ErrorKind
	}{
		"documented": {
			200,
			`{"access_token":"1000.a.b","scope":"ZohoCRM.modules.ALL","api_domain":"https://www.zohoapis.eu","token_type":"Bearer","expires_in":` +
				`3600}`,
			tokenResponse{accessToken: "1000.a.b", lifetime: time.Hour, apiDomain: "https://www.zohoapis.eu"},
			"",
		},
		"token alone":           {200, `{"access_token":"1000.a.b"}`, token(time.Hour), ""},
		"token with status 400": {400, `{"access_token":"1000.a.b"}`, token(time.Hour), ""},
		"token with status 500": {500, `{"access_token":"1000.a.b"}`, token(time.Hour), ""},
		"seconds":               {200, `{"access_token":"1000.a.b","expires_in":90}`, token(90 * time.Second), ""},
		"seconds in a string":   {200, `{"access_token":"1000.a.b","expires_in":"90"}`, token(90 * time.Second), ""},
		"fraction":              {200, `{"access_token":"1000.a.b","expires_in":1.5}`, token(1500 * time.Millisecond), ""},
		"exponent":              {200, `{"access_token":"1000.a.b","expires_in":9e1}`, token(90 * time.Second), ""},
		"milliseconds":          {200, `{"access_token":"1000.a.b","expires_in":3600000,"expires_in_sec":1800}`, token(30 * time.Minute), ""},
		"milliseconds, strings": {
			200, `{"access_token":"1000.a.b","expires_in":"3600000","expires_in_sec":"1800"}`, token(30 * time.Minute), "",
		},
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
		"invalid_code":           {200, `{"error":"invalid_code"}`, errorResponse("invalid_code"), InvalidCode},
		"invalid_client":         {200, `{"error":"invalid_client"}`, errorResponse("invalid_client"), InvalidClient},
		"invalid_client_secret":  {200, `{"error":"invalid_client_secret"}`, errorResponse("invalid_client_secret"), InvalidClientSecret},
		"refused with 400":       {400, `{"error":"invalid_code"}`, errorResponse("invalid_code"), InvalidCode},
		"refused with 500":       {500, `{"error":"invalid_code"}`, errorResponse("invalid_code"), InvalidCode},
		"Access Denied, 200":     {200, `{"error":"Access Denied"}`, errorResponse("Access Denied"), Throttled},
		"access_denied":          {200, `{"error":"access_denied"}`, errorResponse("access_denied"), Throttled},
		"429":                    {429, `{}`, errorResponse(""), Throttled},
		"other code":             {400, `{"error":"general_error"}`, errorResponse("general_error"), Denied},
		"a kind of our own":      {400, `{"error":"connection"}`, errorResponse("connection"), Denied},
		"other code with 500":    {500, `{"error":"general_error"}`, errorResponse("general_error"), Unavailable},
		"nothing":                {200, `{}`, errorResponse(""), Denied},
		"empty token":            {200, `{"access_token":""}`, errorResponse(""), Denied},
		"token is null":          {200, `{"access_token":null}`, errorResponse(""), Denied},
		"token is a number":      {200, `{"access_token":1000}`, errorResponse(""), Denied},
		"token no header allows": {200, "{\"access_token\":\"1000.a\\r\\nX: y\"}", errorResponse(""), Denied},
		"token not ASCII":        {200, `{"access_token":"1000.é"}`, errorResponse(""), Denied},
		"HTML":                   {200, `<html>Sign in</html>`, tokenResponse{}, Unusable},
		"HTML with 404":          {404, `<html>Not found</html>`, tokenResponse{}, Unusable},
		"HTML with 503":          {503, `<html>Down</html>`, tokenResponse{}, Unavailable},
		"empty 404":              {404, ``, tokenResponse{}, Unusable},
		"501":                    {501, `{}`, errorResponse(""), Denied},
		"a byte order mark":      {200, "\ufeff" + `{"access_token":"1000.a.b"}`, token(time.Hour), ""},
		"empty":                  {200, ``, tokenResponse{}, Unavailable},
		"null":                   {200, `null`, tokenResponse{}, Unusable},
		"list":                   {200, `[{"access_token":"1000.a.b"}]`, tokenResponse{}, Unusable},
		"cut":                    {200, `{"access_token":"1000.a`, tokenResponse{}, Unavailable},
		"form":                   {200, `access_token=1000.a.b&expires_in=3600`, tokenResponse{}, Unusable},
		"denied in words": {
			400,
			`{"error_description":"You have made too many requests continuously. Please try again after some time.","error":"Access Denied",` +
				`"status":"failure"}`,
			tokenResponse{
				code: "Access Denied", lifetime: maxLifetime,
				description: "You have made too many requests continuously. Please try again after some time.",
			},
			Throttled,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			response, kind := decodeResponse(test.status, []byte(test.body), RefreshToken("1000.r").errorKinds())
			if response != test.response || kind != test.kind {
				t.Errorf("got %+v, %q, want %+v, %q", response, kind, test.response, test.kind)
			}
		})
	}
}
