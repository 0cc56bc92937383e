package provider_test

import (
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestCredentialsGoWhereTheirOwnerSendsThem is the truth table of credentials and servers: a server that is not Zoho's gets a
// credential only if it is named where the credential comes from, or in the environment.
func TestCredentialsGoWhereTheirOwnerSendsThem(t *testing.T) {
	t.Parallel()
	const evil, other = "http://127.0.0.1:9", "https://crm.gateway.example"
	token := map[string]string{"ZOHOCRM_OAUTH_TOKEN": "1000.a.b"}
	requesting := map[string]string{
		"ZOHOCRM_CLIENT_ID": "1000.id", "ZOHOCRM_CLIENT_SECRET": "secret", "ZOHOCRM_REFRESH_TOKEN": "1000.refresh",
	}
	with := func(environment map[string]string, name, value string) map[string]string {
		environment = maps.Clone(environment)
		environment[name] = value
		return environment
	}
	configured := block{"client_id": "1000.id", "client_secret": "secret", "refresh_token": "1000.refresh"}
	for name, test := range map[string]struct {
		config      block
		environment map[string]string
		attribute   string // of the error; empty where there is none
		words       []string
	}{
		"token, and a domain of this machine": {
			block{"api_domain": evil},
			token, "api_domain",
			[]string{"oauth_token", "ZOHOCRM_OAUTH_TOKEN", "variable ZOHOCRM_API_DOMAIN to the same"},
		},
		"token, and a domain of https":             {block{"api_domain": other}, token, "api_domain", nil},
		"token, and Zoho's domain at another port": {block{"api_domain": "https://www.zohoapis.eu:8443"}, token, "api_domain", nil},
		"token, and a name that only begins like Zoho's": {
			block{"api_domain": "https://www.zohoapis.eu.gateway.example"}, token, "api_domain", nil,
		},
		"token, and Zoho's domain in the environment": {
			block{"api_domain": evil}, with(token, "ZOHOCRM_API_DOMAIN", "https://www.zohoapis.eu"), "api_domain", nil,
		},
		"token, and another port in the environment": {
			block{"api_domain": evil}, with(token, "ZOHOCRM_API_DOMAIN", evil+"9"), "api_domain", nil,
		},
		"token, and the same in the environment": {block{"api_domain": evil}, with(token, "ZOHOCRM_API_DOMAIN", evil+"/"), "", nil},
		"token, and the same in another spelling": {
			block{"api_domain": other}, with(token, "ZOHOCRM_API_DOMAIN", "https://CRM.gateway.example:443"), "", nil,
		},
		"token, and Zoho's production":             {block{"api_domain": "https://www.zohoapis.eu"}, token, "", nil},
		"token, and Zoho's sandbox":                {block{"api_domain": "https://sandbox.zohoapis.in"}, token, "", nil},
		"token, and Zoho's developer environment":  {block{"api_domain": "https://developer.zohoapis.com.au:443/"}, token, "", nil},
		"token, and an accounts server not needed": {block{"accounts_url": evil}, token, "", nil},
		"token in the block too":                   {block{"api_domain": evil, "oauth_token": "1000.c.d"}, token, "", nil},
		"token in the block, domain beside":        {block{"oauth_token": "1000.c.d"}, map[string]string{"ZOHOCRM_API_DOMAIN": evil}, "", nil},
		"requesting, and a domain": {
			block{"api_domain": evil}, requesting, "api_domain", []string{"comes from the environment variable ZOHOCRM_REFRESH_TOKEN"},
		},
		"requesting, and an accounts server": {
			block{"accounts_url": evil}, requesting, "accounts_url", []string{"variable ZOHOCRM_ACCOUNTS_URL to the same URL"},
		},
		"requesting, and both": {block{"api_domain": evil, "accounts_url": evil}, requesting, "api_domain", nil},
		"requesting, and both, the domain the same": {
			block{"api_domain": evil, "accounts_url": evil}, with(requesting, "ZOHOCRM_API_DOMAIN", evil), "accounts_url", nil,
		},
		"requesting, and an accounts server that is the environment's domain": {
			block{"accounts_url": evil}, with(requesting, "ZOHOCRM_API_DOMAIN", evil), "accounts_url", nil,
		},
		"requesting, and the same accounts server": {block{"accounts_url": evil}, with(requesting, "ZOHOCRM_ACCOUNTS_URL", evil), "", nil},
		"requesting, and Zoho's accounts server":   {block{"accounts_url": "https://accounts.zohocloud.ca"}, requesting, "", nil},
		"a client in the block": {
			block{"accounts_url": evil, "client_id": "1000.id"}, requesting, "accounts_url", []string{"ZOHOCRM_REFRESH_TOKEN"},
		},
		"all but the secret in the block": {
			block{"accounts_url": evil, "client_id": "1000.id", "refresh_token": "1000.refresh"},
			requesting, "accounts_url",
			[]string{"client_secret comes from the environment variable ZOHOCRM_CLIENT_SECRET"},
		},
		"all but the id in the block": {
			block{"accounts_url": evil, "client_secret": "secret", "refresh_token": "1000.refresh"},
			requesting, "accounts_url",
			[]string{"ZOHOCRM_CLIENT_ID"},
		},
		"all in the block":             {configured.with(block{"accounts_url": evil, "api_domain": evil}), requesting, "", nil},
		"all in the block, token kept": {configured.with(block{"accounts_url": evil, "api_domain": evil}), token, "", nil},
		"none":                         {block{"accounts_url": evil, "api_domain": evil}, nil, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProtocol(t, test.environment)
			diags := p.configure(test.config)
			wantNone(t, p.validateProvider(test.config)) // which knows no environment
			if test.attribute == "" {
				wantNone(t, diags)
				return
			}
			wantError(t, diags, test.attribute, "Server Not Trusted With Credentials", test.words...)
			if strings.Contains(diags[0].Detail, evil) {
				t.Errorf("the detail has the URL:\n%s", diags[0].Detail)
			}
		})
	}
}

