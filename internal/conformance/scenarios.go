package main

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// judge is one SDK and the checks that it has been put to.
type judge struct {
	sdk    *sdk
	report func(*check)

	connections int
}

// fields are the fields that records made up are asked for: all that they hold.
var fields = strings.Split("id,File_Name,Size,Owner,Created_By,Created_Time,Modified_By,Modified_Time,Parent_Id,"+
	"$editable,$file_id,$type,$se_module,$state,$link_url,$sharing_permission", ",")

// all puts the SDK to every scenario.
func (j *judge) all(ctx context.Context) error {
	for _, group := range []func(context.Context) error{j.recordings, j.records, j.variants, j.accessTokens, j.broken} {
		if err := group(ctx); err != nil {
			return err
		}
	}
	return nil
}

// newToken is an access token that no other connection has.
func (j *judge) newToken() string {
	j.connections++
	return fmt.Sprintf("1000.zohocrmtest.conformance-%s.%032d", j.sdk.name, j.connections)
}

// connect initialises the SDK for a server that accepts an access token.
func (j *judge) connect(address, token string, log requestLog) (target, error) {
	r, err := j.sdk.connect(connection{URL: address, AccountsURL: address + "/oauth/v2/token", AccessToken: token})
	if err == nil && r.Thrown != nil {
		err = fmt.Errorf("the SDK %s cannot be initialised: %s", j.sdk.name, r.Thrown)
	}
	return target{address, token, log}, err
}

func (j *judge) newCheck(scenario, aspect string) *check {
	return &check{sdk: j.sdk.name, scenario: scenario, aspect: aspect}
}

// scenario is a record that an SDK and the provider list.
type scenario struct {
	name string
	listing
	rows            int    // that the walk has; any number where it is 0
	withoutProvider bool   // where the call is one that the provider never makes
	ownWords        string // what the provider says where it sees the error coming and does not ask
}

// run has the SDK walk over a record, and the provider read it; the checks that had anything to compare are reported.
func (j *judge) run(ctx context.Context, t target, s scenario) error {
	c := walkChecks{
		request:     j.newCheck(s.name, "request"),
		attachments: j.newCheck(s.name, "attachments"),
		info:        j.newCheck(s.name, "info"),
		err:         j.newCheck(s.name, "error"),
	}
	w, err := walk(ctx, j.sdk, t, s.listing, c)
	if err != nil {
		return err
	}
	if s.rows > 0 {
		c.attachments.agree(len(w.rows) == s.rows, "attachments in all", "the walk has %d, want %d", len(w.rows), s.rows)
	}
	for _, each := range []*check{c.request, c.attachments, c.info, c.err} {
		if each.values > 0 {
			j.report(each)
		}
	}
	if s.withoutProvider || w.last.Thrown != nil {
		return nil
	}
	environment := map[string]string{"ZOHOCRM_API_DOMAIN": t.url, "ZOHOCRM_OAUTH_TOKEN": t.token, "ZOHOCRM_MAX_RETRIES": "0"}
	return j.compareProvider(ctx, s, w, environment)
}

// compareProvider has the provider read what the SDK has walked over.
func (j *judge) compareProvider(ctx context.Context, s scenario, w walked, environment map[string]string) error {
	o, err := readByProvider(ctx, environment, s.Module, s.RecordID, strings.Split(s.Params["fields"], ","))
	if err != nil {
		return err
	}
	if w.last.Error != nil {
		c := j.newCheck(s.name, "diagnostic")
		if s.ownWords != "" {
			c.agree(len(o.errors) == 1 && strings.Contains(o.errors[0], s.ownWords), "error", "the provider reports %q", o.errors)
		} else {
			compareDiagnostic(c, w.last, o.errors)
		}
		j.report(c)
		return nil
	}
	c := j.newCheck(s.name, "output")
	c.agree(len(o.errors) == 0, "error", "the SDK gives none, the provider reports %q", o.errors)
	if len(o.errors) == 0 {
		compareOutput(c, w.rows, o.attachments)
	}
	j.report(c)
	return nil
}

