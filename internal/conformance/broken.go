package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// broken are mocks that answer as Zoho does not, on purpose: what says so each time is a check that can fail.
func (j *judge) broken(ctx context.Context) error {
	for _, fault := range []struct{ name, right, wrong string }{
		{"a key renamed", `"File_Name":`, `"FileName":`},
		{"more_records as text", `"more_records":false`, `"more_records":"false"`},
		{"an id as a number", `"id":"` + rows.AttachmentID(0) + `"`, `"id":` + rows.AttachmentID(0)},
	} {
		if err := j.brokenOnce(ctx, "broken: "+fault.name, fault.right, fault.wrong); err != nil {
			return err
		}
	}
	return nil
}

// brokenOnce runs a scenario on a mock in whose responses one text stands for another.
func (j *judge) brokenOnce(ctx context.Context, name, right, wrong string) error {
	token := j.newToken()
	mock, err := zohocrmtest.NewMock(zohocrmtest.WithTokens(token),
		zohocrmtest.WithRecord("Leads", recordID, rows.Attachments(2)))
	if err != nil {
		return err
	}
	defer mock.Close()
	address, err := url.Parse(mock.URL())
	if err != nil {
		return err
	}
	front := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(address)
			r.Out.Header.Del("Accept-Encoding")
		},
		ModifyResponse: func(r *http.Response) error {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return err
			}
			text := strings.ReplaceAll(string(body), right, wrong)
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
			r.Header.Del("Content-Length")
			return nil
		},
	})
	defer front.Close()
	t, err := j.connect(front.URL, token, mock)
	if err != nil {
		return err
	}
	return j.run(ctx, t, scenario{name: name, listing: made("Leads", recordID)})
}
