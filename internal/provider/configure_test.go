package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestConfigure is the truth table of the settings: configuration, environment, unknown, empty.
func TestConfigure(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		config      block
		environment map[string]string
		attribute   string // of the error; see summary
		summary     string // empty where there is no error
		words       []string
	}{
		"nothing":                    {},
		"token in the configuration": {config: block{"oauth_token": "1000.a.b"}},
		"token in the environment":   {environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": "1000.a.b"}},
		"null is not set":            {config: block{"oauth_token": nil, "api_domain": nil}},
		"empty variable is not set":  {environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": "", "ZOHOCRM_API_DOMAIN": ""}},
		"unknown token":              {config: block{"oauth_token": unknown}},
		"unknown domain":             {config: block{"api_domain": unknown}},
		"unknown beats a variable that is wrong": {
			config:      block{"oauth_token": unknown},
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": "a b"},
		},
		"configuration beats a variable that is wrong": {
			config:      block{"api_domain": "https://www.zohoapis.eu"},
			environment: map[string]string{"ZOHOCRM_API_DOMAIN": "eu"},
		},
		"empty token": {
			config: block{"oauth_token": ""}, attribute: "oauth_token", summary: "Empty Provider Setting",
			words: []string{"oauth_token is set to an empty string", "ZOHOCRM_OAUTH_TOKEN"},
		},
		"empty token is no fall-back": {
			config: block{"oauth_token": ""}, environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": "1000.a.b"},
			attribute: "oauth_token", summary: "Empty Provider Setting",
		},
		"empty domain": {
			config: block{"api_domain": ""}, attribute: "api_domain", summary: "Empty Provider Setting",
			words: []string{"api_domain is set to an empty string", "ZOHOCRM_API_DOMAIN"},
		},
		"token with a line end": {
			config: block{"oauth_token": "1000.a.b\n"}, attribute: "oauth_token", summary: "Malformed Credential",
			words: []string{"white space", "Zoho-oauthtoken"},
		},
		"token beyond ASCII": {
			config: block{"oauth_token": "1000.ä.b"}, attribute: "oauth_token", summary: "Malformed Credential",
		},
		"token in the environment with a blank": {
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": "1000. a"},
			attribute:   "oauth_token", summary: "Malformed Credential", words: []string{"environment variable ZOHOCRM_OAUTH_TOKEN"},
		},
		"token in quotes": {
			config: block{"oauth_token": `"1000.a.b"`}, attribute: "oauth_token", summary: "Malformed Credential",
			words: []string{"begins or ends with a quotation mark", "Set the token alone"},
		},
		"token in the environment with its name": {
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": "ZOHOCRM_OAUTH_TOKEN=1000.hunter2"},
			attribute:   "oauth_token", summary: "Malformed Credential",
			words: []string{"name of a variable and an equals sign", "environment variable ZOHOCRM_OAUTH_TOKEN"},
		},
		"refresh token in quotes": {
			environment: map[string]string{"ZOHOCRM_REFRESH_TOKEN": `'1000.hunter2'`}, attribute: "refresh_token", summary: "Malformed Credential",
			words: []string{"quotation mark", "Set the value alone"},
		},
		"client id with its name": {
			config: block{"client_id": "client_id=1000.A"}, attribute: "client_id", summary: "Malformed Credential", words: []string{"equals sign"},
		},
		"client secret in one quotation mark": {
			config: block{"client_secret": `5ec2e7"`}, attribute: "client_secret", summary: "Malformed Credential",
		},
		"domain in quotes": {
			environment: map[string]string{"ZOHOCRM_API_DOMAIN": `"https://www.zohoapis.eu"`}, attribute: "api_domain", summary: "Malformed URL",
			words: []string{`Use "https://www.zohoapis.eu".`},
		},
		"domain with its name": {
			environment: map[string]string{"ZOHOCRM_API_DOMAIN": "ZOHOCRM_API_DOMAIN=https://www.zohoapis.in"}, attribute: "api_domain",
			summary: "Malformed URL", words: []string{`Use "https://www.zohoapis.in".`},
		},
		"domain in the environment": {
			environment: map[string]string{"ZOHOCRM_API_DOMAIN": "www.zohoapis.eu"},
			attribute:   "api_domain", summary: "Malformed URL",
			words: []string{"environment variable ZOHOCRM_API_DOMAIN", `Use "https://www.zohoapis.eu".`},
		},
		"name of a data centre": {
			config: block{"api_domain": "eu"}, attribute: "api_domain", summary: "Malformed URL",
			words: []string{`Use "https://www.zohoapis.eu".`},
		},
		"web app": {
			config: block{"api_domain": "https://crm.zoho.eu"}, attribute: "api_domain", summary: "Wrong Zoho Server",
			words: []string{"api_domain is the URL of the Zoho CRM web app.", `Use "https://www.zohoapis.eu".`},
		},
		"web app in Zoho One": {
			config: block{"api_domain": "https://one.zoho.in/zohoone/acme/home/cxapp/crm/org20061"}, attribute: "api_domain",
			summary: "Malformed URL",
			words:   []string{`Use "https://www.zohoapis.in".`},
		},
		"CRM Plus": {
			config: block{"api_domain": "https://crmplus.zoho.in"}, attribute: "api_domain", summary: "Wrong Zoho Server",
			words: []string{`Use "https://www.zohoapis.in".`},
		},
		"accounts server": {
			config: block{"api_domain": "https://accounts.zohocloud.ca"}, attribute: "api_domain", summary: "Wrong Zoho Server",
			words: []string{"api_domain is the URL of an accounts server", `Use "https://www.zohoapis.ca".`},
		},
		"plain http": {
			config: block{"api_domain": "http://www.zohoapis.eu"}, attribute: "api_domain", summary: "Malformed URL",
			words: []string{"must begin with https://", `Use "https://www.zohoapis.eu".`},
		},
		"plain http to what only looks like this machine": {
			config: block{"api_domain": "http://localhost.:8080"}, attribute: "api_domain", summary: "Malformed URL",
			words: []string{"must begin with https://"},
		},
		"path": {
			config: block{"api_domain": "https://www.zohoapis.in/crm/v8"}, attribute: "api_domain", summary: "Malformed URL",
			words: []string{"no path", `Use "https://www.zohoapis.in".`},
		},
		"no host that is known": {
			config: block{"api_domain": "zoho"}, attribute: "api_domain", summary: "Malformed URL",
			words: []string{"EU  https://www.zohoapis.eu", "CA  https://www.zohoapis.ca"},
		},
		"user name": {
			config: block{"api_domain": "https://me:hunter2@www.zohoapis.eu"}, attribute: "api_domain", summary: "Malformed URL",
			words: []string{"user name"},
		},
		"this machine":     {config: block{"api_domain": "http://localhost:8080"}},
		"loopback":         {config: block{"api_domain": "http://[::1]:8080/"}},
		"unknown host":     {config: block{"api_domain": "https://zoho.gateway.example:8443/"}},
		"with a slash":     {config: block{"api_domain": "https://www.zohoapis.eu/"}},
		"requests at once": {config: block{"max_concurrent_requests": 1, "max_retries": 0}},
		"most retries":     {environment: map[string]string{"ZOHOCRM_MAX_RETRIES": "10", "ZOHOCRM_MAX_CONCURRENT_REQUESTS": "25"}},
		"no concurrent requests": {
			config: block{"max_concurrent_requests": 0}, attribute: "max_concurrent_requests", summary: "Malformed Provider Setting",
			words: []string{`1 or more; it is "0"`, "use the default, 10."},
		},
		"too many retries": {
			config: block{"max_retries": 11}, attribute: "max_retries", summary: "Malformed Provider Setting",
			words: []string{`0 to 10; it is "11"`, "use the default, 4."},
		},
		"fewer retries than 0": {config: block{"max_retries": -1}, attribute: "max_retries", summary: "Malformed Provider Setting"},
		"retries in words": {
			environment: map[string]string{"ZOHOCRM_MAX_RETRIES": "some"}, attribute: "max_retries", summary: "Malformed Provider Setting",
			words: []string{`"some"`, "environment variable ZOHOCRM_MAX_RETRIES"},
		},
		"sandbox of a centre": {config: block{"api_domain": "https://sandbox.zohoapis.com.au"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProtocol(t, test.environment)
			diags := p.configure(test.config)
			if test.summary == "" {
				wantNone(t, diags)
				wantNone(t, p.validateProvider(test.config))
				return
			}
			wantError(t, diags, test.attribute, test.summary, test.words...)
			for _, d := range diags {
				if strings.Contains(d.Detail, "hunter2") {
					t.Errorf("the detail holds a password:\n%s", d.Detail)
				}
			}
			if test.config != nil && len(test.environment) == 0 {
				wantError(t, p.validateProvider(test.config), test.attribute, test.summary, test.words...)
			}
		})
	}
}

// TestReadWithoutCredentials holds that what is missing or not known yet stops a read, and not the configuration.
func TestReadWithoutCredentials(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	tests := map[string]struct {
		config             block
		attribute, summary string
		words              []string
	}{
		"missing": {block{}, "", "Missing Zoho CRM Credentials", []string{"ZOHOCRM_OAUTH_TOKEN", "oauth_token"}},
		"unknown token": {
			block{"oauth_token": unknown},
			"oauth_token", "Provider Setting Not Known Yet",
			[]string{"oauth_token", "ZOHOCRM_OAUTH_TOKEN"},
		},
		"unknown domain": {
			block{"oauth_token": zohocrmtest.Token, "api_domain": unknown},
			"api_domain", "Provider Setting Not Known Yet",
			[]string{"ZOHOCRM_API_DOMAIN"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": mock.URL()})
			wantNone(t, p.configure(test.config))
			for _, source := range sources {
				state, diags := p.by(source).read(t.Context(), block{"module": "Leads", "record_id": "1"})
				wantError(t, diags, test.attribute, test.summary, test.words...)
				if state["attachments"] != nil {
					t.Errorf("%s: state holds %v", source.name, state)
				}
			}
		})
	}
	t.Cleanup(func() {
		if n := len(mock.Requests()); n > 0 {
			t.Errorf("%d requests were made", n)
		}
	})
}

// TestConfigurationBeatsEnvironment looks at where the request really goes, and with which token.
func TestConfigurationBeatsEnvironment(t *testing.T) {
	t.Parallel()
	chosen := zohocrmtest.StartMock(t, zohocrmtest.WithTokens("1000.chosen"), zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	other := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": other.URL(), "ZOHOCRM_OAUTH_TOKEN": "1000.other"})
	wantNone(t, p.configure(block{"api_domain": chosen.URL(), "oauth_token": "1000.chosen"}))
	if got := p.mustRead(block{"module": "Leads", "record_id": "1"}); len(got) != 1 {
		t.Errorf("got %d attachments, want 1", len(got))
	}
	if n := len(other.Requests()); n > 0 {
		t.Errorf("%d requests went to the domain of the environment", n)
	}
}

func TestUserAgent(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(0)))
	p := newProtocol(t, map[string]string{
		"ZOHOCRM_API_DOMAIN": mock.URL(), "ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token, "TF_APPEND_USER_AGENT": "ci/7\r\nX-Evil: 1",
	})
	wantNone(t, p.configure(nil))
	p.mustRead(block{"module": "Leads", "record_id": "1"})
	want := "terraform-provider-zohocrm/test (+https://registry.terraform.io/providers/terraform-zohocrm/zohocrm) " +
		"Terraform/1.11.4 ci/7 X-Evil: 1"
	if got := mock.Requests()[0].Header.Get("User-Agent"); got != want {
		t.Errorf("User-Agent is %q, want %q", got, want)
	}
}

// TestReadWithoutConfiguration holds that a read before the provider is configured says so.
func TestReadWithoutConfiguration(t *testing.T) {
	t.Parallel()
	for typeName, config := range map[string]block{recordAttachments: lead, manyAttachments: deals(ids(1))} {
		for _, s := range sources {
			_, diags := newProtocol(t, nil).by(s).of(typeName).read(t.Context(), config)
			wantError(t, diags, "", "Provider Not Configured", "Fix the errors of the provider block first.")
		}
	}
}
