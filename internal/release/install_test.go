package release_test

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// TestAccInstall installs the archive as a user without a registry does: a mirror in a folder, init, plan; then the lock
// file made from the mirror alone, and an init that may not change it.
func TestAccInstall(t *testing.T) {
	t.Parallel()
	archive := snapshot(t)
	replay := zohocrmtest.StartReplay(t)
	i := newInstallation(t, archive.version, replay.URL())

	if out, status := i.Run("init", "-input=false", "-no-color"); status == 0 {
		t.Fatalf("the provider was installed from an empty mirror:\n%s", out)
	}
	if err := copyFile(archive.path(), filepath.Join(i.packages(), archive.name()), 0o022); err != nil {
		t.Fatal(err)
	}
	i.MustRun("init", "-input=false", "-no-color")
	checkInstalled(t, i.installed(archive.version), archive.version)

	i.MustRun("plan", "-input=false", "-out=plan")
	var plan struct {
		PlannedValues struct {
			Outputs map[string]struct{ Value []string }
		} `json:"planned_values"`
	}
	if err := json.Unmarshal([]byte(i.MustRun("show", "-json", "plan")), &plan); err != nil {
		t.Fatal(err)
	}
	if got, want := plan.PlannedValues.Outputs["file_names"].Value, []string{"Image.jpg", "in23er.png"}; !slices.Equal(got, want) {
		t.Errorf("the plan has the files %q, want %q", got, want)
	}
	wantAgent := project + "/" + archive.version + " "
	for _, request := range replay.Requests() {
		if agent := request.Header.Get("User-Agent"); !strings.HasPrefix(agent, wantAgent) {
			t.Errorf("User-Agent is %q, want %q first", agent, wantAgent)
		}
	}

	const lock = ".terraform.lock.hcl"
	written := i.Read(lock)
	if err := os.Remove(filepath.Join(i.Dir, lock)); err != nil {
		t.Fatal(err)
	}
	i.MustRun("providers", "lock", "-fs-mirror="+i.mirror, "-platform="+platform)
	if locked := i.Read(lock); locked != written {
		t.Errorf("providers lock wrote:\n%s\ninit wrote:\n%s", locked, written)
	}
	if got, want := lockedProviders(written), fmt.Sprintf(`provider "%s/%s" {
  version     = "%s"
  constraints = "%[3]s"
  hashes = [
    "h1:...",
  ]
}
`, i.Product.RegistryHost(), terraformcli.ProviderSource, archive.version); got != want {
		t.Errorf("the lock file has:\n%s\nwant:\n%s", got, want)
	}
	i.MustRun("init", "-input=false", "-lockfile=readonly")
}

// lockedProviders is a lock file without its leading comment and without the hashes' values.
func lockedProviders(lock string) string {
	_, providers, _ := strings.Cut(lock, "\n\n")
	return regexp.MustCompile(`h1:[A-Za-z0-9+/]{43}=`).ReplaceAllString(providers, "h1:...")
}

// checkInstalled checks the folder that the CLI unpacked the archive into, and the provider there.
func checkInstalled(t *testing.T, dir, version string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	program := project + "_v" + version
	if want := []string{"LICENSE", program}; !slices.Equal(names, want) {
		t.Fatalf("the archive holds %q, want %q", names, want)
	}
	program = filepath.Join(dir, program)

	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	commit, err := git("-C", root, "rev-parse", "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	settings := make(map[string]string)
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	for key, want := range map[string]string{
		"-trimpath": "true", "CGO_ENABLED": "0", "vcs.revision": strings.TrimSpace(commit),
	} {
		if settings[key] != want {
			t.Errorf("built with %s %q, want %q", key, settings[key], want)
		}
	}

	out, err := exec.CommandContext(t.Context(), program).CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 1 {
		t.Errorf("run by hand it ended with %v", err)
	}
	if want := "This binary is a plugin. These are not meant to be executed directly.\n"; !strings.HasPrefix(string(out), want) {
		t.Errorf("run by hand it said:\n%s\nwant:\n%s", out, want)
	}
}

// TestAccChecksums holds SHA256SUMS against the files that the registry checks: the archive and its own manifest.
func TestAccChecksums(t *testing.T) {
	t.Parallel()
	archive := snapshot(t)
	got := archive.checksums(t)
	want := map[string]string{
		archive.name():                      archive.path(),
		archive.prefix() + "_manifest.json": filepath.Join(root, "terraform-registry-manifest.json"),
	}
	for name, path := range want {
		sum := sha256.Sum256([]byte(readFile(t, path)))
		if got[name] != hex.EncodeToString(sum[:]) {
			t.Errorf("the checksum of %s is %q, want %x", name, got[name], sum)
		}
	}
	if len(got) != len(want) {
		t.Errorf("SHA256SUMS names %d files, want %d: %v", len(got), len(want), got)
	}
}
