package catalog_test

import (
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

func TestCredentialDefectOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]catalog.CredentialDefect{
		"1000.8cb99dxxxxxxxxxxxxx9be93.9b8xxxxxxxxxxxxxxxf": 0,
		"1000.5ec2e7+/=.70ken==":                            0,
		"ab_cd==":                                           0,
		"a":                                                 0,
		"it's":                                              0,
		"":                                                  catalog.CredentialEmpty,
		"1000. a":                                           catalog.CredentialCharacters,
		"“1000.a.b”":                                        catalog.CredentialCharacters,
		"1000.a.b\r":                                        catalog.CredentialCharacters,
		`"1000.a.b"`:                                        catalog.CredentialQuoted,
		`'1000.a.b'`:                                        catalog.CredentialQuoted,
		"`1000.a.b`":                                        catalog.CredentialQuoted,
		`"1000.a.b`:                                         catalog.CredentialQuoted,
		`1000.a.b'`:                                         catalog.CredentialQuoted,
		`"`:                                                 catalog.CredentialQuoted,
		"ZOHOCRM_REFRESH_TOKEN=1000.a.b":                    catalog.CredentialNamed,
		"zohocrm_client_secret=5ec2e7":                      catalog.CredentialNamed,
		"refresh_token=1000.a.b":                            catalog.CredentialNamed,
		`ZOHOCRM_CLIENT_ID="1000.A"`:                        catalog.CredentialQuoted,
	} {
		if got := catalog.CredentialDefectOf(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
		if got := catalog.ValidToken(text); got != (want == 0) {
			t.Errorf("%q: valid is %t", text, got)
		}
	}
}
