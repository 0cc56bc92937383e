package release_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// installation is a configuration that a real CLI works on, where providers come from a filesystem mirror alone: there
// is no other way in the CLI's configuration, no cache, and every proxy is a port that nothing listens on.
type installation struct {
	*clitest.CLI
	data   string // what the CLI keeps beside a configuration
	mirror string
}

func newInstallation(t *testing.T, version, apiDomain string) installation {
	t.Helper()
	mirror := t.TempDir()
	i := installation{
		CLI: clitest.Configured(t, fmt.Sprintf(`
			provider_installation {
			  filesystem_mirror {
			    path    = %q
			    include = ["%s/%s"]
			  }
			}`, mirror, clitest.Find(t).Product.RegistryHost(), terraformcli.ProviderSource)),
		data:   t.TempDir(),
		mirror: mirror,
	}
	i.Env = append(i.Env,
		"TF_DATA_DIR="+i.data,
		"HTTP_PROXY=http://127.0.0.1:1", "http_proxy=http://127.0.0.1:1",
		"HTTPS_PROXY=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1",
		"ZOHOCRM_API_DOMAIN="+apiDomain,
		"ZOHOCRM_OAUTH_TOKEN="+zohocrmtest.Token,
	)
	if err := os.MkdirAll(i.packages(), 0o755); err != nil {
		t.Fatal(err)
	}
	i.Write("main.tf", fmt.Sprintf(`
		terraform {
		  required_providers {
		    zohocrm = {
		      source  = %q
		      version = %q
		    }
		  }
		}

		data "zohocrm_record_attachments" "lead" {
		  module    = "Leads"
		  record_id = "4876876000000376008"
		}

		output "file_names" {
		  value = data.zohocrm_record_attachments.lead.attachments[*].file_name
		}`, terraformcli.ProviderSource, version))
	return i
}

// packages is the folder of the mirror where the CLI looks for the provider's archives.
func (i installation) packages() string {
	return filepath.Join(i.mirror, i.Product.RegistryHost(), filepath.FromSlash(terraformcli.ProviderSource))
}

// installed is the folder that the CLI unpacks the archive into.
func (i installation) installed(version string) string {
	return filepath.Join(i.data, "providers", i.Product.RegistryHost(), filepath.FromSlash(terraformcli.ProviderSource), version, platform)
}
