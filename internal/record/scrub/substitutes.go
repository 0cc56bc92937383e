package scrub

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// substitutes knows what every text and every number is replaced with. First it learns them all, then they are assigned.
type substitutes struct {
	base    string // of ids
	kinds   map[string]kind
	order   []string // the texts, as they came
	texts   map[string]string
	numbers map[string]string
	report  Report
}

func newSubstitutes(name string) *substitutes {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // it takes everything
	return &substitutes{
		base:    fmt.Sprintf("487687%07d", h.Sum32()%1e7),
		kinds:   map[string]kind{},
		texts:   map[string]string{},
		numbers: map[string]string{},
	}
}

// learn takes notice of a text, and returns it.
func (s *substitutes) learn(at place, text string) string {
	if _, known := s.kinds[text]; known || allowed()[text] {
		return text
	}
	k := kindOf(at, text)
	if k == pathKind { // before the whole, which is made of them
		s.learn(place{key: "module"}, apiPath.FindStringSubmatch(text)[1])
		s.learn(place{key: "id"}, apiPath.FindStringSubmatch(text)[2])
	}
	if k == sizeKind {
		s.learnNumber(place{}, text)
	}
	s.kinds[text] = k
	s.order = append(s.order, text)
	s.report.Texts++
	switch {
	case at.isKey:
		s.report.Keys++
	case at.key == "code":
		s.report.Codes++
	}
	return text
}

// learnNumber takes notice of a number, and returns it. What stands for it is a whole number, or none where it is none.
func (s *substitutes) learnNumber(at place, number string) string {
	if _, known := s.numbers[number]; !known && !isAllowedNumber(at.path, number) {
		s.numbers[number] = fmt.Sprint(1000 + len(s.numbers) + 1)
		if strings.ContainsAny(number, ".eE") {
			s.numbers[number] += ".5"
		}
		s.report.Numbers++
	}
	return number
}

// assign gives every text that was learned its substitute.
func (s *substitutes) assign() {
	counts := make(map[kind]int)
	ranked := slices.Clone(s.order)
	slices.SortStableFunc(ranked, byRank)
	for _, text := range ranked {
		k := s.kinds[text]
		if k != idKind && k != timeKind {
			continue
		}
		counts[k]++
		s.texts[text] = s.substitute(k, text, counts[k])
	}
	for _, text := range s.order {
		if k := s.kinds[text]; k != idKind && k != timeKind {
			counts[k]++
			s.texts[text] = s.substitute(k, text, counts[k])
		}
	}
}

// substitute is the n-th of a kind.
func (s *substitutes) substitute(k kind, text string, n int) string {
	zone := time.FixedZone("", int((5*time.Hour + 30*time.Minute).Seconds()))
	switch k {
	case idKind:
		return fmt.Sprintf("%s%06d", s.base, n)
	case timeKind:
		return time.Date(2022, time.April, 20, 9, n, 0, 0, zone).Format(time.RFC3339)
	case expiryKind: // far off, so that the token is good for as long as the recording is
		return time.Date(2099, time.December, 31, 23, 59-n, 59, 0, zone).Format(time.RFC3339)
	case sizeKind:
		return s.numbers[text]
	case pathKind:
		parts := apiPath.FindStringSubmatch(text)
		return "/crm/" + zohocrm.Version + "/" + s.of(place{}, parts[1]) + "/" + s.of(place{}, parts[2]) + "/Attachments"
	case fileKind:
		return fmt.Sprintf(string(k), n) + allowedExtension(text)
	default:
		return fmt.Sprintf(string(k), n)
	}
}

// of is a text's substitute.
func (s *substitutes) of(_ place, text string) string {
	if substitute, ok := s.texts[text]; ok {
		return substitute
	}
	return text // it is allowed: all others were learned
}

// number is a number's substitute.
func (s *substitutes) number(at place, number string) string {
	if isAllowedNumber(at.path, number) {
		return number
	}
	return s.numbers[number]
}

// byRank orders times by the instant and digits by the number.
func byRank(a, b string) int {
	x, isTime := parseTime(a)
	if y, both := parseTime(b); isTime && both {
		return x.Compare(y)
	}
	x1, y1 := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(x1), len(y1)), cmp.Compare(x1, y1))
}

func parseTime(text string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, text)
	return t, err == nil
}
