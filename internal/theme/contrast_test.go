package theme_test

import (
	"fmt"
	"testing"

	"charm.land/lipgloss/v2"

	"allyscope/internal/cell"
	"allyscope/internal/testing/contrast"
	"allyscope/internal/theme"
)

// screens are the backgrounds that a theme must work on, each with its text colour.
var screens = map[theme.Ground][][2]uint32{
	theme.Unknown: {{0x000000, 0xe5e5e5}, {0xffffff, 0x000000}},
	theme.Light:   {{0xffffff, 0x000000}, {0xfdf6e3, 0x073642}, {0xf6f8fa, 0x1f2328}},
	theme.Dark:    {{0x000000, 0xe5e5e5}, {0x0d1117, 0xd4d4d4}, {0x1e1e1e, 0xd4d4d4}, {0x282a36, 0xf8f8f2}, {0x002b36, 0xeee8d5}, {0x0c0c0c, 0xcccccc}, {0x300a24, 0xffffff}, {0x1a1b26, 0xc0caf5}},
}

// themes returns all themes on a ground with the contrast that text must have. The hues of 256
// colours are our choice; for the sixteen it is what xterm's palette has.
func themes(g theme.Ground) map[string]struct {
	styles        theme.Styles
	letters, dull float64 // the least contrast, for normal sight and without one kind of cone
} {
	few, many := theme.Sixteen(g), theme.Rich(g)
	// Only greys have a contrast of 4.5:1 with both black and white for everyone.
	dull := map[bool]float64{true: 4, false: 4.5}[g == theme.Unknown]
	type sheet = struct {
		styles        theme.Styles
		letters, dull float64
	}
	return map[string]sheet{
		"vivid": {many.Styles(), 4.5, dull}, "contrast, 256": {theme.Contrast(many), 4.5, dull},
		"terminal": {few.Styles(), 4, 3}, "contrast, 16": {theme.Contrast(few), 4, 3}, "lean": {theme.Lean(g), 4, 3},
		"mono": {theme.Mono(), 4.5, 4},
	}
}

// areas are the roles of areas, which hold no text.
var areas = map[cell.Role]bool{cell.BarMeets: true, cell.BarBelow: true, cell.BarOver: true, cell.Axis: true}

func TestEveryRoleStandsOutFromItsGround(t *testing.T) {
	const marks = 3
	for g := range theme.Grounds {
		for name, x := range themes(g) {
			for _, screen := range screens[g] {
				if g == theme.Dark && x.letters == 4 && screen[0] != 0 {
					continue // xterm's palette of sixteen is made for black
				}
				for role, s := range x.styles {
					fg, bg := contrast.Drawn(s, screen[1], screen[0])
					least, dull := x.letters, x.dull
					if s.GetFaint() { // the terminal decides how faint
						dull = min(dull, 4)
					}
					if areas[cell.Role(role)] {
						least, dull = marks, marks
					}
					if name == "lean" && g == theme.Unknown && cell.Role(role) == cell.BarOver {
						least, dull = 2.2, 2.2 // xterm's blue is darker than most, but xterm reports its background
					}
					if g == theme.Unknown && x.letters == 4.5 && role >= int(cell.Series4) && role <= int(cell.Series8) {
						least, dull = 4.4, 3.4 // only three hues and a grey have more, and there are eight series
					}
					if cell.Role(role) == cell.BarOver { // it is drawn on the part below the level
						fg, bg = bg, contrast.Hex(screen[0])
						if s.GetBackground() == (lipgloss.NoColor{}) {
							fg, _ = contrast.Drawn(s, screen[1], screen[0])
						}
					}
					where := fmt.Sprintf("%s, ground %d, role %d on #%06x", name, g, role, screen[0])
					if c := contrast.Ratio(fg, bg); c < least {
						t.Errorf("%s: contrast %.2f, want %g", where, c, least)
					}
					for what, by := range contrast.Deficiencies() {
						if c := contrast.Ratio(fg.Seen(by), bg.Seen(by)); c < dull {
							t.Errorf("%s: contrast %.2f with %s, want %g", where, c, what, dull)
						}
					}
				}
			}
		}
	}
}

// On an unknown ground, marks and areas of figures that meet the level have one hue.
func TestMetIsOneHueOnAnUnknownGround(t *testing.T) {
	h := theme.Rich(theme.Unknown)
	s := h.Styles()
	if a, b := s[cell.Meets].GetForeground(), s[cell.BarMeets].GetForeground(); a != b || s[cell.BarOver].GetBackground() != b {
		t.Errorf("marks %v, areas %v, above them %v", a, b, s[cell.BarOver].GetBackground())
	}
}

// In every theme on every ground the first two series of a chart differ in colour or weight, and
// neither looks like a series for comparison only.
func TestTheFirstTwoSeriesAreToldApart(t *testing.T) {
	for g := range theme.Grounds {
		for name, x := range themes(g) {
			look := func(r cell.Role) string {
				s := x.styles[r]
				return fmt.Sprint(s.GetForeground(), s.GetBold(), s.GetFaint(), s.GetReverse())
			}
			if a, b, c := look(cell.Series1), look(cell.Series2), look(cell.Context); a == b || a == c || b == c {
				t.Errorf("%s, ground %d: the first series %s, the second %s, for comparison %s", name, g, a, b, c)
			}
		}
	}
}

// In 256 colours no two series of a chart look alike on any ground, and none looks like its axes.
func TestAllSeriesAreToldApart(t *testing.T) {
	for g := range theme.Grounds {
		styles := theme.Rich(g)
		all, seen := styles.Styles(), map[string]int{}
		look := func(s lipgloss.Style) string { return fmt.Sprint(s.GetForeground(), s.GetBold(), s.GetFaint()) }
		seen[look(all[cell.Axis])] = -1
		for i, r := range []cell.Role{cell.Series1, cell.Series2, cell.Series3, cell.Series4, cell.Series5, cell.Series6, cell.Series7, cell.Series8} {
			if other, ok := seen[look(all[r])]; ok {
				t.Errorf("ground %d: series %d looks like %d (the axes are -1)", g, i+1, other+1)
			}
			seen[look(all[r])] = i
		}
	}
}
