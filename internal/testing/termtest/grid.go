package termtest

import (
	"fmt"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// plainStyle stands for a cell without any style.
const plainStyle = '.'

// Grid draws what a View returned on a screen of the given size, without any
// terminal, exactly as Bubble Tea's renderer would, and returns it as two
// pictures. The text has a line a row. The styles have a character a cell,
// the same one for the same style, and a legend that describes them:
//
//	aaaa..bb
//
//	a bold reverse
//	b fg=2
//
// Blanks, and dots, at the ends of rows are left out.
func Grid(content string, width, height int) (text, styles string) {
	screen := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(content).Draw(screen, screen.Bounds())

	return uv.TrimSpace(screen.String()), styleGrid(screen)
}

// Picture returns both pictures of [Grid] as one text, for a golden file.
func Picture(content string, width, height int) string {
	text, styles := Grid(content, width, height)

	return text + "\n" + strings.Repeat("─", width) + "\n" + styles
}

// Fits returns an error if what a View returned does not fit a screen, because a line is too wide
// or there are too many. A terminal would cut it off silently or, worse, wrap it.
func Fits(content string, width, height int) error {
	if content == "" {
		return nil
	}

	lines := strings.Split(content, "\n")
	if len(lines) > height {
		return fmt.Errorf("%d lines for %d rows", len(lines), height)
	}

	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			return fmt.Errorf("line %d is %d wide, the screen is %d: %q", i, w, width, ansi.Strip(line))
		}
	}

	return nil
}

// styleGrid draws the styles of a screen.
func styleGrid(screen uv.Screen) string {
	var (
		rows   []string
		legend []string
		names  = map[string]rune{}
		bounds = screen.Bounds()
	)

	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		var row strings.Builder

		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			cell := screen.CellAt(x, y)
			if cell == nil || cell.Style.IsZero() && cell.Link.IsZero() {
				row.WriteRune(plainStyle)

				continue
			}

			style := describe(cell)

			name, known := names[style]
			if !known {
				name = styleName(len(names))
				names[style] = name
				legend = append(legend, string(name)+" "+style)
			}

			row.WriteRune(name)
		}

		rows = append(rows, strings.TrimRight(row.String(), string(plainStyle)))
	}

	picture := strings.Join(rows, "\n")
	if len(legend) == 0 {
		return picture
	}

	return picture + "\n\n" + strings.Join(legend, "\n")
}

// styleName returns the character for the n-th style: letters, then Greek ones,
// of which there are more than any screen has styles.
func styleName(n int) rune {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if n < len(letters) {
		return rune(letters[n])
	}

	return 'α' + rune(n-len(letters))
}

// describe spells out a cell's style.
func describe(cell *uv.Cell) string {
	var words []string

	for _, attr := range []struct {
		bit  uint8
		name string
	}{
		{uv.AttrBold, "bold"},
		{uv.AttrFaint, "faint"},
		{uv.AttrItalic, "italic"},
		{uv.AttrBlink, "blink"},
		{uv.AttrRapidBlink, "rapid-blink"},
		{uv.AttrReverse, "reverse"},
		{uv.AttrConceal, "conceal"},
		{uv.AttrStrikethrough, "strike"},
	} {
		if cell.Style.Attrs&attr.bit != 0 {
			words = append(words, attr.name)
		}
	}

	if cell.Style.Underline != ansi.UnderlineNone {
		words = append(words, "underline")
	}

	for _, part := range []struct {
		name  string
		color color.Color
	}{
		{"fg", cell.Style.Fg},
		{"bg", cell.Style.Bg},
		{"line", cell.Style.UnderlineColor},
	} {
		if part.color != nil {
			words = append(words, part.name+"="+colorName(part.color))
		}
	}

	if cell.Link.URL != "" {
		words = append(words, "link="+cell.Link.URL)
	}

	return strings.Join(words, " ")
}

// colorName returns the number of a palette colour, which looks as the user's terminal shows it, or
// the hexadecimal value of any other colour.
func colorName(c color.Color) string {
	switch c := c.(type) {
	case ansi.BasicColor:
		return fmt.Sprint(uint8(c))
	case ansi.IndexedColor:
		return fmt.Sprint(uint8(c))
	}

	r, g, b, _ := c.RGBA()

	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