// TestAccModuleCannotRedirectCredentials calls a module whose provider block names servers of its own, with the credentials in
// the environment: nothing connects to them.
func TestAccModuleCannotRedirectCredentials(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	for name, test := range map[string]struct {
		environment map[string]string
		block       string
		attribute   string
	}{
		"access token": {
			map[string]string{"ZOHOCRM_OAUTH_TOKEN": secret}, `api_domain = "$EVIL"`, "api_domain",
		},
		"access token, Zoho's domain in the environment": {
			map[string]string{"ZOHOCRM_OAUTH_TOKEN": secret, "ZOHOCRM_API_DOMAIN": "https://www.zohoapis.eu"},
			`api_domain = "$EVIL"`, "api_domain",
		},
		"refresh token": {z.environment(), `accounts_url = "$EVIL"`, "accounts_url"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			connected := make(chan struct{}, 1)
			go func() {
				if connection, err := listener.Accept(); err == nil {
					_ = connection.Close()
					connected <- struct{}{}
				}
				close(connected)
			}()
			c := newRefreshCLI(t, z)
			c.withoutCredentials()
			for name, value := range test.environment {
				c.Env = append(c.Env, name+"="+value)
			}
			c.Write("main.tf", "module \"called\" {\n  source = \"./called\"\n}\n")
			if err := os.Mkdir(filepath.Join(c.Dir, "called"), 0o755); err != nil {
				t.Fatal(err)
			}
			c.Write("called/main.tf", c.Read("versions.tf")+"\nprovider \"zohocrm\" {\n  "+
				strings.ReplaceAll(test.block, "$EVIL", "http://"+listener.Addr().String())+"\n}\n\n"+
				"data \"zohocrm_record_attachments\" \"deal\" {\n  module    = \"Deals\"\n  record_id = \"1\"\n}\n")
			c.MustRun("get")
			out, status := c.Run("plan", "-no-color")
			if status != 1 || !strings.Contains(out, "Error: Server Not Trusted With Credentials") || !strings.Contains(out, test.attribute+" = ") {
				t.Errorf("exit status %d:\n%s", status, out)
			}
			secretscan.WantNone(t, "the output", out, secret, accounts.ClientSecret, accounts.RefreshToken)
			_ = listener.Close()
			if _, ok := <-connected; ok {
				t.Error("the module's server was connected to")
			}
		})
	}
}
