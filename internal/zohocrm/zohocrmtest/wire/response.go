package wire

import (
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"net/http"
	"strconv"
)

// Response is a whole response: what Zoho says in words, or a fault says instead.
type Response struct {
	Status int
	Header http.Header
	Body   string
}

// ZohoError is an error of Zoho's, its body to the letter.
func ZohoError(status int, body string) Response {
	return Response{Status: status, Body: body}
}

// ContentTypeJSON is the type of every response of Zoho's API.
const ContentTypeJSON = "application/json;charset=UTF-8"

// Write sends the response.
func (r Response) Write(w http.ResponseWriter) {
	h := w.Header()
	maps.Copy(h, r.Header)
	if h.Get("Content-Type") == "" && r.Body != "" {
		h.Set("Content-Type", ContentTypeJSON)
	}
	if r.Status != http.StatusNoContent && r.Status != http.StatusNotModified {
		h.Set("Content-Length", strconv.Itoa(len(r.Body)))
	}
	w.WriteHeader(r.Status)
	// A client that has gone is not the server's trouble.
	_, _ = io.WriteString(w, r.Body)
}

// Gzip compresses a body.
func Gzip(body string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, body) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}
