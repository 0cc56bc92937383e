package zohocrm

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

const (
	// MaxQueryFields is the number of fields that a query may ask for besides the id: COQL selects 50 columns.
	MaxQueryFields = 49

	// DefaultMaxQueryRecords is the number of records that a [Query] may find where it does not say.
	DefaultMaxQueryRecords = 10_000

	// MaxQueryRecords is the largest number that a [Query] may find.
	MaxQueryRecords = 100_000

	// queryPageSize is the number of rows asked for with a query: Zoho's maximum.
	queryPageSize = 2000

	// maxQueryBody bounds the body of a page of records: 2,000 rows of 49 columns, each with a text of 255 characters of
	// two bytes, fit.
	maxQueryBody = 64 << 20

	// maxConcurrentQueries is the number of COQL queries that Zoho serves at once in an organisation, whatever its edition.
	maxConcurrentQueries = 10

	queryPath = "/crm/" + Version + "/coql"
)

// Query asks for the records of a module that meet a condition.
type Query struct {
	// Module is the API name of the module, such as "Deals"; see [catalog.ValidModule].
	Module string

	// Where is the condition in Zoho's query language COQL, such as "Stage = 'Closed Won'"; see [catalog.CheckCondition]. Where it
	// is empty, every record of the module meets it.
	Where string

	// Fields are the API names of the fields to ask for besides the id, up to [MaxQueryFields]; see [catalog.ValidQueryField].
	// Their order and repetitions do not matter, and id may be among them.
	Fields []string

	// MaxRecords is how many records the query may find, up to [MaxQueryRecords]; 0 is [DefaultMaxQueryRecords]. Finding
	// more is a [*TooManyRecordsError].
	MaxRecords int
}

// TooManyRecordsError is a query that finds more records than it may.
type TooManyRecordsError struct{ Max int }

func (e *TooManyRecordsError) Error() string {
	return fmt.Sprintf("zohocrm: the query finds more than %d records", e.Max)
}

// Records finds the records that a query asks for and yields each once, the lowest id first. An error ends the walk and
// is a [*WalkError], whose page is the number of the query: what was yielded before it is an incomplete list. Records
// that the token's user may not see are absent, and so are converted leads where the condition does not name
// Converted__s: no response of Zoho's tells of them.
//
// The walk is by key: each query asks for the rows above the last id. So no row is lost or doubled because others come
// and go; a record that begins or ceases to meet the condition during the walk may or may not be found.
//
// Nothing is sent before the sequence is ranged over; each range starts a new walk. The values of a record may be parts
// of the response that they came in: who keeps one keeps the response, and may want [strings.Clone].
func (c *Client) Records(ctx context.Context, query Query) iter.Seq2[api.FoundRecord, error] {
	return func(yield func(api.FoundRecord, error) bool) {
		w := &queryWalk{client: c, query: query}
		for w.next(ctx) {
			for _, record := range w.records {
				if !yield(record, nil) {
					return
				}
			}
		}
		if w.err != nil {
			yield(api.FoundRecord{}, w.err)
		}
	}
}

// checked returns the query with its defaults and its condition on one line, or rejects what would make it another query.
func (q Query) checked() (Query, error) {
	if q.MaxRecords == 0 {
		q.MaxRecords = DefaultMaxQueryRecords
	}
	q.Fields = slices.Clone(q.Fields)
	slices.Sort(q.Fields)
	q.Fields = slices.Compact(q.Fields)
	switch {
	case !catalog.ValidModule(q.Module):
		return q, &RequestError{"module", q.Module}
	case q.MaxRecords < 0 || q.MaxRecords > MaxQueryRecords:
		return q, &RequestError{"maximum of records", fmt.Sprint(q.MaxRecords)}
	case len(q.columns()) > 1+MaxQueryFields:
		return q, &RequestError{"fields", fmt.Sprintf("%d names", len(q.Fields))}
	}
	for _, field := range q.Fields {
		if !catalog.ValidQueryField(field) {
			return q, &RequestError{"fields", field}
		}
	}
	if q.Where == "" {
		q.Where = "id is not null"
	}
	condition, err := catalog.ConditionOnOneLine(q.Where)
	if err != nil {
		return q, err
	}
	q.Where = condition
	return q, nil
}

// columns are what is selected: the id first, and once.
func (q Query) columns() []string {
	return append([]string{"id"}, slices.DeleteFunc(slices.Clone(q.Fields), func(field string) bool { return field == "id" })...)
}

// after asks for up to limit rows above an id, the lowest first; where that is empty, for the first ones. The condition
// stands in parentheses of its own: COQL takes conditions in pairs.
func (q Query) after(id string, limit int) string {
	above := ""
	if id != "" {
		above = " and id > " + id
	}
	return fmt.Sprintf("select %s from %s where (%s)%s order by id asc limit %d",
		strings.Join(q.columns(), ", "), q.Module, q.Where, above, limit)
}

// highest asks for the row with the highest id.
func (q Query) highest() string {
	return fmt.Sprintf("select id from %s where (%s) order by id desc limit 1", q.Module, q.Where)
}

// queryCall is a call of COQL. It is a POST that changes nothing.
func queryCall(query string, limit, rowsBefore int) (call, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(map[string]string{"select_query": query})
	return call{path: queryPath, body: body.Bytes(), pageSize: limit, maxBody: maxQueryBody, rowsBefore: rowsBefore}, err
}

// enterQuery waits until fewer than maxConcurrentQueries queries are in flight. Other calls do not wait.
func (c *Client) enterQuery(ctx context.Context, call call) (leave func(), err error) {
	if call.path != queryPath {
		return func() {}, nil
	}
	select {
	case c.queries <- struct{}{}:
		return func() { <-c.queries }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
