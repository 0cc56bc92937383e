package scrub

import "strings"

// substitutes knows what every text and every number is replaced with. First it learns them all, in the order in which
// they come; then they are assigned.
type substitutes struct {
	name    string
	texts   map[string]string
	order   []learned
	used    map[string]bool // as a substitute
	counts  map[kind]int
	digits  *digits
	moments map[bool]*moments // of page tokens, and all others
	numbers map[string]bool
	tally   Report
}

type learned struct {
	text string
	kind kind
}

func newSubstitutes(name string) *substitutes {
	return &substitutes{
		name:    name,
		texts:   map[string]string{},
		used:    map[string]bool{},
		counts:  map[kind]int{},
		digits:  newDigits(name),
		moments: map[bool]*moments{false: {first: firstMoment}, true: {first: firstExpiry}},
		numbers: map[string]bool{},
	}
}

// learn takes notice of a text, and returns it.
func (s *substitutes) learn(at place, text string) string {
	if _, known := s.texts[text]; known || harmless()[text] {
		return text
	}
	k := kindOf(at, text)
	s.texts[text] = ""
	switch k {
	case digitsKind:
		s.digits.learn(text)
	case momentKind, expiryKind:
		s.moments[k == expiryKind].learn(text)
	case pathKind:
		s.eachSegment(text, s.learn) // before the whole, which is made of them
	}
	s.order = append(s.order, learned{text, k})
	s.count(at)
	return text
}

func (s *substitutes) count(at place) {
	switch {
	case at.isKey:
		s.tally.Keys++
	case at.key == "code":
		s.tally.Codes++
	}
}

// learnNumber takes notice of a number, and returns it.
func (s *substitutes) learnNumber(at place, number string) string {
	if !numbersThatStay[at.path] {
		s.numbers[number] = true
		mantissa, _ := cutExponent(number)
		s.digits.learn(digitsIn(mantissa))
	}
	return number
}

// assign gives every text that was learned its substitute.
func (s *substitutes) assign() {
	s.digits.assign()
	for _, l := range s.order {
		substitute, ok := s.byForm(l)
		if !ok || s.used[substitute] {
			substitute = s.byCount(l)
		}
		s.texts[l.text], s.used[substitute] = substitute, true
	}
}

// byForm is the substitute that follows from a text's form and rank.
func (s *substitutes) byForm(l learned) (substitute string, ok bool) {
	switch l.kind {
	case digitsKind:
		return s.digits.of(l.text), true
	case momentKind, expiryKind:
		return s.moments[l.kind == expiryKind].of(l.text), true
	case pathKind:
		return s.eachSegment(l.text, s.of), true
	}
	return "", false
}

// byCount is a substitute that was not used before.
func (s *substitutes) byCount(l learned) string {
	for k := l.kind; ; {
		s.counts[k]++
		candidate := k.substitute(s.name, l.text, s.counts[k])
		if _, original := s.texts[candidate]; !original && !s.used[candidate] && !harmless()[candidate] {
			return candidate
		}
		if k == opaqueKind && s.counts[k] > 10*len(s.order)+100 {
			k = plainKind // so short that all of its form are taken
		}
	}
}

// of is a text's substitute.
func (s *substitutes) of(_ place, text string) string {
	if substitute, ok := s.texts[text]; ok {
		return substitute
	}
	return text // it is harmless: all others were learned
}

// number is a number's substitute.
func (s *substitutes) number(at place, number string) string {
	if numbersThatStay[at.path] {
		return number
	}
	mantissa, exponent := cutExponent(number)
	digits := s.digits.of(digitsIn(mantissa))
	return strings.Map(func(c rune) rune {
		if !isDigit(c) {
			return c
		}
		c = rune(digits[0])
		digits = digits[1:]
		return c
	}, mantissa) + exponent
}

// eachSegment is a URL's path with its segments replaced.
func (s *substitutes) eachSegment(path string, text func(place, string) string) string {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		at := place{}
		if i == 3 { // after the empty one, crm and the version
			at.key = "module"
		}
		segments[i] = text(at, segment)
	}
	return strings.Join(segments, "/")
}

func (s *substitutes) report() Report {
	s.tally.Texts, s.tally.Numbers = len(s.texts), len(s.numbers)
	return s.tally
}
