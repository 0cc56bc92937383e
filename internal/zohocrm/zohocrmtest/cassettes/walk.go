package cassettes

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
)

// follow follows the responses of a cassette from its first request on.
func follow(c *cassette.Cassette) ([]*cassette.Interaction, error) {
	if len(c.Interactions) == 0 {
		return nil, errors.New("no interactions")
	}
	if c.Interactions[0].Request.Method != http.MethodGet {
		return c.Interactions, nil // where a query goes on, its response does not say
	}
	walk := c.Interactions[:1:1]
	for len(walk) <= len(c.Interactions) {
		request, next, err := nextRequest(walk[0], walk[len(walk)-1], len(walk)+1)
		if err != nil || !next {
			return walk, err
		}
		i, found := find(c, request)
		if !found {
			return nil, fmt.Errorf("response %d leads to %s, which is not recorded", len(walk), request.URL.RequestURI())
		}
		walk = append(walk, i)
	}
	return nil, errors.New("the walk does not end")
}

func find(c *cassette.Cassette, r *http.Request) (*cassette.Interaction, bool) {
	for _, i := range c.Interactions {
		if matches(r, i.Request) {
			return i, true
		}
	}
	return nil, false
}

// nextRequest is what follows last in a walk that began with first.
func nextRequest(first, last *cassette.Interaction, page int) (r *http.Request, more bool, err error) {
	if last.Response.Code != http.StatusOK {
		return nil, false, nil
	}
	var body struct {
		Info struct {
			MoreRecords   bool   `json:"more_records"`
			NextPageToken string `json:"next_page_token"`
		} `json:"info"`
	}
	if !json.Valid([]byte(last.Response.Body)) {
		return nil, false, nil // a page of HTML, say, ends the walk
	}
	if err := json.Unmarshal([]byte(last.Response.Body), &body); err != nil {
		return nil, false, fmt.Errorf("response %d: %w", last.ID, err)
	}
	if !body.Info.MoreRecords {
		return nil, false, nil
	}
	r, err = first.GetHTTPRequest()
	if err != nil {
		return nil, false, err
	}
	query := r.URL.Query()
	if body.Info.NextPageToken != "" {
		query.Set("page_token", body.Info.NextPageToken)
	} else {
		query.Set("page", fmt.Sprint(page))
	}
	r.URL.RawQuery = query.Encode()
	return r, true, nil
}
