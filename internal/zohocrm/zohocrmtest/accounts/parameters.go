package accounts

import (
	"mime"
	"net/http"
	"net/url"
	"slices"
)

// Way is a form in which the parameters of a request for a token come. Zoho takes all three.
type Way string

// The forms, and who sends them.
const (
	URLEncoded Way = "application/x-www-form-urlencoded" // a body, as most of Zoho's SDKs send it, and the provider
	Multipart  Way = "multipart/form-data"               // a body, as Zoho's SDKs for Node.js send it
	Query      Way = "query"                             // of the URL, as Zoho's pages print it
)

// maxForm is how much of a body is read, in bytes.
const maxForm = 64 << 10

// parse reads a request's body, whichever form it has, and keeps what holds parameters.
func parse(r *http.Request) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
	if isMultipart(r) {
		// What cannot be read holds no parameters.
		_ = r.ParseMultipartForm(maxForm) //nolint:gosec // the body is bounded above
	} else {
		_ = r.ParseForm()
	}
}

func isMultipart(r *http.Request) bool {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && mediaType == string(Multipart)
}

// parameters are those of a request that is parsed, in whichever form they came. Which value counts where one comes twice
// Zoho does not document, nor what counts besides: such a request is refused, and so is a form that [Server.Refuse] names.
func (s *Server) parameters(r *http.Request) (parameters url.Values, ok bool) {
	parameters = url.Values{}
	query := r.URL.Query()
	for _, part := range []struct {
		way    Way
		values url.Values
	}{{bodyWay(r), r.PostForm}, {Query, query}} {
		if len(part.values) > 0 && slices.Contains(s.Refuse, part.way) {
			return nil, false
		}
		for name, values := range part.values {
			if len(values) != 1 || parameters.Has(name) {
				return nil, false
			}
			parameters[name] = values
		}
	}
	return parameters, true
}

func bodyWay(r *http.Request) Way {
	if isMultipart(r) {
		return Multipart
	}
	return URLEncoded
}
