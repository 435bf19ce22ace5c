package page

import (
	"slices"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/tui/keymap"
)

// line is a heading, or a key or mark with its explanation.
type line struct {
	key, text string
	head      bool
	mark      cell.Role // of key
}

func marks() []line {
	return []line{
		{text: "Marks", head: true},
		{"●", "meets the target, judged on the figure as printed", false, cell.Meets},
		{"○", "below it", false, cell.Below},
		{"≈", "knife-edge: within 0.01, or on the other side before rounding", false, cell.Edge},
		{"–", "not a member on 31 December of that year", false, cell.Unknown},
		{"·", "no armed forces, or nothing published for that year", false, cell.Unknown},
		{"?", "not measurable from published figures", false, cell.Unknown},
		{string(format.Break), "a break in the series: from here on it counts differently", false, cell.Axis},
		{"e", "an estimate, as NATO marks it", false, cell.Plain},
		{"▂▅", "a year's figure relative to the target: a full cell meets it", false, cell.BarBelow},
		{"▃▆", "met; the part above the target starts again from the bottom", false, cell.BarOver},
		{"━", "where the target cuts the list; thin: other pledges", false, cell.Target},
	}
}

// sections returns the sections of the page, each with a heading. No section is split between
// columns.
func sections(keys keymap.Table) [][]line {
	var out [][]line
	for _, b := range keys {
		if n := len(out); n == 0 || out[n-1][0].text != b.Group {
			out = append(out, []line{{text: b.Group, head: true}})
		}
		part := &out[len(out)-1]
		*part = append(*part, line{key: b.Help().Key, text: b.Help().Desc, mark: cell.Key})
	}
	return append(out, marks())
}

// Widths of the page.
const (
	twoColumns = 100 // from here on it has two columns
	sideBySide = 44  // from here on explanations stand next to keys, not below them
)

// Help is the page that explains the keys and the marks. It can be searched. The zero value is
// at its top and explains only the marks.
type Help struct {
	Page

	Keys keymap.Table // the keys to explain, group by group

	find    string // the text to search for; empty: show all
	finding bool   // the text is being typed
}

// Press handles a key, given by its name and its action, and reports whether the page stays open.
// Keys other than those that scroll and search close it.
func (p *Help) Press(key string, a keymap.Action) bool {
	switch {
	case p.finding && key == "enter":
		p.finding = false
	case a == keymap.Back && (p.finding || p.find != ""):
		p.finding, p.find = false, ""
	case p.finding && key == "backspace":
		runes := []rune(p.find)
		p.find = string(runes[:max(0, len(runes)-1)])
	case p.finding && key == "space":
		p.find += " "
	case p.finding && len([]rune(key)) == 1:
		p.find += key
		p.Scroll(keymap.Top)
	case p.finding:
	case a == keymap.Filter:
		p.finding, p.find = true, ""
	default:
		return p.Scroll(a)
	}
	return true
}

// Draw draws the visible part of the page.
func (p *Help) Draw(g *cell.Grid) {
	columns, textAt := layOut(p.matching(), g.Width())
	height := max(1, len(columns[0]), len(columns[len(columns)-1])) // 1 is for the message that nothing matches
	whole, w := cell.New(g.Width(), height), g.Width()/len(columns)
	for c, lines := range columns {
		box := whole.Window(c*w, 0, w-1, height)
		for y, x := range lines {
			if x.head {
				box.Text(margin, y, x.text, cell.Heading, cell.Underline)
				continue
			}
			box.Text(margin, y, x.key, x.mark)
			box.Text(textAt, y, x.text, cell.Plain)
		}
	}
	if len(columns[0]) == 0 {
		whole.Text(margin, 0, cell.Cut("nothing here contains \""+p.find+"\"", g.Width()-margin), cell.Notice, cell.Verbatim)
	}
	p.Page.Draw(g, whole)
}

// matching returns the sections with only the lines that contain the searched text.
func (p *Help) matching() [][]line {
	parts, want := sections(p.Keys), strings.ToLower(p.find)
	for i, part := range parts {
		parts[i] = slices.DeleteFunc(part, func(x line) bool {
			return !x.head && !strings.Contains(strings.ToLower(x.key+" "+x.text), want)
		})
	}
	return slices.DeleteFunc(parts, func(part []line) bool { return len(part) < 2 })
}

// Foot returns the last line, on what the keys do. It follows the last call of Draw.
func (p *Help) Foot() string {
	switch {
	case p.finding:
		return "/" + p.find + "_"
	case p.find != "":
		return "lines with \"" + p.find + "\"; esc shows all"
	}
	return "/ search, " + p.Page.Foot()
}

const margin = 2

// layOut lays the sections out in one or two columns and returns the lines of each, and the column
// of the explanations within it. Long explanations are wrapped, and a blank line follows each
// section. Two columns are of about the same height.
func layOut(parts [][]line, width int) (columns [][]line, textAt int) {
	n, textAt := 1, 12
	if width >= twoColumns {
		n = 2
	}
	if width < sideBySide {
		textAt = 4
	}
	var all []line
	var ends []int // of the sections
	for _, part := range parts {
		all = append(append(all, wrapSection(part, max(width/n-textAt-2, 8), width < sideBySide)...), line{})
		ends = append(ends, len(all))
	}
	first := len(all)
	for _, end := range ends {
		if n == 2 && max(end, len(all)-end) <= max(first, len(all)-first) {
			first = end
		}
	}
	return [][]line{all[:first], all[first:]}[:n], textAt
}

// wrapSection returns a section with its explanations wrapped to a width. Under puts them below
// the keys.
func wrapSection(part []line, room int, under bool) []line {
	out := part[:1:1]
	for _, x := range part[1:] {
		texts := cell.Wrap(x.text, room, len(x.text))
		if under {
			texts = slices.Insert(texts, 0, "")
		}
		for _, text := range texts {
			out = append(out, line{key: x.key, text: text, mark: x.mark})
			x.key = ""
		}
	}
	return out
}
