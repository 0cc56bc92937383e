package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

const (
	defaultAddress = "127.0.0.1:8094"
	freePort       = "127.0.0.1:0"
)

// The ways in which made-up pages lead to the next one.
const (
	pagingByToken  = "token"
	pagingByNumber = "number"
	pagingOfOld    = "old"
)

// options are what the flags ask for.
type options struct {
	address      string
	addressGiven bool
	tokens       []string
	latency      time.Duration
	concurrency  int
	faults       []faults.Fault
	faultTexts   []string

	list       bool
	names      []string
	recordings string

	records     []record
	recordTexts []string
	found       []found
	foundTexts  []string
	byDefault   bool // whether the records are those that are made up where no flag names any
	attachments int  // of any other record; -1 where -attachments is not given
	pageRows    int
	order       string
	linkEvery   int
	paging      string
}

// recorded tells whether recordings are served, or listed, in place of records made up.
func (o options) recorded() bool { return o.list || len(o.names) > 0 || o.recordings != "" }

// parse reads the flags. The help goes to out. Records are made up as of now.
func parse(args []string, out io.Writer, now time.Time) (options, error) {
	o := options{attachments: -1}
	flags := o.flags()
	flags.SetOutput(io.Discard) // errors are told once, by run
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, help())
		return o, err
	} else if err != nil {
		return o, usage.Errorf("%v; -help tells what there is", err)
	}
	if flags.NArg() > 0 {
		return o, usage.Errorf("%q is no flag; -help tells what there is", flags.Arg(0))
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	o.addressGiven = given["address"]
	return o, o.check(given, now)
}

// flags are described by help, where those that belong together stand together.
func (o *options) flags() *flag.FlagSet {
	flags := flag.NewFlagSet("mock", flag.ContinueOnError)
	flags.StringVar(&o.address, "address", defaultAddress, "")
	flags.Func("token", "", func(token string) error {
		if !catalog.ValidToken(token) {
			return errors.New("an access token is visible ASCII")
		}
		o.tokens = append(o.tokens, token)
		return nil
	})
	flags.DurationVar(&o.latency, "latency", 0, "")
	flags.IntVar(&o.concurrency, "concurrency", 0, "")
	flags.Func("fault", "", func(text string) error {
		o.faultTexts = append(o.faultTexts, text)
		return nil
	})
	flags.BoolVar(&o.list, "list", false, "")
	flags.Func("scenario", "", func(names string) error {
		o.names = append(o.names, strings.Split(names, ",")...)
		return nil
	})
	flags.StringVar(&o.recordings, "recordings", "", "")
	flags.Func("record", "", func(text string) error {
		o.recordTexts = append(o.recordTexts, text)
		return nil
	})
	flags.Func("records", "", func(text string) error {
		o.foundTexts = append(o.foundTexts, text)
		return nil
	})
	flags.Func("attachments", "", func(text string) error {
		n, err := count(text)
		o.attachments = n
		return err
	})
	flags.IntVar(&o.pageRows, "page-rows", 200, "")
	flags.StringVar(&o.order, "order", "newest", "")
	flags.IntVar(&o.linkEvery, "link-every", 0, "")
	flags.StringVar(&o.paging, "paging", pagingByToken, "")
	return flags
}

// count is a number of attachments: 0 or more.
func count(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return -1, errors.New("want a number of attachments, 0 or more")
	}
	return n, nil
}

