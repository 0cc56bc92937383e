package provider_test

import (
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// securityTests are the tests of each promise of SECURITY.md, by its first words.
var securityTests = map[string][]string{
	"Credentials go where their owner sends them": {
		"TestCredentialsGoWhereTheirOwnerSendsThem", "TestAccModuleCannotRedirectCredentials", "TestConfigurationBeatsEnvironment",
	},
	"By https": {
		"TestAccPrivateAuthority", "TestParseDomain", "TestTLS", "TestProxy",
	},
	"An API domain named by the accounts server": {"TestAPIDomainOfAToken", "TestUntrustedAPIDomainIsForgotten"},
	"Redirects are refused":                      {"TestRedirectOfAPageIsNotFollowed", "TestTokenProblems"},
	"Credentials are never logged or shown": {
		"TestAccSecrets", "TestAccWrongClientSecret", "TestAccBytesAfterAResponse", "TestAccHTTP2Debug",
	},
	"A token that the API domain sends back is removed": {
		"TestTokenSentBack", "TestTokenSentBackInRows", "TestAccTokenSentBackInRows", "TestReadKeepsTheTokenOutOfConnectionErrors",
		"TestRefusals",
	},
	"Server text is sanitised": {"TestHostileErrors", "TestClean", "TestResponseThatCannotBeDecoded"},
	"Responses are bounded": {
		"TestBodiesAreBounded", "TestHugeBodies", "TestResponseThatCannotBeDecoded", "TestDepthAndWidth", "TestMemoryOfAPage",
		"TestWalkIsBounded", "TestQueryFaults",
	},
	"The token cache": {
		"TestCacheFilesAreTheUsersAlone", "TestForeignFolder", "TestFolderOfAnotherUser", "TestForeignFiles", "TestAccCacheFolderOfAnotherUser",
	},
	"A list is complete, or the read fails": {"TestFaultTable", "TestInterrupted"},
}

// TestSecurityPromises holds SECURITY.md against the tests: each promise has some, and they exist.
func TestSecurityPromises(t *testing.T) {
	t.Parallel()
	_, promises, _ := strings.Cut(readText(t, repository+"/SECURITY.md"), "\n## What is guaranteed\n")
	promises, _, _ = strings.Cut(promises, "\n## ")
	var got []string
	for _, promise := range regexp.MustCompile(`(?m)^- \*\*(.+?)\*\*`).FindAllStringSubmatch(promises, -1) {
		got = append(got, promise[1])
	}
	slices.Sort(got)
	if want := slices.Sorted(maps.Keys(securityTests)); !slices.Equal(got, want) || strings.Count(promises, "\n- ") != len(want) {
		t.Errorf("promised: %q\nwith tests: %q", got, want)
	}
	exists := make(map[string]bool)
	function := regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	err := filepath.WalkDir(repository+"/internal", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, "_test.go") {
			for _, name := range function.FindAllStringSubmatch(readText(t, path), -1) {
				exists[name[1]] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for promise, tests := range securityTests {
		for _, name := range tests {
			if !exists[name] {
				t.Errorf("%s: there is no %s", promise, name)
			}
		}
	}
}
