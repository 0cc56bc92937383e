package main

import (
	"context"
	"io"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// demo is one showing.
type demo struct {
	root     string // of the repository
	provider string // the folder that the provider was built into
	dir      string // what is written goes here
	out      io.Writer
	styled   bool // whether out understands colours
	finder   terraformcli.Finder
}

// run shows the demo. Its error is an end before time, or a check that did not pass.
func (d demo) run(ctx context.Context) error {
	screen := screen{terminal.Screen{Out: d.out, Styled: d.styled}}
	cli, err := d.finder.Find(ctx)
	if err != nil {
		return err
	}

	space, err := newWorkspace(d.dir, d.root, d.provider)
	if err != nil {
		return err
	}

	replay, err := zohocrmtest.NewReplay()
	if err != nil {
		return err
	}
	defer replay.Close()
	screen.step("Replaying Zoho CRM's documented responses on %s", replay.URL())

	tool := tool{path: cli.Path, dir: space.config, env: space.environ(replay.URL(), zohocrmtest.Token)}
	screen.step("%s apply (%s)", cli.Product.Executable(), cli)
	if _, err := tool.run(ctx, "apply", "-auto-approve", "-input=false", "-no-color"); err != nil {
		return err
	}
	shown, err := tool.run(ctx, "show", "-json")
	if err != nil {
		return err
	}
	outcome, err := readOutcome(shown)
	if err != nil {
		return err
	}

	if err := screen.present(outcome, replay.Requests()); err != nil {
		return err
	}
	screen.Line("")
	if err := d.audit(ctx, screen, cli, space); err != nil {
		return err
	}
	screen.next(nextCommands(cli, space))
	return nil
}