func (o *options) check(given map[string]bool, now time.Time) error {
	if err := o.checkAddress(); err != nil {
		return err
	}
	if err := o.checkKind(given); err != nil {
		return err
	}
	switch {
	case o.latency < 0:
		return usage.Errorf("-latency %s: want no less than 0", o.latency)
	case o.concurrency < 0:
		return usage.Errorf("-concurrency %d: want no less than 0, which is no limit", o.concurrency)
	case o.pageRows < 1 || o.pageRows > 200:
		return usage.Errorf("-page-rows %d: want 1 to 200, as many as Zoho serves at most", o.pageRows)
	case given["link-every"] && o.linkEvery < 1:
		return usage.Errorf("-link-every %d: want 1 or more", o.linkEvery)
	case !slices.Contains([]string{"newest", "oldest", "shuffled"}, o.order):
		return usage.Errorf("-order %s: want newest, oldest or shuffled", o.order)
	case !slices.Contains([]string{pagingByToken, pagingByNumber, pagingOfOld}, o.paging):
		return usage.Errorf("-paging %s: want token, number or old", o.paging)
	}
	for _, text := range o.recordTexts {
		r, err := parseRecord(text)
		if err != nil {
			return err
		}
		o.records = append(o.records, r)
	}
	if o.byDefault = !o.recorded() && len(o.recordTexts)+len(o.foundTexts) == 0; o.byDefault {
		o.found = defaultRecords(now)
	}
	for _, text := range o.foundTexts {
		f, err := parseRecords(text, now)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(o.found, func(other found) bool { return other.module == f.module }) {
			return usage.Errorf("-records %s: the records of %s are given twice", text, f.module)
		}
		o.found = append(o.found, f)
	}
	for _, text := range o.faultTexts {
		fault, err := parseFault(text)
		if err != nil {
			return err
		}
		o.faults = append(o.faults, fault)
	}
	return nil
}

// checkKind refuses flags about recordings and about records made up at once.
func (o *options) checkKind(given map[string]bool) error {
	for _, name := range []string{"order", "link-every"} {
		if given[name] && o.attachments < 0 {
			return usage.Errorf("-%s is about the attachments of -attachments: say how many, or leave it out", name)
		}
	}
	for _, recording := range []string{"list", "scenario", "recordings"} {
		for _, madeUp := range []string{"attachments", "record", "records", "page-rows", "paging"} {
			if given[recording] && given[madeUp] {
				return usage.Errorf("-%s is about recordings, and -%s about records that are made up: give one or the other", recording, madeUp)
			}
		}
	}
	return nil
}

// checkAddress lets nothing but this machine be listened on: the server has no TLS, and accepts any token.
func (o *options) checkAddress() error {
	host, port, err := net.SplitHostPort(o.address)
	if err != nil {
		return usage.Errorf("-address %s: want a host and a port, as in %s", o.address, defaultAddress)
	}
	if host == "localhost" { // whatever a resolver makes of it
		host = "127.0.0.1"
		o.address = net.JoinHostPort(host, port)
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return usage.Errorf("-address %s: the mock serves this machine alone, since it speaks plain http, which the provider sends tokens to "+
			"on this machine only: want a loopback address, as in %s", o.address, net.JoinHostPort("127.0.0.1", port))
	}
	return nil
}

// rowOptions are those of the attachments made up.
func (o options) rowOptions() []rows.Option {
	list := []rows.Option{rows.SomeSigned()}
	switch o.order {
	case "oldest":
		list = append(list, rows.OldestFirst())
	case "shuffled":
		list = append(list, rows.Shuffled(1))
	}
	if o.linkEvery > 0 {
		list = append(list, rows.LinkEvery(o.linkEvery))
	}
	return list
}

// allScenarios is what -scenario calls all recordings.
const allScenarios = "all"

// scenarios are the recordings to serve or to list; none where records are made up.
func (o options) scenarios() ([]cassettes.Scenario, error) {
	if !o.recorded() {
		return nil, nil
	}
	all := slices.Concat(cassettes.Scenarios(), cassettes.Queries())
	if o.recordings != "" {
		var err error
		if all, err = cassettes.ScenariosIn(os.DirFS(o.recordings)); err != nil {
			return nil, err
		}
		if len(all) == 0 {
			return nil, usage.Errorf("-recordings %s: no recording (*.yaml) is there", o.recordings)
		}
	}
	if len(o.names) == 0 || slices.Contains(o.names, allScenarios) {
		return all, nil
	}
	var chosen []cassettes.Scenario
	for _, name := range o.names {
		i := slices.IndexFunc(all, func(s cassettes.Scenario) bool { return s.Name == name })
		if i < 0 {
			return nil, usage.Errorf("-scenario %s: no recording is called so; -list names them all", name)
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}
