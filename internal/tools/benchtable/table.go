package main

import (
	"fmt"
	"math"
	"strings"
)

const (
	few, many = 200, 10_000 // attachments
	megabyte  = 1_000_000
)

// fieldSets are the sets of fields, with their headings.
var fieldSets = []struct{ fields, heading string }{{"all", "all fields"}, {"12", "12 fields"}}

// ways are those of reading, with their headings.
var ways = []struct{ way, heading string }{
	{"floor", "floor"}, {"structs", "floor, known keys"}, {"provider", "provider"}, {"reflection", "reflection"},
}

// table writes the results side by side.
func (r results) table() (string, error) {
	var t table
	t.heading("An attachment of 10,000", "allocations", "bytes", "processor", "time")
	for _, set := range fieldSets {
		costs := make(map[string]cost)
		for _, way := range ways {
			c, err := r.cost(key{"Read", set.fields, 0, many, way.way})
			if err != nil {
				return "", err
			}
			costs[way.way] = c
			t.costs(set.heading+", "+way.heading, c)
		}
		provider := costs["provider"]
		t.ratios("provider / reflection", provider.over(costs["reflection"]), meant(set.fields == "all", "at most 0.36, 0.30, of time 0.25"))
		t.ratios("provider / floor", provider.over(costs["floor"]), meant(set.fields == "12", "of processor at most 15, aim 10"))
		t.ratios("provider / floor, known keys", provider.over(costs["structs"]), "")
		first, err := r.cost(key{"Read", set.fields, 0, few, "provider"})
		if err != nil {
			return "", err
		}
		t.ratios("provider, of 10,000 / of 200", provider.over(first), "within 0.2 of 1")
	}
	if err := r.records(&t); err != nil {
		return "", err
	}
	if err := r.memory(&t); err != nil {
		return "", err
	}
	if err := r.apply(&t); err != nil {
		return "", err
	}
	return t.text.String(), nil
}

// sizes are the numbers of records, and of attachments that each has, with their headings.
var sizes = []struct {
	records, rows int
	heading       string
}{{1000, 3, "1,000 records of 3"}, {100, 1000, "100 records of 1,000"}}

// records writes what an attachment costs where many records are read by one block, beside a block for each.
func (r results) records(t *table) error {
	t.heading("An attachment, all fields", "allocations", "bytes", "processor", "time")
	for _, size := range sizes {
		costs := make(map[string]cost)
		for _, way := range []struct{ way, heading string }{{"block", "one block"}, {"for_each", "for_each"}} {
			c, err := r.cost(key{"Records", "", size.records, size.rows, way.way})
			if err != nil {
				return err
			}
			costs[way.way] = c
			t.costs(size.heading+", "+way.heading, c)
		}
		t.ratios("one block / for_each", costs["block"].over(costs["for_each"]), "")
	}
	return nil
}

// memory writes what the process holds.
func (r results) memory(t *table) error {
	t.heading("The process, MB", "end of Read", "at most", "state")
	for _, set := range fieldSets {
		held, err := r.of(key{"Memory", set.fields, 0, many, ""})
		if err != nil {
			return err
		}
		t.line("10,000 attachments, "+set.heading, "at most 120, 350", megabytes(held["read-end-B"]), megabytes(held["peak-B"]))
	}
	for _, size := range sizes {
		held, err := r.of(key{"RecordsMemory", "", size.records, size.rows, ""})
		if err != nil {
			return err
		}
		t.line(size.heading, "", megabytes(held["read-end-B"]), megabytes(held["peak-B"]), megabytes(held["state-B"]))
	}
	return nil
}

// apply writes how long the real CLI takes for many records of a server that takes its time.
func (r results) apply(t *table) error {
	t.heading("terraform apply", "time")
	var times [2]float64
	for i, way := range []struct{ way, heading string }{{"block", "one block"}, {"for_each", "for_each"}} {
		values, err := r.of(key{"Apply", "", 1000, 3, way.way})
		if err != nil {
			return err
		}
		times[i] = values["ns/op"]
		t.line("1,000 records of 3, "+way.heading, "", fmt.Sprintf("%.1f s", times[i]/1e9))
	}
	t.line("  one block / for_each", "", ratio(times[0]/times[1]))
	return nil
}

func megabytes(bytes float64) string {
	return fmt.Sprintf("%.0f", bytes/megabyte)
}

func meant(here bool, text string) string {
	if here {
		return text
	}
	return ""
}

// table is a text of lines in columns.
type table struct{ text strings.Builder }

func (t *table) heading(title string, columns ...string) {
	if t.text.Len() > 0 {
		t.text.WriteByte('\n')
	}
	t.line(title, "meant", columns...)
}

func (t *table) costs(title string, c cost) {
	t.line(title, "", fmt.Sprintf("%.1f", c.allocations), fmt.Sprintf("%.0f", c.bytes), microseconds(c.processor), microseconds(c.time))
}

func (t *table) ratios(title string, c cost, meant string) {
	t.line("  "+title, meant, ratio(c.allocations), ratio(c.bytes), ratio(c.processor), ratio(c.time))
}

func (t *table) line(title, meant string, columns ...string) {
	var line strings.Builder
	fmt.Fprintf(&line, "%-34s", title)
	for i := range 4 {
		column := ""
		if i < len(columns) {
			column = columns[i]
		}
		fmt.Fprintf(&line, "%13s", column)
	}
	t.text.WriteString(strings.TrimRight(line.String()+"  "+meant, " ") + "\n")
}

func microseconds(nanoseconds float64) string {
	if nanoseconds == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f µs", nanoseconds/1000)
}

func ratio(r float64) string {
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return "-"
	}
	return fmt.Sprintf("%.2f", r)
}
