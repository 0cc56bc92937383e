package provider

import (
	"fmt"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// badProxy is a variable of the environment that names no proxy. It is not quoted: it may hold a password.
func badProxy(proxy *transport.ProxyError) *problem {
	return &problem{
		summary: summaryCannotReachZohoCRM,
		why:     fmt.Sprintf("No request was sent: %s. The provider does not bypass a proxy that is set.", proxy),
		advice:  fmt.Sprintf("Set %s to a URL such as http://proxy.example:3128, or unset it.", proxy.Variable),
	}
}
