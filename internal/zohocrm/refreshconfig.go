package zohocrm

import (
	"fmt"
	"io"
	"time"
)

// RefreshConfig is what a [RefreshTokenSource] is made of. Package fmt prints it without its values.
type RefreshConfig struct {
	// ClientID, ClientSecret and RefreshToken are the credentials; all three are needed.
	ClientID, ClientSecret, RefreshToken string

	// AccountsURL is the accounts server as [ParseAccountsURL] accepts it. Where it is empty, it is the one of APIDomain's
	// data centre, else [DefaultAccountsURL].
	AccountsURL string

	// APIDomain is the API domain that was configured; empty to take the one that the accounts server names.
	APIDomain string

	// Transport sends the calls; nil is [NewTransport]. Redirects are refused whatever it is.
	Transport Transport

	// UserAgent is sent with every call.
	UserAgent string

	// CacheOff keeps access tokens in memory only.
	CacheOff bool

	// CacheDir is the folder of the token cache and of nothing else: it is made the user's alone. Empty is
	// "terraform-provider-zohocrm" in [os.UserCacheDir].
	CacheDir string

	// Log takes the source's log; nil discards it.
	Log LogFunc

	// Now is the clock that tokens expire by; nil is [time.Now].
	Now func() time.Time
}

// Format keeps the credentials out of logs and messages.
func (RefreshConfig) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "zohocrm.RefreshConfig(redacted)")
}
