package provider_test

import (
	"testing"
	"testing/synctest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// withMock has a provider that is configured for a mock do something: over a socket, or over pipes and in a bubble, where the
// minutes of a slow server cost nothing.
func withMock(t *testing.T, mock *zohocrmtest.Mock, slow bool, do func(t *testing.T, p *protocol)) {
	t.Helper()
	if !slow {
		do(t, connected(t, mock))
		return
	}
	synctest.Test(t, func(t *testing.T) {
		transport := transport.New()
		transport.DialContext = zohocrmtest.StartPiped(t, mock.Handler()).DialContext
		t.Cleanup(transport.CloseIdleConnections)
		p := newProtocol(t, environmentFor(mock), provider.WithTransport(transport))
		wantNone(t, p.configure(nil))
		do(t, p)
	})
}
