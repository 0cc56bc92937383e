package terraformcli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Finder says which CLI is wanted and where it may come from.
type Finder struct {
	// Name is the name or path of an executable. Empty stands for the first of Products that is on the PATH, or else
	// for Terraform as Fetch brings it.
	Name string

	// Products are the products that will do, the preferred one first. Empty stands for Terraform, then OpenTofu.
	Products []Product

	// InstallDir is where a fetched Terraform is kept, and found again the next time.
	InstallDir string

	// Fetch installs Terraform into a folder and returns the path of the executable; see [FetchTerraform].
	Fetch func(ctx context.Context, dir string) (string, error)
}

// Find returns the CLI that is wanted. Its error says what was looked for, what came of it, and what to install.
func (f Finder) Find(ctx context.Context) (CLI, error) {
	if len(f.Products) == 0 {
		f.Products = []Product{Terraform, OpenTofu}
	}
	if f.Name != "" {
		return f.named(ctx)
	}

	var tried []error
	for _, product := range f.Products {
		cli, err := f.look(ctx, product.Executable())
		if err == nil {
			return cli, nil
		}
		tried = append(tried, err)
	}
	cli, err := f.fetched(ctx)
	if err == nil {
		return cli, nil
	}
	return CLI{}, &NotFoundError{Products: f.Products, Tried: append(tried, err)}
}

// named finds the executable of the name or path asked for, and nothing in its stead.
func (f Finder) named(ctx context.Context) (CLI, error) {
	cli, err := f.look(ctx, f.Name)
	if err != nil {
		return CLI{}, fmt.Errorf("the CLI asked for, %q, cannot be used: %w", f.Name, err)
	}
	return cli, nil
}

// look finds the executable of a name or path and asks it what it is.
func (f Finder) look(ctx context.Context, name string) (CLI, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return CLI{}, err
	}
	if path, err = filepath.Abs(path); err != nil {
		return CLI{}, err
	}
	return f.probe(ctx, path)
}

// probe asks the executable at path what it is, and refuses a product that is not wanted.
func (f Finder) probe(ctx context.Context, path string) (CLI, error) {
	cli, err := probe(ctx, path)
	if err != nil {
		return CLI{}, err
	}
	if !slices.Contains(f.Products, cli.Product) {
		return CLI{}, fmt.Errorf("%s is %s", path, cli.Product)
	}
	return cli, nil
}

// fetched returns the Terraform that an earlier run fetched, or fetches it.
func (f Finder) fetched(ctx context.Context) (CLI, error) {
	dir, err := filepath.Abs(f.InstallDir)
	if err != nil {
		return CLI{}, err
	}
	if cli, err := f.look(ctx, filepath.Join(dir, Terraform.Executable())); err == nil {
		return cli, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return CLI{}, err
	}
	path, err := f.Fetch(ctx, dir)
	if err != nil {
		return CLI{}, fmt.Errorf("fetching Terraform: %w", err)
	}
	return f.probe(ctx, path)
}

// NotFoundError tells that no CLI was found and Terraform could not be fetched.
type NotFoundError struct {
	Products []Product
	Tried    []error // what came of each place looked at, in order
}

// Error says what to install, then what came of each place.
func (e *NotFoundError) Error() string {
	names, pages := make([]string, len(e.Products)), make([]string, len(e.Products))
	for i, product := range e.Products {
		names[i], pages[i] = string(product), product.InstallURL()
	}
	var text strings.Builder
	fmt.Fprintf(&text, "no usable %s was found, and Terraform could not be fetched.\n", strings.Join(names, " or "))
	fmt.Fprintf(&text, "Install %s and put it on the PATH: %s\n", strings.Join(names, " or "), strings.Join(pages, " or "))
	text.WriteString("What was tried:")
	for _, err := range e.Tried {
		text.WriteString("\n  - " + strings.ReplaceAll(err.Error(), "\n", "\n    "))
	}
	return text.String()
}

// Unwrap returns what came of each place.
func (e *NotFoundError) Unwrap() []error { return e.Tried }
