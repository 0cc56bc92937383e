package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// repository is the way from here to the root of the repository.
const repository = "../.."

func TestMain(m *testing.M) { clitest.Main(m) }

func TestAccDemo(t *testing.T) {
	cli := clitest.Needs(t, terraformcli.CheckBlocks)
	// What a caller's shell may carry.
	for name, value := range map[string]string{
		"TF_CLI_CONFIG_FILE":  filepath.Join(t.TempDir(), "absent"),
		"TF_CLI_ARGS":         "-bogus",
		"TF_DATA_DIR":         filepath.Join(t.TempDir(), "absent"),
		"TF_LOG":              "TRACE",
		"TF_VAR_module":       "Deals",
		"TF_WORKSPACE":        "stray",
		"ZOHOCRM_API_DOMAIN":  "https://api.example.com",
		"ZOHOCRM_OAUTH_TOKEN": "1000.stray",
	} {
		t.Setenv(name, value)
	}

	var out strings.Builder
	dir := filepath.Join(t.TempDir(), "demo")
	d := demo{
		root: repository, provider: clitest.Provider(t), dir: dir,
		out: &out, styled: true, finder: terraformcli.Finder{Name: cli.Path},
	}
	if err := d.run(t.Context()); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}

	checkPicture(t, out.String())

	const want = `> Replaying Zoho CRM's documented responses on http://127.0.0.1:PORT
> CLI apply (VERSION)

Leads 4876876000000376008: 2 attachments

  FILE NAME       SIZE    BYTES  OWNER           CREATED
  Image.jpg    1.0 MiB  1048576  Patricia Boyle  2022-04-21 10:27 +05:30
  in23er.png  23.3 KiB    23821  Patricia Boyle  2022-04-20 14:45 +05:30

2 checks
  PASS     every_attachment_has_an_owner
  PASS     has_a_picture

1 API call
  GET /crm/v8/Leads/4876876000000376008/Attachments: 200, 2 attachments
      fields=$editable,$file_id,$link_url,$se_module,$sharing_permission,…t_Id,Size,id
      per_page=200

> Playing Zoho CRM with five deals on http://127.0.0.1:PORT
> CLI apply -var since=2026-01-01 (VERSION)

Deals won since 2026-01-01: 3, 1 without a signed contract

  DEAL             OWNER   ACCOUNT        ID
  Depot extension  Okafor  O'Neil & Sons  4876876000000376009

2 checks
  PASS     deals_read
  FAIL     signed_contracts
           Closed deals without a signed contract: Depot extension (Okafor).

4 API calls
  POST /crm/v8/coql: 200, 3 records
      select id, Account_Name.Account_Name, Deal_Name, Owner from Deals where (Stage =
      'Closed Won' and Closing_Date >= '2026-01-01') order by id asc limit 2000
  GET /crm/v8/Deals/4876876000000376008/Attachments: 200, 1 attachment
  GET /crm/v8/Deals/4876876000000376009/Attachments: 200, 2 attachments
  GET /crm/v8/Deals/4876876000000376010/Attachments: 200, 1 attachment

Next: a record and deals of your own, with the same configurations
`
	got := regexp.MustCompile(`(127\.0\.0\.1:)\d+`).ReplaceAllString(styles.ReplaceAllString(out.String(), ""), "${1}PORT")
	got = regexp.MustCompile(`(?m)^> \w+ apply( -var \S+)? \((Terraform|OpenTofu) \S+\)$`).ReplaceAllString(got, "> CLI apply$1 (VERSION)")
	got, next, _ := strings.Cut(got, "  export ZOHOCRM_API_DOMAIN=")
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if !strings.Contains(next, " apply -var module=Leads -var record_id=...\n") || !strings.HasSuffix(next, " apply -var since=2026-01-01\n") {
		t.Errorf("it ends in %q", next)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); name != "config" && name != "audit" && name != "terraform.tfrc" && name != "data" {
			t.Errorf("%s was left in the folder", name)
		}
	}
}

func TestDemoWithoutACLI(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	d := demo{dir: dir, out: new(strings.Builder), finder: terraformcli.Finder{Name: filepath.Join(dir, "terraform")}}
	if err := d.run(t.Context()); err == nil || !strings.Contains(err.Error(), "cannot be used") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder was made (%v)", err)
	}
}

func TestDemoWithoutAProvider(t *testing.T) {
	t.Parallel()
	dir, provider := filepath.Join(t.TempDir(), "demo"), t.TempDir()
	_, err := newWorkspace(dir, repository, provider)
	if want := "the provider is not in " + provider + ": run make build"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder was made (%v)", err)
	}
}
