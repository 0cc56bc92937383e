package oauth

import (
	"fmt"
	"io"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// Config configures a [TokenSource]. Package fmt prints it without its values.
type Config struct {
	// ClientID, ClientSecret and Grant are the credentials; all three are needed.
	ClientID, ClientSecret string

	// Grant is what the client presents for an access token: a [RefreshToken] or [ClientCredentials].
	Grant Grant

	// AccountsURL is the accounts server as [catalog.ParseAccountsURL] accepts it. Where it is empty, it is the one of APIDomain's
	// data centre, or [catalog.DefaultAccountsURL] where APIDomain is empty too.
	AccountsURL string

	// APIDomain is the API domain that was configured; empty to take the one that the accounts server names.
	APIDomain string

	// Transport sends the requests; nil is [transport.New]. Redirects are never followed.
	Transport zohocrm.Transport

	// UserAgent is sent with every request.
	UserAgent string

	// CacheOff keeps access tokens in memory only.
	CacheOff bool

	// CacheDir is the folder of the token cache and of nothing else: only the user may read it. Empty is
	// "terraform-provider-zohocrm" in [os.UserCacheDir].
	CacheDir string

	// Log receives the source's log; nil discards it.
	Log zohocrm.LogFunc

	// Now is the clock that tokens expire by; nil is [time.Now].
	Now func() time.Time
}

// Format keeps the credentials out of logs and messages.
func (Config) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "oauth.Config(redacted)")
}
