package terminal_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/golden"
	"allyscope/internal/theme"
)

// roleNames is a constant table of the roles in their order.
var roleNames = [cell.Roles]string{
	"plain", "faint", "strong", "brand", "heading", "meets", "below", "edge", "unknown", "bar meets", "bar over", "bar below",
	"target", "reference", "axis", "cursor", "selection", "pin", "estimate", "notice", "warning", "key",
	"series 1", "series 2", "series 3", "series 4", "series 5", "series 6", "series 7", "series 8", "context",
	"under 1", "under 2", "under 3", "over 1", "over 2", "over 3", "over 4", "over 5",
}

// styleSheet lists the sequence of each role in a look, with each combination of attributes; "*"
// marks styles in which a blank shows.
func styleSheet(l terminal.Look) string {
	w := terminal.NewWriter(l)
	one := func(r rune, role, attr int) string {
		g := cell.New(1, 1)
		g.Put(0, 0, cell.Cell{Rune: r, Role: cell.Role(role), Attr: cell.Attr(attr)})
		return w.String(g)
	}
	var b strings.Builder
	for role, name := range roleNames {
		fmt.Fprintf(&b, "%-10s", name)
		for attr := range cell.Attrs {
			code := strings.TrimSuffix(strings.TrimPrefix(one('x', role, attr), "\x1b["), "\x1b[m")
			code = strings.TrimRight(code, "█x")
			code = strings.TrimSuffix(code, "m")
			if one(' ', role, attr) != "" {
				code += "*"
			}
			if code == "" {
				code = "-"
			}
			b.WriteString(" " + code)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// The golden records every byte of every style, so that a change of the styles cannot silently use
// up a budget of bytes. Looks with equal styles share an entry.
func TestStylesAreAsRecorded(t *testing.T) {
	profiles := map[terminal.Profile]string{
		terminal.NoColour: "no colour", terminal.Colour16: "16 colours", terminal.Colour256: "256 colours", terminal.TrueColour: "true colour",
	}
	grounds := [theme.Grounds]string{theme.Unknown: "any ground", theme.Light: "light", theme.Dark: "dark"}
	var sheets []string
	looks := map[string][]string{}
	for th := terminal.Auto; th <= terminal.Mono; th++ {
		for p := terminal.NoColour; p <= terminal.TrueColour; p++ {
			for ground, where := range grounds {
				s := styleSheet(terminal.Look{Profile: p, Theme: th, Ground: theme.Ground(ground)})
				if looks[s] == nil {
					sheets = append(sheets, s)
				}
				looks[s] = append(looks[s], fmt.Sprintf("%s, %s, %s\n", th, profiles[p], where))
			}
		}
	}
	var b strings.Builder
	for _, s := range sheets {
		b.WriteString(strings.Join(looks[s], "") + "\n" + s + "\n")
	}
	golden.Open(t, "styles").Check(t, "every look", b.String())
}
