package scrub

import (
	"regexp"
	"time"
)

// moment is RFC 3339, to the second or to a fraction of it.
var moment = regexp.MustCompile(`^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$`)

const toTheSecond = "2006-01-02T15:04:05"

// The earliest times of a recording become these. That of page tokens is far off, so that they are good for as long as
// the recording is; and of their own, since they tell when the recording was made.
var (
	firstMoment = time.Date(2022, time.April, 20, 9, 15, 42, 0, time.UTC)
	firstExpiry = time.Date(2099, time.December, 31, 18, 29, 59, 0, time.UTC)
)

// isMoment tells of a time that can be moved and keeps its form.
func isMoment(text string) bool {
	t, err := time.Parse(time.RFC3339, text)
	return err == nil && moment.MatchString(text) && t.Year() >= 1900 && t.Year() < 2200
}

// moments moves times by one span, which brings the earliest of them to first.
type moments struct {
	first    time.Time
	earliest time.Time
}

func (m *moments) learn(text string) {
	if t := instant(text); m.earliest.IsZero() || t.Before(m.earliest) {
		m.earliest = t
	}
}

// of is a time moved, in the offset and with the fraction of a second that it was written with.
func (m *moments) of(text string) string {
	part, t := moment.FindStringSubmatch(text), instant(text)
	_, offset := t.Zone() // a zone of the machine's would change its offset over the year
	return t.Add(m.first.Sub(m.earliest)).In(time.FixedZone("", offset)).Format(toTheSecond) + part[2] + part[3]
}

// instant is a time less its fraction of a second.
func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err) // it was tried before
	}
	return t.Truncate(time.Second)
}
