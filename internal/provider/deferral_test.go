package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// deferrable reads a source as a Terraform does that allows deferral, or does not. The reason is 0 where nothing is deferred.
func (p *protocol) deferrable(config block, allowed bool) (reason int, result tftypes.Value, diags []*tfprotov6.Diagnostic) {
	p.tb.Helper()
	var err error
	var value *tfprotov6.DynamicValue
	encoded := dynamic(p.tb, p.sourceType(), config)
	if p.source.name == dataSource.name {
		var resp *tfprotov6.ReadDataSourceResponse
		resp, err = p.server.ReadDataSource(p.tb.Context(), &tfprotov6.ReadDataSourceRequest{
			TypeName: p.typeName, Config: encoded, ClientCapabilities: &tfprotov6.ReadDataSourceClientCapabilities{DeferralAllowed: allowed},
		})
		if err == nil {
			value, diags = resp.State, resp.Diagnostics
			if resp.Deferred != nil {
				reason = int(resp.Deferred.Reason)
			}
		}
	} else {
		var resp *tfprotov6.OpenEphemeralResourceResponse
		resp, err = p.server.OpenEphemeralResource(p.tb.Context(), &tfprotov6.OpenEphemeralResourceRequest{
			TypeName: p.typeName, Config: encoded, ClientCapabilities: &tfprotov6.OpenEphemeralResourceClientCapabilities{DeferralAllowed: allowed},
		})
		if err == nil {
			value, diags = resp.Result, resp.Diagnostics
			if resp.Deferred != nil {
				reason = int(resp.Deferred.Reason)
			}
		}
	}
	if err == nil {
		result, err = value.Unmarshal(p.sourceType())
	}
	if err != nil {
		p.tb.Fatal(err)
	}
	return reason, result, diags
}

// TestDeferral holds that a read whose provider settings are not known yet is deferred where Terraform allows it, and fails
// where it does not; and that nothing else is deferred.
func TestDeferral(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	for name, test := range map[string]struct {
		config   block
		deferred bool
		summary  string // of the error where deferral is not allowed, or does not help
	}{
		"unknown token":  {block{"oauth_token": unknown}, true, "Provider Setting Not Known Yet"},
		"unknown domain": {block{"api_domain": unknown, "oauth_token": zohocrmtest.Token}, true, "Provider Setting Not Known Yet"},
		"unknown refresh token": {
			block{"refresh_token": unknown, "client_id": "1000.A", "client_secret": "c", "accounts_url": mock.URL()},
			true,
			"Provider Setting Not Known Yet",
		},
		"unknown accounts server": {
			block{"refresh_token": "1000.r", "client_id": "1000.A", "client_secret": "c", "accounts_url": unknown},
			true,
			"Provider Setting Not Known Yet",
		},
		"unknown retries": {block{"oauth_token": zohocrmtest.Token, "max_retries": unknown}, true, "Provider Setting Not Known Yet"},
		"an unknown setting that is not needed": {
			block{"oauth_token": zohocrmtest.Token, "accounts_url": unknown}, false, "",
		},
		"missing": {block{}, false, "Missing Zoho CRM Credentials"},
		"known":   {block{"oauth_token": zohocrmtest.Token}, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": mock.URL()})
			wantNone(t, p.configure(test.config))
			for typeName, config := range map[string]block{recordAttachments: lead, manyAttachments: deals(ids(1))} {
				for _, s := range sources {
					p := p.by(s).of(typeName)
					for _, allowed := range []bool{true, false} {
						reason, result, diags := p.deferrable(config, allowed)
						switch {
						case test.deferred && allowed:
							wantNone(t, diags)
							if reason != int(tfprotov6.DeferredReasonProviderConfigUnknown) || result.IsKnown() {
								t.Errorf("%s %s: deferred for the reason %d, with %v", s.name, typeName, reason, result)
							}
						case reason != 0:
							t.Errorf("%s %s: deferred for the reason %d", s.name, typeName, reason)
						case test.summary == "":
							wantNone(t, diags)
							if !result.IsFullyKnown() {
								t.Errorf("%s %s: %v", s.name, typeName, result)
							}
						case len(diags) != 1 || diags[0].Summary != test.summary:
							t.Errorf("%s %s: %v, want %q", s.name, typeName, summaries(diags), test.summary)
						}
					}
				}
			}
		})
	}
	_, _, diags := newProtocol(t, nil).deferrable(lead, true)
	wantError(t, diags, "", "Provider Not Configured")
}
