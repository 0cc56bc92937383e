package oauth

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

var testConfig = Config{
	ClientID: "1000.CLIENT", ClientSecret: "the secret", Grant: RefreshToken("the refresh token"), AccountsURL: "https://accounts.zoho.eu",
}

var testOrganization = ClientCredentials{OrganizationID: "600", Scopes: []string{"ZohoCRM.modules.READ", "ZohoCRM.coql.READ"}}

var testEntry = cacheEntry{
	AccessToken: "1000.a.b",
	Expiry:      time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC),
	APIDomain:   "https://www.zohoapis.eu",
}

func sealOf(tb testing.TB, config Config) sealer {
	tb.Helper()
	seal, err := newSealer(config)
	if err != nil {
		tb.Fatal(err)
	}
	return seal
}

func sealedEntry(tb testing.TB) []byte {
	tb.Helper()
	content, err := sealOf(tb, testConfig).seal(testEntry)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}

func TestSealer(t *testing.T) {
	t.Parallel()
	content := sealedEntry(t)
	got, err := sealOf(t, testConfig).open(content)
	if err != nil || got != testEntry {
		t.Errorf("got %+v, %v, want %+v", got, err, testEntry)
	}
	if bytes.Equal(content, sealedEntry(t)) {
		t.Error("the same content twice: a nonce was used twice")
	}
}

func TestSealerRefusesEveryChange(t *testing.T) {
	t.Parallel()
	content, seal := sealedEntry(t), sealOf(t, testConfig)
	for i := range content {
		changed := slices.Clone(content)
		changed[i] ^= 1
		if entry, err := seal.open(changed); err == nil {
			t.Errorf("byte %d changed: got %+v", i, entry)
		}
		if entry, err := seal.open(content[:i]); err == nil {
			t.Errorf("cut after %d bytes: got %+v", i, entry)
		}
	}
	if entry, err := seal.open(append(slices.Clone(content), 0)); err == nil {
		t.Errorf("with a byte more: got %+v", entry)
	}
}

// The accounts server and the client id are authenticated, and take part in the name: here a file is opened under the
// name of another's.
func TestSealerIsBoundToItsCredentials(t *testing.T) {
	t.Parallel()
	content, name := sealedEntry(t), sealOf(t, testConfig).name
	for field, change := range map[string]func(*Config){
		"client id":      func(c *Config) { c.ClientID = "1000.OTHER" },
		"client secret":  func(c *Config) { c.ClientSecret = "another" },
		"refresh token":  func(c *Config) { c.Grant = RefreshToken("another") },
		"accounts URL":   func(c *Config) { c.AccountsURL = "https://accounts.zoho.com" },
		"grant":          func(c *Config) { c.Grant = testOrganization },
		"moved boundary": func(c *Config) { c.Grant, c.ClientSecret = RefreshToken("the refresh"), "token the secret" },
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			config := testConfig
			change(&config)
			other := sealOf(t, config)
			if entry, err := other.open(content); err == nil {
				t.Errorf("got %+v", entry)
			}
			if other.name == name {
				t.Error("the same file name")
			}
		})
	}
}

// Of one grant, every parameter counts, whatever it is; the order of scopes, or one named twice, does not.
func TestSealerIsBoundToTheGrantsParameters(t *testing.T) {
	t.Parallel()
	config := testConfig
	config.Grant = testOrganization
	seal := sealOf(t, config)
	content, err := seal.seal(testEntry)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		grant ClientCredentials
		same  bool
	}{
		"organisation":    {ClientCredentials{"601", testOrganization.Scopes}, false},
		"fewer scopes":    {ClientCredentials{"600", testOrganization.Scopes[:1]}, false},
		"another scope":   {ClientCredentials{"600", []string{"ZohoCRM.modules.READ", "ZohoCRM.coql.ALL"}}, false},
		"moved boundary":  {ClientCredentials{"600&scope=ZohoCRM.coql.READ", []string{"ZohoCRM.modules.READ"}}, false},
		"order of scopes": {ClientCredentials{"600", []string{"ZohoCRM.coql.READ", "ZohoCRM.modules.READ"}}, true},
		"a scope twice":   {ClientCredentials{"600", append(testOrganization.Scopes, "ZohoCRM.coql.READ")}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := testConfig
			config.Grant = test.grant
			other := sealOf(t, config)
			if entry, err := other.open(content); (err == nil) != test.same || test.same && entry != testEntry {
				t.Errorf("got %+v, %v", entry, err)
			}
			if (other.name == seal.name) != test.same {
				t.Errorf("the file names are %s and %s", other.name, seal.name)
			}
		})
	}
}

func TestSealerHoldsNothingInClear(t *testing.T) {
	t.Parallel()
	content := append(sealedEntry(t), sealOf(t, testConfig).name...)
	for _, text := range []string{"1000.", "a.b", "zohoapis", "accounts", "CLIENT", "secret", "refresh", "2026", "access_token"} {
		if bytes.Contains(content, []byte(text)) {
			t.Errorf("the file holds %q: %q", text, content)
		}
	}
}

func FuzzCacheFile(f *testing.F) {
	seal := sealOf(f, testConfig)
	content := sealedEntry(f)
	f.Add(content)
	f.Add(content[:len(content)-1])
	f.Add([]byte(cacheFormat))
	f.Add([]byte("zohocrm token cache 2\n"))
	f.Add([]byte(`{"access_token":"1000.a.b"}`))
	f.Add([]byte(`{"access_token":"1000.a\nX: y","expiry":"2026-01-02T03:04:05Z"}`))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, content []byte) {
		entry, err := seal.open(content)
		if err == nil && entry != testEntry {
			t.Fatalf("opened %q as %+v", content, entry)
		}
		// The same bytes as a text that was sealed in good order.
		forged := seal.aead.Seal([]byte(cacheFormat), nil, content, seal.data) //nolint:gosec // it makes a random nonce of its own
		if entry, err := seal.open(forged); err == nil && !catalog.ValidToken(entry.AccessToken) {
			t.Fatalf("no header can hold %q", entry.AccessToken)
		}
	})
}
