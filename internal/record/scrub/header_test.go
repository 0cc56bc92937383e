package scrub_test

import (
	"net/http"
	"reflect"
	"testing"
)

// Of the headers those stay that tell of the answer's form and of limits; not a name of a server, not a cookie.
func TestHeaders(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status   int
		in, want http.Header
	}{
		"none": {200, nil, http.Header{}},
		"of servers": {200, http.Header{
			"Server": {"acme7"}, "Set-Cookie": {"id=patricia"}, "Via": {"1.1 acme"}, "Date": {"Tue, 24 Nov 2026 01:02:03 GMT"},
			"Etag": {`"patricia"`}, "X-Request-Id": {"patricia"}, "Location": {"https://acme.example"}, "Content-Encoding": {"br"},
		}, http.Header{}},
		"of limits": {429, http.Header{
			"Retry-After": {"60"}, "X-Api-Credits-Remaining": {"49500"}, "X-Ratelimit-Limit": {"patricia"}, "X-Ratelimit-Reset": {"0"},
		}, http.Header{"Retry-After": {"60"}, "X-Api-Credits-Remaining": {"33880"}, "X-Ratelimit-Reset": {"0"}}},
		"a date to wait for":   {503, http.Header{"Retry-After": {"Tue, 24 Nov 2026 01:02:03 GMT"}}, http.Header{"Retry-After": {"Fri, 31 Dec 1999 23:59:59 GMT"}}},
		"no time to wait for":  {503, http.Header{"Retry-After": {"patricia"}}, http.Header{}},
		"a phone number":       {503, http.Header{"Retry-After": {"5551234567"}}, http.Header{}},
		"JSON":                 {200, http.Header{"Content-Type": {"application/json; charset=UTF-8"}}, http.Header{"Content-Type": {"application/json; charset=UTF-8"}}},
		"another type":         {200, http.Header{"Content-Type": {"application/vnd.patricia+json"}}, http.Header{"Content-Type": {"application/octet-stream"}}},
		"a type with an extra": {200, http.Header{"Content-Type": {"application/json; by=patricia"}}, http.Header{"Content-Type": {"application/octet-stream"}}},
		"a redirect":           {302, http.Header{"Location": {"https://acme.example/patricia"}}, http.Header{"Location": {"https://www.example.com/"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := asked("fields=id", tc.status, tc.in, "")
			mustScrub(t, i)
			tc.want.Set("Content-Length", "0")
			if got := i.Response.Headers; !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got  %v\nwant %v", got, tc.want)
			}
		})
	}
}
