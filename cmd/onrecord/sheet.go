package main

import (
	"io"
	"os"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"golang.org/x/term"
)

// The styles of what people read. What they colour is stripped where the output is no
// terminal, and where NO_COLOR is set.
var (
	styleTitle   = lipgloss.NewStyle().Bold(true)
	styleSpeaker = lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Cyan)
	styleUnknown = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	styleWarning = lipgloss.NewStyle().Foreground(lipgloss.Red)
	styleFaint   = lipgloss.NewStyle().Faint(true)
	styleAdded   = lipgloss.NewStyle().Foreground(lipgloss.Green)
)

// sheet gathers lines for a person to read, and makes what comes from pages
// safe for a terminal.
type sheet struct {
	out   strings.Builder
	width int
}

func newSheet(w io.Writer) sheet { return sheet{width: sheetWidth(w)} }

// print writes the sheet; colours only where w shows them.
func (s *sheet) print(w io.Writer) error {
	_, err := lipgloss.Fprint(w, s.out.String())
	return err
}

// blank writes an empty line.
func (s *sheet) blank() { s.out.WriteByte('\n') }

// sheetWidth is the terminal's width within bounds, and 100 for everything else.
func sheetWidth(w io.Writer) int {
	if file, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil {
			return max(40, min(width, 120))
		}
	}
	return 100
}

// line writes text wrapped under an indent, in a style.
func (s *sheet) line(indent int, style lipgloss.Style, text string) {
	s.labelled(strings.Repeat(" ", indent), style, text)
}

// labelled writes a label of our own, and the text wrapped to its right.
func (s *sheet) labelled(label string, style lipgloss.Style, text string) {
	pad := strings.Repeat(" ", len(label))
	for l := range strings.SplitSeq(lipgloss.Wrap(visible(text), s.width-len(label), ""), "\n") {
		s.out.WriteString(style.Render(strings.TrimRight(label+l, " ")) + "\n")
		label = pad
	}
}

// marked writes a text whose styles are in it already, wrapped under an indent.
func (s *sheet) marked(indent int, text string) {
	pad := strings.Repeat(" ", indent)
	for l := range strings.SplitSeq(lipgloss.Wrap(text, s.width-indent, ""), "\n") {
		s.out.WriteString(pad + strings.TrimRight(l, " ") + "\n")
	}
}

// visible makes a page's text safe for a terminal: white space is folded and
// control and formatting characters, escape sequences among them, are left out.
func visible(s string) string { return strings.Join(strings.Fields(printable(s)), " ") }

// printable is visible without folding, for parts of a line.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// count is a number with its noun, as 1 page or 12,345 pages.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return thousands(n) + " " + noun
}
