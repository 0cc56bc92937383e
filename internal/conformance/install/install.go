package main

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

//go:embed sdks/package.json sdks/package-lock.json sdks/driver.mjs
var sdks embed.FS

// The files of sdks.
const (
	manifestFile = "package.json"
	lockFile     = "package-lock.json"
	driverFile   = "driver.mjs"
)

// stampFile stands in the folder once all is installed, and holds the sum of the files by which it was.
const stampFile = "installed"

// oldestNode is the oldest major version of Node.js that is known to do.
const oldestNode = 20

func install(ctx context.Context, dir string, out io.Writer) error {
	npm, err := findNode(ctx)
	if err != nil {
		return err
	}
	names, err := installed()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range []string{manifestFile, lockFile, driverFile} {
		if err := os.WriteFile(filepath.Join(dir, name), read(name), 0o644); err != nil {
			return err
		}
	}
	stamp := filepath.Join(dir, stampFile)
	if held, err := os.ReadFile(stamp); err == nil && string(held) == sum() {
		fmt.Fprintf(out, "Zoho's SDKs are in %s: %s.\n", dir, names)
		return nil
	}
	packages, err := packageCount()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Installing %s from npm into %s: %d packages with what they need, some 120 MB, no script run. "+
		"The first time this takes about half a minute.\n", names, dir, packages)
	command := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	command.Dir = dir
	if said, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci in %s: %w\n%s", dir, err, said)
	}
	return os.WriteFile(stamp, []byte(sum()), 0o644)
}

// findNode returns the path of npm, where Node.js is there and new enough.
func findNode(ctx context.Context) (npm string, err error) {
	need := fmt.Sprintf("Zoho's SDKs run on Node.js %d or newer, with npm (https://nodejs.org); nothing else here needs them", oldestNode)
	node, err := exec.LookPath("node")
	if err != nil {
		return "", fmt.Errorf("there is no node on the PATH. %s", need)
	}
	npm, err = exec.LookPath("npm")
	if err != nil {
		return "", fmt.Errorf("there is no npm on the PATH. %s", need)
	}
	said, err := exec.CommandContext(ctx, node, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("node --version: %w", err)
	}
	version := strings.TrimSpace(string(said))
	major, _, _ := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	if number, err := strconv.Atoi(major); err != nil || number < oldestNode {
		return "", fmt.Errorf("node is %s. %s", version, need)
	}
	return npm, nil
}

// installed names the SDKs and their versions.
func installed() (string, error) {
	var manifest struct {
		Dependencies map[string]string `json:"dependencies"`
	}
	if err := json.Unmarshal(read(manifestFile), &manifest); err != nil {
		return "", fmt.Errorf("%s: %w", manifestFile, err)
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(manifest.Dependencies)) {
		names = append(names, name+" "+manifest.Dependencies[name])
	}
	return strings.Join(names, " and "), nil
}

// packageCount is the number of packages that the lock file has installed.
func packageCount() (int, error) {
	var lock struct {
		Packages map[string]struct{} `json:"packages"`
	}
	if err := json.Unmarshal(read(lockFile), &lock); err != nil {
		return 0, fmt.Errorf("%s: %w", lockFile, err)
	}
	return len(lock.Packages) - 1, nil // one is the folder itself
}

// sum identifies what is installed.
func sum() string {
	hash := sha256.Sum256(append(read(manifestFile), read(lockFile)...))
	return hex.EncodeToString(hash[:])
}

func read(name string) []byte {
	content, err := sdks.ReadFile("sdks/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return content
}
