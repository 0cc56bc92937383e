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
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// session is what Configure hands to every read.
type session struct {
	client  *zohocrm.Client
	problem *problem // why there is no client: reported by the first read that needs one
	unknown bool     // whether the problem is a setting that is not known yet
	access  access
	secrets []string // to be masked in logs

	maxResult int64 // bytes of the object of a block
}

// access is how requests are authorised.
type access struct {
	kind      credentialKind
	apiDomain level // that sets the API domain
	token     level // that sets the access token, of an [accessTokenCredential]
	scopes    settingValue
}

// open creates a session from well-formed settings. It sends no request. A credential that is missing or not known yet is
// an error of the first read, not of the configuration: there may be no read.
func (p *zohocrmProvider) open(values map[string]settingValue, terraformVersion string) (*session, diag.Diagnostics) {
	kind, conflict := chooseCredential(values)
	if conflict == nil && kind.requestsTokens() {
		conflict = incompleteCredential(kind, values)
	}
	if conflict == nil {
		conflict = untrustedServer(kind, values)
	}
	if conflict == nil {
		conflict = missingAccountsURL(kind, values)
	}
	if conflict != nil {
		return nil, diag.Diagnostics{conflict.diagnostic()}
	}
	if kind == noCredential {
		return &session{problem: missingCredential(values)}, nil
	}
	for _, s := range settings() {
		if values[s.name].unknown && s.appliesTo(kind) {
			return &session{problem: unknownSetting(s), unknown: true}, nil
		}
	}

	sender, agent := p.transport, p.userAgent(terraformVersion)
	if sender == nil {
		sender = transport.New()
	}
	tokens, err := p.tokenSource(kind, values, sender, agent)
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	client, err := zohocrm.New(zohocrm.Config{
		APIDomain:             values[apiDomain].value,
		Tokens:                tokens,
		UserAgent:             agent,
		Transport:             sender,
		MaxRetries:            new(values[maxRetries].number()),
		MaxConcurrentRequests: values[maxConcurrentRequests].number(),
		Clock:                 p.clock,
		Log:                   p.log.write,
	})
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return &session{
		client:    client,
		access:    access{kind: kind, apiDomain: values[apiDomain].from, token: values[oauthToken].from, scopes: values[scopes]},
		secrets:   secretsOf(values),
		maxResult: p.maxResult,
	}, nil
}

// tokenSource creates the source of access tokens for a kind of credential.
func (p *zohocrmProvider) tokenSource(
	kind credentialKind, values map[string]settingValue, transport zohocrm.Transport, agent string,
) (zohocrm.TokenSource, error) {
	if kind == accessTokenCredential {
		return zohocrm.StaticToken(values[oauthToken].value), nil
	}
	return oauth.NewTokenSource(oauth.Config{
		ClientID:     values[clientID].value,
		ClientSecret: values[clientSecret].value,
		Grant:        grantOf(kind, values),
		AccountsURL:  values[accountsURL].value,
		APIDomain:    values[apiDomain].value,
		Transport:    transport,
		UserAgent:    agent,
		CacheOff:     !values[tokenCache].enabled(),
		CacheDir:     p.cacheDir,
		Log:          p.log.write,
	})
}

// debugLog writes one line at a time: tflog masks the fields of a context in place, and concurrent walks share theirs
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

// sessionOf returns the session that Configure passed to the framework; nil where the provider is not configured, as at
// validation.
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
	appended, _ := p.lookupEnv("TF_APPEND_USER_AGENT")
	if more := strings.Join(strings.Fields(appended), " "); more != "" {
		agent += " " + more
	}
	return agent
}

// notReady returns why nothing can be read, or nil. The session is nil where the provider is not configured.
func (s *session) notReady() *problem {
	if s == nil {
		return notConfigured()
	}
	return s.problem
}

// complete completes the words of a problem of a read.
func (s *session) complete(p *problem) *problem {
	if p.byAccess != nil {
		p.byAccess(p, s.access)
	}
	return p
}

// waitsForSettings reports whether a read has to wait until the provider's settings are known.
func (s *session) waitsForSettings() bool {
	return s != nil && s.unknown
}

// masked returns a context that masks secrets in logs. Masking does not outlive an RPC, so every read sets it up.
func (s *session) masked(ctx context.Context) context.Context {
	ctx = tflog.MaskAllFieldValuesStrings(ctx, s.secrets...)
	return tflog.MaskMessageStrings(ctx, s.secrets...)
}
