package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// The lock file pins every package by its sum, and names no registry: npm takes its own.
func TestLock(t *testing.T) {
	type pinned struct {
		Version, Integrity, Resolved string
		Dependencies                 map[string]string
	}
	var lock struct{ Packages map[string]pinned }
	if err := json.Unmarshal(read(lockFile), &lock); err != nil {
		t.Fatal(err)
	}
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+`)
	for path, p := range lock.Packages {
		if path == "" {
			for name, version := range p.Dependencies {
				if !exact.MatchString(version) {
					t.Errorf("%s is %q, want one version", name, version)
				}
			}
			continue
		}
		if p.Resolved != "" || !strings.HasPrefix(p.Integrity, "sha512-") || !exact.MatchString(p.Version) {
			t.Errorf("%s: %+v; want a version, a SHA-512 and no address (npm config: omit-lockfile-registry-resolved=true)", path, p)
		}
	}
	if len(lock.Packages) < 100 {
		t.Errorf("%d packages, want all that the SDKs need", len(lock.Packages))
	}
}
