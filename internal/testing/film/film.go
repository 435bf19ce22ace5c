// Package film combines several pictures into one animated SVG, such as the years in the README.
//
// It knows no figures and draws no views: it is given grids.
package film

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/svg"
)

// The durations in seconds: shown is how long a picture stays, including the time in which its
// lines move to their places in the next one, and lastFor is how long the last picture stays.
const (
	shown   = 1.4
	moving  = 0.4
	lastFor = 3.4
)

// Of returns an SVG that plays pictures of one size in a loop. Lines with the same hit, or with the
// same beginning, are the same line in all pictures and move to their new place; only the words
// that change are drawn more than once. Readers who turn animations off, and viewers that cannot
// play them, see the last picture. The colours follow the page's dark mode.
func Of(frames []*cell.Grid, o svg.Options) []byte {
	f := &film{frames: frames}
	f.follow()
	var body, style bytes.Buffer
	for i := range f.tracks {
		f.line(&body, &style, i)
	}
	return svg.Page(frames[0], o, f.style(style.String())+body.String())
}

type film struct {
	frames []*cell.Grid
	// tracks holds, for each line, its row in each picture, or −1 if the picture lacks it.
	tracks [][]int
}

// lead is how many leading cells identify a line without a hit, such as the level of a target rule.
const lead = 14

// hidden is the attribute that hides a part from viewers that cannot play animations.
const hidden = ` visibility="hidden"`

// follow finds each line in all pictures and fills in tracks.
func (f *film) follow() {
	known := map[string]int{}
	for n, g := range f.frames {
		for y := range g.Height() {
			key := fmt.Sprint("row ", y)
			if h, ok := g.HitAt(lead, y); ok && h.Code != "" {
				key = h.Code
			} else if s := strings.TrimSpace(cell.Letters(g.Row(y))); strings.Contains(s[:min(len(s), lead)], "%") {
				key = s
			}
			i, ok := known[key]
			if !ok {
				i = len(f.tracks)
				known[key] = i
				f.tracks = append(f.tracks, slices.Repeat([]int{-1}, len(f.frames)))
			}
			f.tracks[i][n] = y
		}
	}
}

// line writes one line: once what never changes, and the rest for each picture.
func (f *film) line(body, style *bytes.Buffer, i int) {
	rows := f.tracks[i]
	changes := f.changes(rows)
	var kept *cell.Grid
	var moves bytes.Buffer
	for n, g := range f.frames {
		if rows[n] < 0 {
			continue
		}
		part := func(changing bool) *cell.Grid {
			p := cell.New(g.Width(), 1)
			for x, c := range g.Row(rows[n]) {
				if changes[x] == changing {
					p.Put(x, 0, c)
				}
			}
			return p
		}
		kept = part(false)
		if inks := drawInks(part(true)); inks != "" {
			fmt.Fprintf(&moves, `<g class="f f%d"%s>`+"\n%s</g>\n", n, format.When(n != len(f.frames)-1, hidden), inks)
		}
	}
	if kept == nil {
		return
	}
	class := f.moves(style, i)
	last := rows[len(rows)-1]
	fmt.Fprintf(body, `<g class="m %s" transform="translate(0 %d)"%s>`+"\n", class, max(0, last)*svg.CellHeight, format.When(last < 0, hidden))
	body.WriteString(drawInks(kept) + moves.String() + "</g>\n")
}

// changes returns which columns of a line change. Words change as a whole.
func (f *film) changes(rows []int) []bool {
	var first []cell.Cell
	out := make([]bool, f.frames[0].Width())
	for n, y := range rows {
		if y < 0 {
			continue
		}
		row := f.frames[n].Row(y)
		if first == nil {
			first = row
		}
		for x, c := range row {
			out[x] = out[x] || c != first[x]
		}
	}
	for range 2 { // a changed word may widen another, so it takes two passes
		for n, y := range rows {
			if y >= 0 {
				spread(out, f.frames[n].Row(y))
			}
		}
	}
	return out
}

// spread marks all columns of a word as changed if one of them is.
func spread(changes []bool, row []cell.Cell) {
	for x := 0; x < len(row); {
		end, touched := x, false
		for ; end < len(row) && row[end].Rune != ' ' && row[end].Rune != 0 && !svg.Drawn(row[end].Rune); end++ {
			touched = touched || changes[end]
		}
		for i := x; touched && i < end; i++ {
			changes[i] = true
		}
		x = max(end, x+1)
	}
}

// drawInks returns the SVG elements of a grid, without a page around them.
func drawInks(g *cell.Grid) string {
	// The attribute would occur thousands of times. Without it, words keep their length by spacing.
	return strings.ReplaceAll(svg.Body(g, false), ` lengthAdjust="spacingAndGlyphs"`, "")
}

func (f *film) length() float64 { return shown*float64(len(f.frames)-1) + lastFor }

// percent returns a moment of the film as a percentage, for keyframes.
func (f *film) percent(seconds float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", 100*seconds/f.length()), "0"), ".") + "%"
}

// moves writes the animation of a line to style, and returns its class.
func (f *film) moves(style *bytes.Buffer, i int) string {
	rows := f.tracks[i]
	if !slices.ContainsFunc(rows, func(y int) bool { return y != rows[0] }) {
		return "still"
	}
	class := fmt.Sprintf("m%d", i)
	fmt.Fprintf(style, "@keyframes %s{", class)
	at := 0
	for n, y := range rows {
		from, to := shown*float64(n), shown*float64(n+1)-moving
		if n == len(rows)-1 {
			to = f.length() - moving
		}
		seen := "visible"
		if y < 0 {
			seen = "hidden"
		} else {
			at = y
		}
		fmt.Fprintf(style, "%s,%s{visibility:%s;transform:translateY(%dpx)}", f.percent(from), f.percent(to), seen, at*svg.CellHeight)
	}
	fmt.Fprintf(style, "}\n.%s{animation:%[1]s %.1fs infinite ease-in-out}\n", class, f.length())
	return class
}

// style returns the style sheet of the film, which ends with the given rules for lines.
func (f *film) style(lines string) string {
	var b strings.Builder
	last := len(f.frames) - 1
	b.WriteString("<style>\n" + svg.PageStyle())
	fmt.Fprintf(&b, "@keyframes f{0%%{visibility:visible}%s,to{visibility:hidden}}\n", f.percent(shown))
	fmt.Fprintf(&b, "@keyframes l{0%%{visibility:visible}%s,to{visibility:hidden}}\n", f.percent(lastFor))
	fmt.Fprintf(&b, ".f{visibility:hidden;animation:f %.1fs step-end infinite}\n", f.length())
	for n := range f.frames {
		fmt.Fprintf(&b, ".f%d{animation-delay:%.1fs}\n", n, shown*float64(n))
	}
	fmt.Fprintf(&b, ".f%d{animation-name:l}\n%s", last, lines)
	fmt.Fprintf(&b, "@media (prefers-reduced-motion:reduce){.f,.m{animation:none}.f%d{visibility:visible}}\n</style>\n", last)
	return b.String()
}
