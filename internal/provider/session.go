package provider

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
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
	kind, conflict := chooseCredential(values)
	if conflict == nil && kind == refreshCredential {
		conflict = incompleteCredential(values)
	}
	if conflict != nil {
		return nil, diag.Diagnostics{conflict.diagnostic()}
	}
	if kind == noCredential {
		return &session{problem: missingCredential(values[oauthToken].setting)}, nil
	}
	for _, s := range settings() {
		if values[s.name].unknown && s.serves(kind) {
			return &session{problem: unknownSetting(s)}, nil
		}
	}

	transport, agent := p.transport, p.userAgent(terraformVersion)
	if transport == nil {
		transport = zohocrm.NewTransport()
	}
	tokens, err := p.tokenSource(kind, values, transport, agent)
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	client, err := zohocrm.New(zohocrm.Config{
		APIDomain:             values[apiDomain].value,
		Tokens:                tokens,
		UserAgent:             agent,
		Transport:             transport,
		MaxRetries:            new(values[maxRetries].number()),
		MaxConcurrentRequests: values[maxConcurrentRequests].number(),
		Clock:                 p.clock,
		Log:                   p.log.write,
	})
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return &session{client: client, secrets: secretsOf(values)}, nil
}

// tokenSource makes the source of access tokens for a kind of credential.
func (p *zohocrmProvider) tokenSource(kind credentialKind, values map[string]settingValue, transport zohocrm.Transport, agent string) (zohocrm.TokenSource, error) {
	if kind == accessTokenCredential {
		return zohocrm.StaticToken(values[oauthToken].value), nil
	}
	return oauth.NewTokenSource(oauth.Config{
		ClientID:     values[clientID].value,
		ClientSecret: values[clientSecret].value,
		RefreshToken: values[refreshToken].value,
		AccountsURL:  values[accountsURL].value,
		APIDomain:    values[apiDomain].value,
		Transport:    transport,
		UserAgent:    agent,
		CacheOff:     !values[tokenCache].enabled(),
		CacheDir:     p.cacheDir,
		Log:          p.log.write,
	})
}

// debugLog writes one line at a time: tflog masks the fields of a context in place, and the walks of one read share theirs
// (hashicorp/terraform-plugin-log#246).
type debugLog struct{ mu sync.Mutex }

func (l *debugLog) write(ctx context.Context, message string, fields map[string]any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	tflog.Debug(ctx, message, fields)
}

// secretsOf are the values of the settings that are sensitive.
func secretsOf(values map[string]settingValue) []string {
	var secrets []string
	for _, v := range values {
		if v.setting.kind == secretText && v.value != "" {
			secrets = append(secrets, v.value)
		}
	}
	return secrets
}

// sessionOf takes the session out of what the framework hands on: nothing where validation comes before the provider is
// configured.
func sessionOf(providerData any) (*session, diag.Diagnostics) {
	if providerData == nil {
		return nil, nil
	}
	opened, ok := providerData.(*session)
	if !ok {
		return nil, diag.Diagnostics{unexpected(fmt.Errorf("provider data is %T", providerData)).diagnostic()}
	}
	return opened, nil
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

// notReady returns why nothing can be read, or nil. A session that is nil is one of a provider that is not configured.
func (s *session) notReady() *problem {
	if s == nil {
		return notConfigured()
	}
	return s.problem
}

// masked returns a context whose log writes no secret. Masking does not outlive a request, so every read does it anew.
func (s *session) masked(ctx context.Context) context.Context {
	ctx = tflog.MaskAllFieldValuesStrings(ctx, s.secrets...)
	return tflog.MaskMessageStrings(ctx, s.secrets...)
}
