// Package terminalsvg draws what a program printed on a terminal as an SVG: a window of text, on a background of its own
// so that it is legible on light and dark pages. The same text gives the same bytes.
package terminalsvg

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
)

// Window is a terminal in which a command was run.
type Window struct {
	Title       string // for who cannot see the picture
	Description string // likewise, a sentence
	Command     string // drawn behind a prompt
	Output      string // what the command printed, its styles as escape sequences
}

// Lengths in pixels. A cell is as wide as that of most monospaced fonts of this size; text is held to it by any other.
const (
	cellWidth  = 8
	lineHeight = 20
	fontSize   = "13.3"
	baseline   = 14 // of a line, from its top
	padding    = 24
	bar        = 40 // height of the title bar, the padding below it included
)

const fonts = "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

// cells measures text as a terminal does, whatever the locale.
var cells = &runewidth.Condition{StrictEmojiNeutral: true}

// SVG is the picture. Its error is that the output has a control character or an escape sequence that it cannot show.
func (w Window) SVG() ([]byte, error) {
	lines, err := parse("\x1b[2m$\x1b[0m \x1b[1m" + w.Command + "\x1b[0m\n" + w.Output)
	if err != nil {
		return nil, err
	}
	columns := 0
	for _, line := range lines {
		for _, p := range line {
			columns = max(columns, p.column+p.width)
		}
	}
	width, height := columns*cellWidth+2*padding, bar+len(lines)*lineHeight+padding

	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<rect x="0.5" y="0.5" width="%d" height="%d" rx="9.5" fill="#161b22" stroke="#3d444d"/>
<circle cx="30" cy="20" r="6" fill="#ff5f57"/>
<circle cx="50" cy="20" r="6" fill="#febc2e"/>
<circle cx="70" cy="20" r="6" fill="#28c840"/>
<g font-family="%s" font-size="%s" fill="#e6edf3">
`, width, height, escaped(w.Title), escaped(w.Description), width-1, height-1, fonts, fontSize)
	for i, line := range lines {
		for _, p := range line {
			p.draw(&b, bar+i*lineHeight+baseline)
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes(), nil
}

// draw draws a piece on the line whose baseline is y. It is an element of its own because not every browser obeys
// textLength on a part of one.
func (p piece) draw(w io.Writer, y int) {
	fmt.Fprintf(w, `<text x="%d" y="%d" textLength="%d"%s>%s</text>`+"\n",
		padding+p.column*cellWidth, y, p.width*cellWidth, p.look, escaped(p.text))
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder takes everything
	return b.String()
}
