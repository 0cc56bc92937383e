package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// session is what Configure hands to every read.
type session struct {
	client  *zohocrm.Client
	problem *problem // why there is no client: the first read that needs one tells
	secrets []string // not to appear in any log
}

// open makes a session of settings that are well-formed. It makes no call. A credential that is missing or not known yet
// is a problem of the reads, not of the configuration: there may be none.
func (p *zohocrmProvider) open(values map[string]settingValue, terraformVersion string) (*session, diag.Diagnostics) {
	token, domain := values[oauthToken], values[apiDomain]
	switch {
	case token.unknown:
		return &session{problem: unknownSetting(token.setting)}, nil
	case domain.unknown:
		return &session{problem: unknownSetting(domain.setting)}, nil
	case token.from == notSet:
		return &session{problem: missingCredential(token.setting)}, nil
	}
	client, err := zohocrm.New(zohocrm.Config{
		APIDomain: domain.value,
		Tokens:    zohocrm.StaticToken(token.value),
		UserAgent: p.userAgent(terraformVersion),
		Transport: p.transport,
		Log: func(ctx context.Context, message string, fields map[string]any) {
			tflog.Debug(ctx, message, fields)
		},
	})
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return &session{client: client, secrets: []string{token.value}}, nil
}

// userAgent names the provider and Terraform, and what TF_APPEND_USER_AGENT adds.
func (p *zohocrmProvider) userAgent(terraformVersion string) string {
	agent := "terraform-provider-zohocrm/" + p.version + " (+https://registry.terraform.io/providers/terraform-zohocrm/zohocrm)"
	if terraformVersion != "" {
		agent += " Terraform/" + terraformVersion
	}
	if more := strings.Join(strings.Fields(p.getenv("TF_APPEND_USER_AGENT")), " "); more != "" {
		agent += " " + more
	}
	return agent
}

// masked returns a context whose log writes no secret. Masking does not outlive a request, so every read does it anew.
func (s *session) masked(ctx context.Context) context.Context {
	ctx = tflog.MaskAllFieldValuesStrings(ctx, s.secrets...)
	return tflog.MaskMessageStrings(ctx, s.secrets...)
}
