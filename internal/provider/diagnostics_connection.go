package provider

import (
	"crypto/tls"
	"errors"
	"fmt"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

const (
	checkHost = "Check the host name (provider attribute api_domain, environment variable ZOHOCRM_API_DOMAIN) " +
		"and that this machine can reach it. If a proxy is required, set HTTPS_PROXY."
	privateAuthority = "To trust a private certificate authority, add it to the system's store or, on Linux, name its file in SSL_CERT_FILE."
	runAgain         = "Run Terraform again later. Outages are listed at https://status.zoho.com. " +
		"If this persists, look for a firewall or proxy between this machine and the API domain that drops connections."
)

// connectionProblem is a request without a response, or whose response was lost.
func connectionProblem(connection *api.ConnectionError) *problem {
	p := &problem{
		summary: summaryCannotReachZohoCRM,
		why:     fmt.Sprintf("The request to %s got no response: %s.", connection.Host, sanitize.Text(connection.Err.Error())),
		advice:  checkHost,
	}
	if _, untrusted := errors.AsType[*tls.CertificateVerificationError](connection); untrusted {
		p.advice += " " + privateAuthority
	}
	idle, ok := errors.AsType[*transport.IdleError](connection)
	switch {
	case !ok:
	case idle.Phase == transport.Connecting:
		p.why = fmt.Sprintf("No connection to %s was made within %s.", connection.Host, seconds(idle.Timeout))
	case idle.Phase == transport.ReadingBody:
		p.why = fmt.Sprintf("The response from %s stopped in the middle: nothing more arrived for %s.", connection.Host, seconds(idle.Timeout))
		p.advice = runAgain
	default:
		p.why = fmt.Sprintf("%s was reached, but sent no response to the request within %s.", connection.Host, seconds(idle.Timeout))
		p.advice = runAgain
	}
	return p
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%.0f seconds", d.Seconds())
}
