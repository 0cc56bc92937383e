package provider_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// silence never answers, and tells of each request that it holds.
type silence chan struct{}

func (s silence) RoundTrip(r *http.Request) (*http.Response, error) {
	s <- struct{}{}
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// TestStopProvider holds that a read which is under way ends where Terraform stops the provider.
func TestStopProvider(t *testing.T) {
	t.Parallel()
	for _, s := range sources {
		for typeName, config := range map[string]block{recordAttachments: lead, manyAttachments: deals(ids(1))} {
			t.Run(s.name+" "+typeName, func(t *testing.T) {
				t.Parallel()
				server := make(silence)
				p := newProtocol(t, map[string]string{"ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token}, provider.WithTransport(server)).by(s).of(typeName)
				wantNone(t, p.configure(nil))
				stopped := make(chan error)
				go func() {
					<-server
					_, err := p.server.StopProvider(context.WithoutCancel(t.Context()), &tfprotov6.StopProviderRequest{})
					stopped <- err
				}()
				state, diags := p.read(t.Context(), config)
				wantError(t, diags, "", "Read Interrupted")
				if state["attachments"] != nil || state["records"] != nil {
					t.Errorf("the state is %v, want no result", state)
				}
				if err := <-stopped; err != nil {
					t.Error(err)
				}
			})
		}
	}
}
