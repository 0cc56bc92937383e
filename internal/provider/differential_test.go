package provider_test

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// oddRows are rows whose values an encoding may get wrong: keys that are missing, null, or of another type, ids of any
// length, text that is not NFC, names that need escaping.
var oddRows = rows.Verbatim(
	fullRow, `{}`, `{"id":"x"}`, `{"id":null,"Owner":null}`,
	`{"id":"98765432109876543210","Size":0,"$attachment_type":-1,"Owner":{},"Parent_Id":{"name":""},"Tags":[]}`,
	`{"id":"5","Size":"12 MB","$editable":"yes","Owner":{"id":7,"name":"n"},"Parent_Id":"p","File_Name":["f"]}`,
	`{"id":"6","Size":9223372036854775807,"File_Name":"e\u0301 is not \u00e9","e\u0301":1,"\u00e9":2,"":"","b":{"z":1,"a":1e400}}`,
	`{"id":"7","Size":"18446744073709551616","File_Name":"`+strings.Repeat("long ", 20_000)+`","$link_url":"\u0000<&>\u2028"}`,
)

// differentialCase is a configuration of a type of block, and the server that it is read from.
type differentialCase struct {
	typeName string
	config   block
	server   interface{ URL() string }
}

func differentialCases(t *testing.T) map[string]differentialCase {
	t.Helper()
	odd := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(oddRows), zohocrmtest.WithFaults(deleted("13")))
	pages := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(250, rows.LinkEvery(3), rows.Shuffled(1))))
	empty := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(0)))
	many := deals(ids(12, 13, 11, 12))
	cases := map[string]differentialCase{
		"odd rows":              {recordAttachments, lead, odd},
		"pages":                 {recordAttachments, lead.with(block{"fields": fields("id", "Owner"), "timeouts": block{"read": "1m"}}), pages},
		"no attachments":        {recordAttachments, lead, empty},
		"a deleted record":      {recordAttachments, block{"module": "Deals", "record_id": "13"}, odd},
		"unknown record":        {recordAttachments, lead.with(block{"record_id": unknown}), odd},
		"unknown fields":        {recordAttachments, lead.with(block{"fields": unknown}), odd},
		"unknown timeout":       {recordAttachments, lead.with(block{"timeouts": block{"read": unknown}}), odd},
		"many records":          {manyAttachments, deals(ids(12, 11, 12)), odd},
		"many, none has any":    {manyAttachments, many, empty},
		"many, one failed":      {manyAttachments, many, odd},
		"many, one collected":   {manyAttachments, many.with(block{"on_error": "collect", "timeouts": block{}}), odd},
		"many, unknown records": {manyAttachments, many.with(block{"record_ids": unknown}), odd},
	}
	maps.Copy(cases, foundCases(t))
	replay := zohocrmtest.StartReplay(t)
	for _, s := range replay.Scenarios() {
		if s.Name == "keys-of-every-source" || s.Name == "every-openapi-key" {
			cases[s.Name] = differentialCase{
				recordAttachments, block{"module": s.Module, "record_id": s.RecordID, "fields": fields(s.Fields...)}, replay,
			}
		}
	}
	return cases
}

// recordsRead is how many records had been read at the same time as the one that fails, which is up to the machine.
var recordsRead = regexp.MustCompile(`(None of the|[0-9,]+ of) [0-9,]+ records had been read\.`)

// TestAsByFramework is the differential test of the results that go past the framework: Terraform is sent the same state
// and the same diagnostics where the framework makes them of Go structs, and the same schema.
func TestAsByFramework(t *testing.T) { bySource(t, testAsByFramework) }

func testAsByFramework(t *testing.T, connect connect) {
	for name, test := range differentialCases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := connect(t, test.server).of(test.typeName)
			framework := connectedOf(t, provider.NewReflective, test.server).by(own.source).of(test.typeName)
			if !reflect.DeepEqual(own.source.schemas(own.schema), own.source.schemas(framework.schema)) {
				t.Error("the schemas are not the same")
			}
			state, diags := own.read(t.Context(), test.config)
			want, wantDiags := framework.read(t.Context(), test.config)
			for _, d := range slices.Concat(diags, wantDiags) {
				d.Detail = recordsRead.ReplaceAllString(d.Detail, "")
			}
			if !reflect.DeepEqual(diags, wantDiags) {
				t.Errorf("diagnostics:\ngot  %v\nwant %v", summaries(diags), summaries(wantDiags))
			}
			if !reflect.DeepEqual(state, want) {
				t.Errorf("state:\ngot  %v\nwant %v", state, want)
			}
		})
	}
}

// TestServedWithoutResults holds that a provider which the framework alone serves fails its reads, before it asks Zoho for
// anything: the null of a result would pass for a read that found nothing.
func TestServedWithoutResults(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	frameworkAlone := func(options ...provider.Option) tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("test", options...)())()
	}
	for _, s := range sources {
		for typeName, config := range map[string]block{recordAttachments: lead, manyAttachments: deals(ids(1)), foundRecords: won} {
			_, diags := connectedOf(t, frameworkAlone, mock).by(s).of(typeName).read(t.Context(), config)
			wantError(t, diags, "", "Unexpected Error in the Provider", "not served by NewServer")
		}
	}
	if calls := mock.Requests(); len(calls) > 0 {
		t.Errorf("%d calls, want none", len(calls))
	}
}

// sameBody answers every request with a body.
type sameBody struct{ body []byte }

func (s *sameBody) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader(s.body)), Request: r,
	}, nil
}

// FuzzResult holds that of any page that a read takes comes an answer which the schema's own type decodes, for every source,
// and that a read which fails leaves the result null.
func FuzzResult(f *testing.F) {
	for _, row := range []string{fullRow, `{}`, `{"id":"5","Size":"12 MB","e\u0301":1,"\u00e9":[null]}`, `{"id":5,"Owner":{"id":[]}}`, `[]`} {
		f.Add([]byte(`{"data":[` + row + `,{"id":"1"}],"info":{"more_records":false}}`))
		f.Add([]byte(`{"data":[{"id":"1"},` + row + `],"info":{"more_records":false}}`))
	}
	f.Add([]byte(`{"data":[{"id":1,"Size":1e-300,"Owner":[{"b":1,"a":null}]},{"id":"20","Owner":"\ud800"}],"info":{"more_records":false}}`))
	server := new(sameBody)
	environment := map[string]string{"ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token, "ZOHOCRM_MAX_RETRIES": "0"}
	p := newProtocol(f, environment, provider.WithTransport(server))
	wantNone(f, p.configure(nil))
	f.Fuzz(func(t *testing.T, body []byte) {
		server.body = body
		for _, s := range sources {
			for typeName, config := range map[string]block{
				recordAttachments: lead, manyAttachments: deals(ids(1, 2)),
				foundRecords: won.with(block{"fields": fields("Size", "File_Name", "Owner")}),
			} {
				p := p.by(s).of(typeName)
				p.tb = t
				state, diags := p.read(t.Context(), config) // fails the test where the state does not decode
				result := state["attachments"]
				if typeName != recordAttachments {
					result = state["records"]
				}
				if typeName == foundRecords && (state["ids"] == nil) != (result == nil) {
					t.Errorf("ids is %v, and records is %v", state["ids"], result)
				}
				failed := slices.ContainsFunc(diags, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError })
				if failed != (result == nil) {
					t.Errorf("diagnostics %v, and the result is %v", summaries(diags), result)
				}
			}
		}
	})
}
