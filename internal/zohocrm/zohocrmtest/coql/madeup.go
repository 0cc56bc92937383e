package coql

import (
	"encoding/json"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// MadeUp are n records of a module, made up by a seed, the oldest with the lowest id. Of three deals, counted from the oldest
// on, the first two are won: their Stage is "Closed Won", that of the third "Negotiation/Review". Of five leads the first is
// converted. Other modules have a Name beside what every module has.
func MadeUp(module string, n int, opts ...Option) Records {
	c := config{seed: 1, changes: map[string]func(i int) string{}}
	for _, o := range opts {
		o(&c)
	}
	r := Records{columns: map[string]column{}, rows: make([]row, 0, n)}
	for i := range n {
		object := c.object(module, i)
		for key, value := range c.changes {
			object[key] = json.RawMessage(value(i))
		}
		if c.byID {
			for key, raw := range object {
				if id := member(string(raw), idColumn); id != "" {
					object[key] = json.RawMessage(`{"id":` + id + `}`)
				}
			}
		}
		r.rows = append(r.rows, r.row(RecordID(module, i), object))
	}
	return r
}

// RecordID is the id of the i-th oldest record of a module, from 0 on, of those that [MadeUp] makes up.
func RecordID(module string, i int) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(module)) // a hash takes everything
	return strconv.FormatInt(4876876100000000001+int64(h.Sum32()%1000)*1_000_000_000+int64(i)*1013, 10)
}

type config struct {
	seed    uint64
	byID    bool
	changes map[string]func(i int) string
}

// Option is an option of [MadeUp].
type Option func(*config)

// Seed makes other amounts, dates and owners up.
func Seed(seed uint64) Option { return func(c *config) { c.seed = seed } }

// Value gives every record raw JSON at a column, by its age: the oldest is 0.
func Value(column string, raw func(i int) string) Option {
	return func(c *config) { c.changes[column] = raw }
}

// LookupsByID sends lookups as {"id"}, as up to API v6, in place of {"name","id"}.
func LookupsByID() Option { return func(c *config) { c.byID = true } }

var (
	firstCreated = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.FixedZone("", 2*60*60))
	// A user's name is the last name alone in COQL.
	userNames    = []string{"Boyle", "Okafor", "Nakamura", "D'Souza", "Müller"}
	accountNames = []string{"Zylker", "Acme & Sons", "Bücher O'Reilly", `The "Quote" Company`, "東京商事"}
)

func person(n int) string {
	return `{"name":` + wire.Quote(userNames[n]) + `,"id":"487687600000032700` + strconv.Itoa(n) + `"}`
}

// object makes up the record of an age.
func (c config) object(module string, i int) map[string]json.RawMessage {
	random := rand.New(rand.NewPCG(c.seed, uint64(i))) //nolint:gosec // reproducible on purpose
	created := firstCreated.Add(time.Duration(i) * time.Hour)
	modified := created.Add(time.Duration(random.IntN(100_000)) * time.Second)
	account := random.IntN(len(accountNames))
	n := strconv.Itoa(i)
	object := map[string]string{
		idColumn:        wire.Quote(RecordID(module, i)),
		"Owner":         person(random.IntN(len(userNames))),
		"Created_By":    person(random.IntN(len(userNames))),
		"Modified_By":   person(random.IntN(len(userNames))),
		"Created_Time":  wire.Quote(created.Format(time.RFC3339)),
		"Modified_Time": wire.Quote(modified.Format(time.RFC3339)),
	}
	set := func(key, raw string) { object[key] = raw }
	switch module {
	case "Deals":
		set("Deal_Name", wire.Quote("Deal "+n))
		set("Stage", wire.Quote([]string{"Closed Won", "Closed Won", "Negotiation/Review"}[i%3]))
		set("Amount", strconv.Itoa(100+random.IntN(1_000_000)))
		set("Probability", strconv.Itoa(random.IntN(101)))
		set("Closing_Date", wire.Quote(created.AddDate(0, 0, random.IntN(90)).Format(time.DateOnly)))
		set("Account_Name", `{"name":`+wire.Quote(accountNames[account])+`,"id":`+wire.Quote(RecordID("Accounts", account))+`}`)
		set("Contact_Name", "null")
		set("Next_Step", "null")
	case "Leads":
		set("Last_Name", wire.Quote("Lead "+n))
		set("Company", wire.Quote(accountNames[account]))
		set("Email", wire.Quote("lead"+n+"@example.com"))
		set("Lead_Status", `"Contacted"`)
		set("Converted__s", strconv.FormatBool(i%5 == 0))
		set("Annual_Revenue", "null")
	case "Accounts":
		set("Account_Name", wire.Quote(accountNames[i%len(accountNames)]))
	case "Contacts":
		set("Last_Name", wire.Quote("Contact "+n))
	default:
		set("Name", wire.Quote("Record "+n))
	}
	raw := make(map[string]json.RawMessage, len(object))
	for key, value := range object {
		raw[key] = json.RawMessage(value)
	}
	return raw
}
