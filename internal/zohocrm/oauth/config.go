package oauth

import (
	"fmt"
	"io"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// Config is what a [TokenSource] is made of. Package fmt prints it without its values.
type Config struct {
	// ClientID, ClientSecret and RefreshToken are the credentials; all three are needed.
	ClientID, ClientSecret, RefreshToken string

	// AccountsURL is the accounts server as [zohocrm.ParseAccountsURL] accepts it. Where it is empty, it is the one of APIDomain's
	// data centre, else [zohocrm.DefaultAccountsURL].
	AccountsURL string

	// APIDomain is the API domain that was configured; empty to take the one that the accounts server names.
	APIDomain string

	// Transport sends the calls; nil is [zohocrm.NewTransport]. Redirects are refused whatever it is.
	Transport zohocrm.Transport

	// UserAgent is sent with every call.
	UserAgent string

	// CacheOff keeps access tokens in memory only.
	CacheOff bool

	// CacheDir is the folder of the token cache and of nothing else: it is made the user's alone. Empty is
	// "terraform-provider-zohocrm" in [os.UserCacheDir].
	CacheDir string

	// Log takes the source's log; nil discards it.
	Log zohocrm.LogFunc

	// Now is the clock that tokens expire by; nil is [time.Now].
	Now func() time.Time
}

// Format keeps the credentials out of logs and messages.
func (Config) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "oauth.Config(redacted)")
}
