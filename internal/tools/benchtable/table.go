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
			c, err := r.cost(key{"Read", set.fields, many, way.way})
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
		first, err := r.cost(key{"Read", set.fields, few, "provider"})
		if err != nil {
			return "", err
		}
		t.ratios("provider, of 10,000 / of 200", provider.over(first), "within 0.2 of 1")
	}
	t.heading("The process, 10,000 attachments", "end of Read", "at most")
	for _, set := range fieldSets {
		memory, ok := r[key{"Memory", set.fields, many, ""}]
		if !ok {
			return "", fmt.Errorf("there is no result of Memory, fields %s, %d attachments", set.fields, many)
		}
		t.line(set.heading+", MB", "at most 120, 350", fmt.Sprintf("%.0f", memory["read-end-B"]/megabyte), fmt.Sprintf("%.0f", memory["peak-B"]/megabyte))
	}
	return t.text.String(), nil
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