// recordings are Zoho's documented responses, to the byte.
func (j *judge) recordings(ctx context.Context) error {
	token := j.newToken()
	replay, err := zohocrmtest.NewReplay(zohocrmtest.WithTokens(token))
	if err != nil {
		return err
	}
	defer replay.Close()
	t, err := j.connect(replay.URL(), token, replay)
	if err != nil {
		return err
	}
	for _, recorded := range replay.Scenarios() {
		first, err := url.Parse(recorded.URIs[0])
		if err != nil {
			return err
		}
		params := map[string]string{}
		for name, values := range first.Query() {
			params[name] = values[0]
		}
		s := scenario{name: recorded.Name, listing: listing{recorded.Module, recorded.RecordID, params}}
		if err := j.run(ctx, t, s); err != nil {
			return err
		}
	}
	return nil
}

// sizes are the records made up: nothing, one, a full page, one more, pages, and more than page numbers reach.
var sizes = []int{0, 1, 200, 201, 450, 2_300}

// records are records made up, by page token and by page number.
func (j *judge) records(ctx context.Context) error {
	for _, way := range []struct {
		name    string
		options []zohocrmtest.MockOption
	}{
		{"by page_token", nil},
		{"by page", []zohocrmtest.MockOption{zohocrmtest.WithoutTokens()}},
	} {
		var scenarios []scenario
		options := way.options
		for _, size := range sizes {
			recordID := strconv.Itoa(4876876000000800000 + size)
			options = append(options, zohocrmtest.WithRecord("Deals", recordID, rows.Attachments(size, rows.LinkEvery(7))))
			s := scenario{name: fmt.Sprintf("%d attachments %s", size, way.name), listing: made("Deals", recordID), rows: size}
			if size > 2_000 && way.options != nil {
				s.rows = 2_000
				s.ownWords = "Without page tokens, Zoho CRM returns only the first 2,000 attachments"
			}
			scenarios = append(scenarios, s)
		}
		if err := j.withMock(ctx, options, scenarios...); err != nil {
			return err
		}
	}
	return nil
}

// made is the call for a record made up.
func made(module, recordID string) listing {
	return listing{module, recordID, map[string]string{"fields": strings.Join(fields, ","), "per_page": "200"}}
}

// withMock runs scenarios on a mock with these options.
func (j *judge) withMock(ctx context.Context, options []zohocrmtest.MockOption, scenarios ...scenario) error {
	token := j.newToken()
	mock, err := zohocrmtest.NewMock(append(options, zohocrmtest.WithTokens(token))...)
	if err != nil {
		return err
	}
	defer mock.Close()
	t, err := j.connect(mock.URL(), token, mock)
	if err != nil {
		return err
	}
	for _, s := range scenarios {
		if err := j.run(ctx, t, s); err != nil {
			return err
		}
	}
	return nil
}

// recordID is the record of the scenarios that need but one.
const recordID = "4876876000000376008"

// escapedTokens is the scenario of page tokens that Zoho hardly hands out.
const escapedTokens = "page tokens with a plus"

// variants are the other readings of Zoho's documents that the mock has options for.
func (j *judge) variants(ctx context.Context) error {
	record := func(n int, options ...rows.Option) zohocrmtest.MockOption {
		return zohocrmtest.WithRecord("Leads", recordID, rows.Attachments(n, options...))
	}
	for _, variant := range []struct {
		name    string
		rows    int
		options []zohocrmtest.MockOption
	}{
		{"an empty list in place of 204", 0, []zohocrmtest.MockOption{record(0), zohocrmtest.WithEmptyList()}},
		{"no keys of page tokens", 450, []zohocrmtest.MockOption{record(450), zohocrmtest.WithoutTokenKeys()}},
		{"users without email", 3, []zohocrmtest.MockOption{record(3, rows.WithoutEmail())}},
		{escapedTokens, 450, []zohocrmtest.MockOption{record(450), zohocrmtest.WithEscapedPageTokens()}},
		{"gzip", 201, []zohocrmtest.MockOption{record(201), zohocrmtest.WithGzip()}},
		{"an unknown record", 0, []zohocrmtest.MockOption{zohocrmtest.WithModules("Leads")}},
		{"an unknown record, 404", 0, []zohocrmtest.MockOption{zohocrmtest.WithModules("Leads"), zohocrmtest.WithNotFound()}},
	} {
		s := scenario{name: variant.name, listing: made("Leads", recordID), rows: variant.rows}
		if err := j.withMock(ctx, variant.options, s); err != nil {
			return err
		}
	}
	byID := made("Leads", recordID)
	byID.Params["ids"] = rows.AttachmentID(3) + "," + rows.AttachmentID(1) + ",1"
	return j.withMock(ctx, []zohocrmtest.MockOption{record(5)}, scenario{name: "ids", listing: byID, rows: 2, withoutProvider: true})
}
