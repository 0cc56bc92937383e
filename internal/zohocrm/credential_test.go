package zohocrm_test

import (
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

func TestCredentialDefectOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]zohocrm.CredentialDefect{
		"1000.8cb99dxxxxxxxxxxxxx9be93.9b8xxxxxxxxxxxxxxxf": 0,
		"1000.5ec2e7+/=.70ken==":                            0,
		"ab_cd==":                                           0,
		"a":                                                 0,
		"it's":                                              0,
		"":                                                  zohocrm.CredentialEmpty,
		"1000. a":                                           zohocrm.CredentialCharacters,
		"“1000.a.b”":                                        zohocrm.CredentialCharacters,
		"1000.a.b\r":                                        zohocrm.CredentialCharacters,
		`"1000.a.b"`:                                        zohocrm.CredentialQuoted,
		`'1000.a.b'`:                                        zohocrm.CredentialQuoted,
		"`1000.a.b`":                                        zohocrm.CredentialQuoted,
		`"1000.a.b`:                                         zohocrm.CredentialQuoted,
		`1000.a.b'`:                                         zohocrm.CredentialQuoted,
		`"`:                                                 zohocrm.CredentialQuoted,
		"ZOHOCRM_REFRESH_TOKEN=1000.a.b":                    zohocrm.CredentialNamed,
		"zohocrm_client_secret=5ec2e7":                      zohocrm.CredentialNamed,
		"refresh_token=1000.a.b":                            zohocrm.CredentialNamed,
		`ZOHOCRM_CLIENT_ID="1000.A"`:                        zohocrm.CredentialQuoted,
	} {
		if got := zohocrm.CredentialDefectOf(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
		if got := zohocrm.ValidToken(text); got != (want == 0) {
			t.Errorf("%q: valid is %t", text, got)
		}
	}
}
