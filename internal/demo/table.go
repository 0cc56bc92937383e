package main

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// column is a column of a table.
type column struct {
	title string
	right bool // flush right, as numbers are
	limit int  // width at most, in cells; 0 is no limit
}

// cells measures text as a terminal shows it: a wide character takes two cells, a combining one none. It does not
// depend on the locale.
var cells = &runewidth.Condition{StrictEmojiNeutral: true}

// ellipsis stands for what a limit cuts out.
const ellipsis = "…"

// table sets rows out under the titles of columns, two blanks between them and none at the end of a line.
func table(columns []column, rows [][]string) []string {
	titles := make([]string, len(columns))
	widths := make([]int, len(columns))
	for i, c := range columns {
		titles[i] = c.title
		widths[i] = cells.StringWidth(c.title)
		for _, row := range rows {
			row[i] = shorten(printable(row[i]), c.limit)
			widths[i] = max(widths[i], cells.StringWidth(row[i]))
		}
	}
	lines := make([]string, 0, len(rows)+1)
	for _, row := range append([][]string{titles}, rows...) {
		fields := make([]string, len(row))
		for i, text := range row {
			if columns[i].right {
				fields[i] = cells.FillLeft(text, widths[i])
			} else {
				fields[i] = cells.FillRight(text, widths[i])
			}
		}
		lines = append(lines, strings.TrimRight(strings.Join(fields, "  "), " "))
	}
	return lines
}

// shorten cuts text in the middle, so that the extension of a file name stays.
func shorten(text string, limit int) string {
	if limit == 0 || cells.StringWidth(text) <= limit {
		return text
	}
	const tail = 12
	head := cells.Truncate(text, limit-tail, ellipsis)
	return head + cells.TruncateLeft(text, cells.StringWidth(text)-tail, "")
}
