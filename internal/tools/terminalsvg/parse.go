package terminalsvg

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// piece is a text on a line of the terminal. No two blanks follow each other in it, so that columns stay columns in any
// font.
type piece struct {
	column, width int // in cells
	text          string
	look          look
}

// look is how text of a style is drawn: attributes of an SVG element.
type look string

// plain is the look of text without a style.
const plain look = ""

// looks are the styles that can be shown, by their parameter of ECMA-48's Select Graphic Rendition.
var looks = map[string]look{
	"0":  plain,
	"1":  ` fill="#ffffff" font-weight="bold"`,
	"2":  ` fill="#9198a1"`,
	"31": ` fill="#ff7b72"`,
	"32": ` fill="#3fb950"`,
}

var (
	rendition = regexp.MustCompile(`^\x1b\[([0-9;]*)m`)
	words     = regexp.MustCompile(`[^ ]+( [^ ]+)*`)
)

// parse takes what a program printed apart into lines of pieces.
func parse(output string) ([][]piece, error) {
	var lines [][]piece
	style := plain
	for text := range strings.SplitSeq(strings.TrimSuffix(output, "\n"), "\n") {
		var line []piece
		for column := 0; text != ""; {
			if match := rendition.FindStringSubmatch(text); match != nil {
				next, ok := looks[match[1]]
				if !ok || style != plain && next != plain {
					return nil, fmt.Errorf("line %d: the style %q cannot be shown here", len(lines)+1, match[1])
				}
				style, text = next, text[len(match[0]):]
				continue
			}
			end := strings.IndexByte(text[1:], '\x1b') + 1
			if end == 0 {
				end = len(text)
			}
			if at := strings.IndexFunc(text[:end], func(r rune) bool { return !unicode.IsGraphic(r) }); at >= 0 {
				return nil, fmt.Errorf("line %d: %q cannot be shown", len(lines)+1, text[at:end])
			}
			line = append(line, pieces(text[:end], column, style)...)
			column += cells.StringWidth(text[:end])
			text = text[end:]
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// pieces takes text of one style, which begins at a column, apart where two or more blanks are.
func pieces(text string, column int, style look) []piece {
	var found []piece
	for _, at := range words.FindAllStringIndex(text, -1) {
		word := text[at[0]:at[1]]
		found = append(found, piece{column + cells.StringWidth(text[:at[0]]), cells.StringWidth(word), word, style})
	}
	return found
}
