package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// on returns the value for the ground g.
func on[T any](g Ground, unknown, light, dark T) T { return [Grounds]T{unknown, light, dark}[g] }

// Sixteen returns hues of the terminal's own sixteen colours. The reader chooses what these look
// like; the hues are colours that stand out from the ground in the palettes that terminals ship
// with. On an unknown ground only bright blue and magenta do. Quiet text is the foreground
// dimmed, because "bright black" is invisible in more than one popular palette.
func Sixteen(g Ground) Hues {
	pick := func(unknown, light, dark color.Color) lipgloss.Style { return Ink(on(g, unknown, light, dark)) }
	none, faint := lipgloss.NewStyle(), lipgloss.NewStyle().Faint(true)
	blue := pick(lipgloss.BrightBlue, lipgloss.Blue, lipgloss.BrightBlue)
	amber := pick(lipgloss.Magenta, lipgloss.Magenta, lipgloss.BrightYellow)
	h := Hues{
		Quiet: faint, Rule: faint, Area: faint,
		Blue: blue, Bar: Ink(lipgloss.BrightBlue),
		Over: on(g, blue,
			Ink(lipgloss.Blue).Background(lipgloss.BrightBlue),
			Ink(lipgloss.BrightCyan).Background(lipgloss.BrightBlue)),
		Amber: amber, Other: on(g, faint, faint, amber.Faint(true)),
		Teal:  pick(lipgloss.BrightBlue, lipgloss.Blue, lipgloss.BrightCyan),
		Brand: none.Bold(true).Reverse(true),
		Red:   pick(lipgloss.Magenta, lipgloss.Red, lipgloss.BrightRed),
		More: on(g,
			[5]lipgloss.Style{none, blue, amber, none, blue},
			[5]lipgloss.Style{Ink(lipgloss.Red), none, blue, amber, none},
			[5]lipgloss.Style{Ink(lipgloss.BrightMagenta), Ink(lipgloss.BrightGreen), Ink(lipgloss.BrightRed), none, Ink(lipgloss.Yellow)}),
	}
	filled := on(g, none, blue, blue).Reverse(true) // neither black nor white has enough contrast on bright blue
	for i := range h.High {
		h.High[i] = filled
	}
	return h
}

// Rich returns hues of the palette of 256 colours, whose last 240 look the same everywhere. Text
// has a contrast of at least 4.5:1 with the ground, areas one of 3:1; on an unknown ground, with
// both black and white. Only three hues reach that there, so the fourth series and those after it
// have a little less.
func Rich(g Ground) Hues {
	pick := func(unknown, light, dark string) lipgloss.Style {
		return Ink(lipgloss.Color(on(g, unknown, light, dark)))
	}
	fill := func(letters, ground string) lipgloss.Style {
		return Ink(lipgloss.Color(letters)).Background(lipgloss.Color(ground))
	}
	none, quiet := lipgloss.NewStyle(), pick("243", "241", "247")
	blue, amber, teal := pick("98", "25", "75"), pick("131", "94", "221"), pick("29", "23", "80")
	h := Hues{
		Quiet: quiet, Rule: pick("243", "243", "244"), Area: none.Faint(true), // a third of the bytes of a colour, saved in every row
		Blue: blue, Bar: pick("98", "32", "33"),
		Over:  on(g, fill("55", "98"), fill("18", "32"), fill("81", "33")),
		Amber: amber, Other: pick("131", "94", "179"),
		Teal:  teal,
		Brand: on(g, fill("231", "25"), fill("231", "25"), fill("16", "75")).Bold(true),
		Red:   pick("131", "124", "210"),
		More: on(g,
			[5]lipgloss.Style{Ink(lipgloss.Color("163")), Ink(lipgloss.Color("130")), Ink(lipgloss.Color("28")), Ink(lipgloss.Color("63")), none},
			[5]lipgloss.Style{Ink(lipgloss.Color("91")), Ink(lipgloss.Color("22")), Ink(lipgloss.Color("124")), Ink(lipgloss.Color("125")), Ink(lipgloss.Color("58"))},
			[5]lipgloss.Style{Ink(lipgloss.Color("183")), Ink(lipgloss.Color("114")), Ink(lipgloss.Color("210")), Ink(lipgloss.Color("218")), Ink(lipgloss.Color("180"))}),
	}
	h.Low = on(g,
		[...]lipgloss.Style{none, quiet, quiet},
		[...]lipgloss.Style{fill("94", "230"), fill("94", "255"), fill("241", "255")},
		[...]lipgloss.Style{fill("222", "236"), fill("180", "235"), fill("245", "234")})
	h.High = on(g,
		[...]lipgloss.Style{fill("16", "104"), fill("16", "105"), fill("16", "99"), fill("16", "98"), fill("231", "56")},
		[...]lipgloss.Style{fill("16", "153"), fill("16", "117"), fill("16", "75"), fill("231", "26"), fill("231", "18")},
		[...]lipgloss.Style{fill("231", "24"), fill("231", "25"), fill("231", "26"), fill("16", "33"), fill("16", "75")})
	return h
}
