package scrub

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

func isDigits(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(c rune) bool { return !isDigit(c) })
}

// digitsIn are the digits of a number.
func digitsIn(number string) string {
	return strings.Map(func(c rune) rune {
		if isDigit(c) {
			return c
		}
		return -1
	}, number)
}

// cutExponent cuts the exponent off a number, where it is one that a number of 64 bits can have: others are digits like
// those before them.
func cutExponent(number string) (mantissa, exponent string) {
	i := strings.IndexAny(number, "eE")
	if i < 0 || len(digitsIn(number[i:])) > 3 {
		return number, ""
	}
	return number[:i], number[i:]
}

// digits replaces texts of digits by others of the same length, with as many zeros in front and in the same order. What
// is nothing but zeros stays.
type digits struct {
	name       string
	known      map[string]string
	byLength   map[[2]int][]string // by length and zeros in front
	candidates int                 // how often a range is laid out anew where it meets what it stands for
}

func newDigits(name string) *digits {
	return &digits{name: name, known: map[string]string{}, byLength: map[[2]int][]string{}, candidates: 100}
}

func (d *digits) learn(text string) {
	zeros := len(text) - len(strings.TrimLeft(text, "0"))
	if _, known := d.known[text]; known || zeros == len(text) {
		return
	}
	d.known[text] = ""
	length := [2]int{len(text), zeros}
	d.byLength[length] = append(d.byLength[length], text)
}

func (d *digits) assign() {
	for length, texts := range d.byLength {
		slices.Sort(texts)
		for n := range d.candidates {
			numbers := spread(len(texts), length[0]-length[1], texts[len(texts)-1], hash(fmt.Sprint(d.name, length, n)))
			met := false
			for i, text := range texts {
				substitute := strings.Repeat("0", length[1]) + numbers[i]
				_, original := d.known[substitute]
				met = met || original
				d.known[text] = substitute
			}
			if !met {
				break
			}
		}
	}
}

// spread are n ascending numbers of so many digits, spread over their range, which has room for them. Where the highest
// of those that they stand for is an int64, all of them are.
func spread(n, length int, highest string, seed uint64) []string {
	low := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(length-1)), nil)
	high := new(big.Int).Mul(low, big.NewInt(10))
	if h, _ := new(big.Int).SetString(highest, 10); h.IsInt64() && !high.IsInt64() {
		high.Lsh(big.NewInt(1), 63)
	}
	step := new(big.Int).Sub(high, low)
	step.Div(step, big.NewInt(int64(n)))
	at := new(big.Int).Mod(new(big.Int).SetUint64(seed), step)
	at.Add(at, low)
	numbers := make([]string, n)
	for i := range numbers {
		numbers[i] = at.String()
		at.Add(at, step)
	}
	return numbers
}

func (d *digits) of(text string) string {
	if substitute, ok := d.known[text]; ok {
		return substitute
	}
	return text // nothing but zeros
}
