package zohocrmtest

import (
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

type mockConfig struct {
	server       serverConfig
	records      map[wire.Target]rows.Rows
	wildcard     *rows.Rows
	attachments  map[string]rows.Rows // of the records of a module that COQL finds
	modules      []string
	scopeless    map[string]int
	coqlless     map[string]int
	found        map[string]coql.Records
	flat         bool
	keys         tokenKeys
	escaped      bool
	gzip         bool
	emptyList    bool
	notFound     bool
	notSupported bool
	pageRows     int
	pageLimit    int
	tokenLimit   int
}

// tokenKeys tells what a page's info says of page tokens.
type tokenKeys int

const (
	withTokens tokenKeys = iota
	nullTokens
	noTokenKeys
)

// MockOption is an option of [NewMock]; every [ServerOption] is one.
type MockOption interface{ applyMock(*mockConfig) }

type mockOption func(*mockConfig)

func (o mockOption) applyMock(c *mockConfig) { o(c) }

// WithRecord adds a record with its attachments, and its module where that is
// not one of Zoho's.
func WithRecord(module, recordID string, list rows.Rows) MockOption {
	return mockOption(func(c *mockConfig) { c.records[wire.Target{Module: module, RecordID: recordID}] = list })
}

// WithAnyRecord gives these attachments to every record of every module that
// no [WithRecord] names.
func WithAnyRecord(list rows.Rows) MockOption {
	return mockOption(func(c *mockConfig) { c.wildcard = &list })
}

// WithModules adds custom modules, which have no records yet.
func WithModules(names ...string) MockOption {
	return mockOption(func(c *mockConfig) { c.modules = append(c.modules, names...) })
}

// WithScopelessToken responds with OAUTH_SCOPE_MISMATCH to this access token, with
// the status 401 of Zoho's page or the 403 of its OpenAPI file.
func WithScopelessToken(token string, status int) MockOption {
	return mockOption(func(c *mockConfig) { c.scopeless[token] = status })
}

// WithRecords adds the records of a module that COQL finds, and the module where it is not one of Zoho's. One that no
// [WithRecord] names has no attachments but by [WithAnyRecord] or [WithAttachments]; one that a [WithRecord] alone names has
// no fields but its id.
func WithRecords(module string, list coql.Records) MockOption {
	return mockOption(func(c *mockConfig) { c.found[module] = list })
}

// WithAttachments gives these attachments to every record of a module that COQL finds and no [WithRecord] names.
func WithAttachments(module string, list rows.Rows) MockOption {
	return mockOption(func(c *mockConfig) { c.attachments[module] = list })
}

// WithoutCOQLScope responds with OAUTH_SCOPE_MISMATCH and a status to COQL queries with this access token. Its other requests are
// served where the token is accepted.
func WithoutCOQLScope(token string, status int) MockOption {
	return mockOption(func(c *mockConfig) { c.coqlless[token] = status })
}

// WithFlatConditions takes three and more conditions of a query without parentheses, as [coql.Rules.FlatConditions].
func WithFlatConditions() MockOption {
	return mockOption(func(c *mockConfig) { c.flat = true })
}

// WithoutTokens hands out no page tokens: their keys are null, and pages can
// be asked for by number alone.
func WithoutTokens() MockOption {
	return mockOption(func(c *mockConfig) { c.keys = nullTokens })
}

// WithoutTokenKeys leaves the keys of page tokens out, as API v2.1 did.
func WithoutTokenKeys() MockOption {
	return mockOption(func(c *mockConfig) { c.keys = noTokenKeys })
}

// WithEscapedPageTokens hands out page tokens with a plus, an ampersand and a
// percent sign, which a query must escape. Zoho's hardly hold any.
func WithEscapedPageTokens() MockOption {
	return mockOption(func(c *mockConfig) { c.escaped = true })
}

// WithGzip compresses pages for clients that accept it.
func WithGzip() MockOption {
	return mockOption(func(c *mockConfig) { c.gzip = true })
}

// WithEmptyList responds with 200 and an empty list where there are no attachments,
// or records, in place of 204.
func WithEmptyList() MockOption {
	return mockOption(func(c *mockConfig) { c.emptyList = true })
}

// WithNotFound responds with 404 to an unknown record, in place of 400.
func WithNotFound() MockOption {
	return mockOption(func(c *mockConfig) { c.notFound = true })
}

// WithNotSupported responds with NOT_SUPPORTED to a module without attachments, as
// Zoho's page on related records has it, in place of INVALID_MODULE.
func WithNotSupported() MockOption {
	return mockOption(func(c *mockConfig) { c.notSupported = true })
}

// WithRowLimits sets how many rows can be had by page number and by page
// token, in place of Zoho's 2,000 and 100,000. Zero is no limit.
func WithRowLimits(byNumber, byToken int) MockOption {
	return mockOption(func(c *mockConfig) { c.pageLimit, c.tokenLimit = byNumber, byToken })
}

// WithPageRows serves at most n rows a page, 1 to 200, whatever per_page asks
// for; info.per_page says n then. A walk of many pages needs few rows with it.
func WithPageRows(n int) MockOption {
	return mockOption(func(c *mockConfig) { c.pageRows = n })
}
