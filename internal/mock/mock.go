package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"syscall"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// program is one run.
type program struct{ screen *screen }

// server is what the two servers of zohocrmtest have in common.
type server interface {
	URL() string
	Close()
}

func (p program) run(ctx context.Context, args []string) error {
	o, err := parse(args, p.screen.Out, p.screen.now())
	if err != nil {
		return err
	}
	scenarios, err := o.scenarios()
	if err != nil {
		return err
	}
	if o.list {
		p.screen.list(scenarios)
		return nil
	}
	p.screen.scenarios = scenarios
	s, err := p.start(o)
	if err != nil {
		return err
	}
	p.screen.welcome(o, scenarios, s.URL())
	<-ctx.Done()
	s.Close()
	p.screen.summary()
	return nil
}

// start starts the server at the address asked for; at a free port where the default one is taken.
func (p program) start(o options) (server, error) {
	s, err := p.serve(o)
	if errors.Is(err, syscall.EADDRINUSE) && !o.addressGiven {
		p.screen.Line("%s is taken: this is a free port instead. -address chooses one.", o.address)
		o.address = freePort
		s, err = p.serve(o)
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("-address %s is taken: by another mock, perhaps; -address %s takes a free port", o.address, freePort)
	}
	return s, err
}

func (p program) serve(o options) (server, error) {
	common := []zohocrmtest.ServerOption{
		zohocrmtest.WithAddress(o.address),
		zohocrmtest.WithTokens(o.tokens...),
		zohocrmtest.WithAccounts(&accounts.Server{}),
		zohocrmtest.WithLatency(o.latency),
		zohocrmtest.WithConcurrencyLimit(o.concurrency),
		zohocrmtest.WithFaults(o.faults...),
		zohocrmtest.WithOnArrival(p.screen.arrived),
		zohocrmtest.WithOnRequest(p.screen.responded),
	}
	if o.recorded() {
		replay := []zohocrmtest.ReplayOption{}
		if !slices.Contains(o.names, allScenarios) {
			replay = append(replay, zohocrmtest.WithScenarios(o.names...))
		}
		if o.recordings != "" {
			replay = append(replay, zohocrmtest.WithRecordings(os.DirFS(o.recordings)))
		}
		for _, option := range common {
			replay = append(replay, option)
		}
		return started(zohocrmtest.NewReplay(replay...))
	}
	mock := o.mockOptions()
	for _, option := range common {
		mock = append(mock, option)
	}
	return started(zohocrmtest.NewMock(mock...))
}

// mockOptions are the records that are made up, and how they are served.
func (o options) mockOptions() []zohocrmtest.MockOption {
	mock := []zohocrmtest.MockOption{zohocrmtest.WithPageRows(o.pageRows)}
	switch {
	case o.attachments >= 0:
		mock = append(mock, zohocrmtest.WithAnyRecord(rows.Attachments(o.attachments, o.rowOptions()...)))
	case o.byDefault:
		mock = append(mock, zohocrmtest.WithAnyRecord(rows.Mixed()), sample().option())
	}
	for _, f := range o.found {
		mock = append(mock, f.options()...)
	}
	for _, r := range o.records {
		mock = append(mock, r.option())
	}
	switch o.paging {
	case pagingByNumber:
		mock = append(mock, zohocrmtest.WithoutTokens())
	case pagingOfOld:
		mock = append(mock, zohocrmtest.WithoutTokenKeys())
	}
	return mock
}

// started is a server or, where it did not start, a nil that is one.
func started[S server](s S, err error) (server, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}
