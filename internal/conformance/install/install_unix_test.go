//go:build unix

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// toolbox makes a folder with programs, and the PATH of it alone.
func toolbox(t *testing.T, scripts map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
}

// Without Node.js it says what is missing, before it does anything else.
func TestWithoutNode(t *testing.T) {
	for name, test := range map[string]struct {
		scripts map[string]string
		want    string
	}{
		"nothing":      {nil, "there is no node on the PATH. Zoho's SDKs run on Node.js 20 or newer, with npm"},
		"no npm":       {map[string]string{"node": "echo v22.1.0"}, "there is no npm on the PATH."},
		"an old one":   {map[string]string{"node": "echo v18.20.4", "npm": "exit 9"}, "node is v18.20.4. Zoho's SDKs run on Node.js 20 or newer"},
		"a broken one": {map[string]string{"node": "exit 3", "npm": "exit 9"}, "node --version: exit status 3"},
	} {
		t.Run(name, func(t *testing.T) {
			toolbox(t, test.scripts)
			dir := filepath.Join(t.TempDir(), "sdks")
			err := install(t.Context(), dir, new(bytes.Buffer))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if _, err := os.Stat(dir); !os.IsNotExist(err) {
				t.Errorf("the folder was made: %v", err)
			}
		})
	}
}

// What is installed is named before npm runs, npm runs no script, and it runs once.
func TestInstall(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sdks")
	toolbox(t, map[string]string{"node": "echo v20.20.2", "npm": `echo "$*" >>calls; echo said; exit ${NPM_STATUS:-0}`})
	t.Setenv("NPM_STATUS", "1")
	var out bytes.Buffer
	if err := install(t.Context(), dir, &out); err == nil || !strings.Contains(err.Error(), "exit status 1\nsaid") {
		t.Fatalf("got %v, want what npm said", err)
	}
	t.Setenv("NPM_STATUS", "0")
	for range 2 {
		if err := install(t.Context(), dir, &out); err != nil {
			t.Fatal(err)
		}
	}
	calls, err := os.ReadFile(filepath.Join(dir, "calls"))
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Repeat("ci --ignore-scripts --no-audit --no-fund\n", 2); string(calls) != want {
		t.Errorf("npm was run so:\n%swant\n%s", calls, want)
	}
	lines := strings.Split(out.String(), "\n")
	want := "Installing @zohocrm/nodejs-sdk-8.0 2.0.0 and @zohocrm/typescript-sdk-8.0 3.0.0 from npm into " + dir + ": "
	if !strings.HasPrefix(lines[0], want) || lines[0] != lines[1] {
		t.Errorf("got\n%swant twice\n%s", &out, want)
	}
	if want := "Zoho's SDKs are in " + dir + ": @zohocrm/nodejs-sdk-8.0 2.0.0 and @zohocrm/typescript-sdk-8.0 3.0.0."; lines[2] != want {
		t.Errorf("got %q, want %q", lines[2], want)
	}
}
