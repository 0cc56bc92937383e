package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// The environment variables that name the account: the provider's.
const (
	apiDomainVariable = "ZOHOCRM_API_DOMAIN"
	tokenVariable     = "ZOHOCRM_OAUTH_TOKEN"
)

// settings is what to record, and from where.
type settings struct {
	scenario  string
	request   zohocrm.Request
	apiDomain string
	token     string
	dir       string
	force     bool
}

const help = `Records how an account of Zoho CRM responds to the provider, as a scenario of the mock.

  make record SCENARIO=name MODULE=Deals RECORD_ID=4876876000000376008 [FIELDS=id,File_Name] [FORCE=1]

The account is given by two environment variables, as for the provider:

  ZOHOCRM_API_DOMAIN   its API domain, such as https://www.zohoapis.eu
  ZOHOCRM_OAUTH_TOKEN  an access token for it

Anything that could identify the account is replaced before anything is written.

Flags:

`

// settings reads flags and environment.
func (p program) settings(args []string) (settings, error) {
	s := settings{}
	var fields string
	flags := flag.NewFlagSet("record", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // errors are told once, by run
	flags.StringVar(&s.scenario, "scenario", "", "`name` of the recording, in kebab case")
	flags.StringVar(&s.request.Module, "module", "", "API `name` of the record's module; if the scenario exists, defaults to its module")
	flags.StringVar(&s.request.RecordID, "record-id", "", "`id` of the record; if the scenario exists, defaults to its record")
	flags.StringVar(&fields, "fields", "", "`names` of the fields to ask for, separated by commas; "+
		"if the scenario exists, defaults to its fields, otherwise to all that the provider asks for")
	flags.StringVar(&s.dir, "dir", "internal/zohocrm/zohocrmtest/cassettes/recordings", "`folder` to write to")
	flags.BoolVar(&s.force, "force", false, "overwrite the scenario if it exists")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(p.stdout, help)
		flags.SetOutput(p.stdout)
		flags.PrintDefaults()
		return s, err
	} else if err != nil {
		return s, usage.Errorf("%v; -help lists the flags", err)
	}
	if flags.NArg() > 0 {
		return s, usage.Errorf("%q is no flag; -help lists them", flags.Arg(0))
	}
	if err := s.checkScenario(); err != nil {
		return s, err
	}
	if fields != "" {
		s.request.Fields = strings.Split(fields, ",")
	}
	if err := s.checkRequest(); err != nil {
		return s, err
	}
	return s, s.readAccount(p.getenv)
}

var kebabCase = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (s *settings) checkScenario() error {
	switch {
	case s.scenario == "":
		return usage.Errorf("name the scenario: make record SCENARIO=name MODULE=Deals RECORD_ID=4876876000000376008")
	case !kebabCase.MatchString(s.scenario):
		return usage.Errorf("the scenario's name %q is not in kebab case, as in three-pages", s.scenario)
	}
	if _, err := os.Stat(s.dir); err != nil {
		return usage.Errorf("the folder of the recordings, %s, is not here: run this in the root of the repository", s.dir)
	}
	if _, err := os.Stat(s.file()); err == nil && !s.force {
		return usage.Errorf("the scenario %s exists: FORCE=1 overwrites %s", s.scenario, s.file())
	}
	return nil
}

func (s *settings) file() string { return filepath.Join(s.dir, s.scenario+".yaml") }

// checkRequest fills in what is not given: from the scenario of this name, else with the provider's defaults.
func (s *settings) checkRequest() error {
	known, err := cassettes.ScenariosIn(os.DirFS(s.dir))
	if err != nil {
		return err
	}
	same := slices.IndexFunc(known, func(k cassettes.Scenario) bool { return k.Name == s.scenario && !k.IsQuery() })
	if same >= 0 {
		k := known[same]
		s.request.Module = cmp.Or(s.request.Module, k.Module)
		s.request.RecordID = cmp.Or(s.request.RecordID, k.RecordID)
		if s.request.Fields == nil {
			s.request.Fields = k.Fields
		}
	}
	if s.request.Fields == nil {
		all, _ := cassettes.ScenarioNamed(cassettes.AllFields)
		s.request.Fields = all.Fields
	}
	switch {
	case s.request.Module == "":
		return usage.Errorf("name the record's module: MODULE=Deals")
	case s.request.RecordID == "":
		return usage.Errorf("name the record: RECORD_ID=4876876000000376008")
	case !catalog.ValidModule(s.request.Module):
		return usage.Errorf("MODULE=%s is not the API name of a module: letters, digits and underscores", s.request.Module)
	case !catalog.ValidRecordID(s.request.RecordID):
		return usage.Errorf("RECORD_ID=%s is not the id of a record: 1 to 20 digits", s.request.RecordID)
	case len(s.request.Fields) > zohocrm.MaxFields:
		return usage.Errorf("FIELDS names %d fields; Zoho takes %d at most", len(s.request.Fields), zohocrm.MaxFields)
	}
	for _, field := range s.request.Fields {
		if !catalog.ValidField(field) {
			return usage.Errorf("FIELDS holds %q, which is not the API name of a field", field)
		}
	}
	return nil
}

// readAccount reads the environment. No error holds a value of it.
func (s *settings) readAccount(getenv func(string) string) error {
	domain, token := getenv(apiDomainVariable), getenv(tokenVariable)
	var missing []string
	if domain == "" {
		missing = append(missing, apiDomainVariable)
	}
	if token == "" {
		missing = append(missing, tokenVariable)
	}
	if len(missing) > 0 {
		return usage.Errorf("the account is not known: set %s; no default is taken for either, so that the token goes nowhere by mistake",
			strings.Join(missing, " and "))
	}
	if !catalog.ValidToken(token) {
		return usage.Errorf(
			"%s is not an access token: set the token alone, in visible ASCII, without quotes and without its variable's name", tokenVariable,
		)
	}
	parsed, err := catalog.ParseAPIDomain(domain)
	if err != nil {
		return usage.Errorf("%s is not an API domain, such as https://www.zohoapis.eu: %v", apiDomainVariable, err)
	}
	s.apiDomain, s.token = parsed, token
	return nil
}

// write writes the recording; where it exists, only by force.
func (s *settings) write(text []byte) error {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if s.force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	file, err := os.OpenFile(s.file(), flags, 0o644)
	if err != nil {
		return err
	}
	if _, err := file.Write(text); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}
