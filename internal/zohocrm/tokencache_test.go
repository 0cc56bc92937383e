package zohocrm

import (
	"bytes"
	"slices"
	"testing"
	"time"
)

var tokenSealConfig = RefreshConfig{
	ClientID: "1000.CLIENT", ClientSecret: "the secret", RefreshToken: "the refresh token", AccountsURL: "https://accounts.zoho.eu",
}

var tokenSealEntry = tokenEntry{
	AccessToken: "1000.a.b",
	Expiry:      time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC),
	APIDomain:   "https://www.zohoapis.eu",
}

func sealOf(tb testing.TB, config RefreshConfig) tokenSeal {
	tb.Helper()
	seal, err := newTokenSeal(config)
	if err != nil {
		tb.Fatal(err)
	}
	return seal
}

func sealedEntry(tb testing.TB) []byte {
	tb.Helper()
	content, err := sealOf(tb, tokenSealConfig).seal(tokenSealEntry)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}

func TestTokenSeal(t *testing.T) {
	t.Parallel()
	content := sealedEntry(t)
	got, err := sealOf(t, tokenSealConfig).open(content)
	if err != nil || got != tokenSealEntry {
		t.Errorf("got %+v, %v, want %+v", got, err, tokenSealEntry)
	}
	if bytes.Equal(content, sealedEntry(t)) {
		t.Error("the same content twice: a nonce was used twice")
	}
}

func TestTokenSealRefusesEveryChange(t *testing.T) {
	t.Parallel()
	content, seal := sealedEntry(t), sealOf(t, tokenSealConfig)
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
func TestTokenSealIsBoundToItsCredentials(t *testing.T) {
	t.Parallel()
	content, name := sealedEntry(t), sealOf(t, tokenSealConfig).name
	for field, change := range map[string]func(*RefreshConfig){
		"client id":      func(c *RefreshConfig) { c.ClientID = "1000.OTHER" },
		"client secret":  func(c *RefreshConfig) { c.ClientSecret = "another" },
		"refresh token":  func(c *RefreshConfig) { c.RefreshToken = "another" },
		"accounts URL":   func(c *RefreshConfig) { c.AccountsURL = "https://accounts.zoho.com" },
		"moved boundary": func(c *RefreshConfig) { c.RefreshToken, c.ClientSecret = "the refresh", "token the secret" },
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			config := tokenSealConfig
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

func TestTokenSealHoldsNothingInClear(t *testing.T) {
	t.Parallel()
	content := append(sealedEntry(t), sealOf(t, tokenSealConfig).name...)
	for _, text := range []string{"1000.", "a.b", "zohoapis", "accounts", "CLIENT", "secret", "refresh", "2026", "access_token"} {
		if bytes.Contains(content, []byte(text)) {
			t.Errorf("the file holds %q: %q", text, content)
		}
	}
}

func FuzzTokenCacheFile(f *testing.F) {
	seal := sealOf(f, tokenSealConfig)
	content := sealedEntry(f)
	f.Add(content)
	f.Add(content[:len(content)-1])
	f.Add([]byte(tokenCacheFormat))
	f.Add([]byte("zohocrm token cache 2\n"))
	f.Add([]byte(`{"access_token":"1000.a.b"}`))
	f.Add([]byte(`{"access_token":"1000.a\nX: y","expiry":"2026-01-02T03:04:05Z"}`))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, content []byte) {
		entry, err := seal.open(content)
		if err == nil && entry != tokenSealEntry {
			t.Fatalf("opened %q as %+v", content, entry)
		}
		// The same bytes as a text that was sealed in good order.
		forged := seal.aead.Seal([]byte(tokenCacheFormat), nil, content, seal.data) //nolint:gosec // it makes a random nonce of its own
		if entry, err := seal.open(forged); err == nil && !printable(entry.AccessToken) {
			t.Fatalf("no header can hold %q", entry.AccessToken)
		}
	})
}
