package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// none stands for a value that Zoho did not give.
const none = "-"

// printable makes text safe to show: what is no graphic character, a line feed or an escape sequence's first byte say,
// is written as Go writes it in a literal.
func printable(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsGraphic(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}

// text is a string or, where there is none, a dash.
func text(s *string) string {
	if s == nil {
		return none
	}
	return *s
}

// humanSize is a number of bytes in the largest binary unit that leaves a whole: "512 B", "1.5 KiB", "23.0 MiB".
func humanSize(bytes *int64) string {
	if bytes == nil {
		return none
	}
	if *bytes < 1024 {
		return fmt.Sprintf("%d B", *bytes)
	}
	size, unit := float64(*bytes), -1
	// What would be shown as 1024.0 belongs to the next unit.
	for size >= 1023.95 {
		size /= 1024
		unit++
	}
	return fmt.Sprintf("%.1f %ciB", size, "KMGTPE"[unit])
}

// exactSize is a number of bytes in digits.
func exactSize(bytes *int64) string {
	if bytes == nil {
		return none
	}
	return strconv.FormatInt(*bytes, 10)
}

// moment is a time of Zoho's as a person writes it, in the time zone that Zoho wrote it in; or as it came, where it is
// not RFC 3339.
func moment(s *string) string {
	if s == nil {
		return none
	}
	t, err := time.Parse(time.RFC3339, *s)
	if err != nil {
		return *s
	}
	return t.Format("2006-01-02 15:04 -07:00")
}
