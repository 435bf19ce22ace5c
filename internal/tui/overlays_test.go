package tui_test

import (
	"testing"

	"allyscope/internal/figure"
)

func TestTheLensSetsTheEditionsSideBySide(t *testing.T) {
	sit(t, "2024 2% focus:USA", local, 80, 24, func(u *user) {
		u.Press("V")
		u.sees("United States", "as each edition printed it", "3.38e", "3.21e", "3.30", "23 of 31", "22 of 31", "18 of 31", "17 of 31", "▌2026-07")
		u.says("any other key goes back")
		u.Press("v") // the year stays: editions that do not cover it are skipped
		u.sees("▌2025-08", "18 of 31 meet 2 %")
		u.Press("v", "v", "v")
		u.sees("▌2026-07")
		u.Press("v", "v", "v")
		u.sees("▌2024-06")
		u.is("the year", u.query().Year, figure.Year(2024))
		u.focused("USA")
		u.Press("esc")
		u.misses("as each edition printed it")
		u.is("the edition", u.query().Edition, "2024-06")
		u.Press("u")
		u.is("the edition before", u.query().Edition, "2025-04")
	})
}

// The ally of the page stays, even if another edition would not list it.
func TestTheLensStaysAtItsAlly(t *testing.T) {
	sit(t, "2020 above 2%", local, 100, 30, func(u *user) {
		u.Press("G", "V")
		for range 4 {
			u.sees("Romania · ")
			u.Press("v")
		}
	})
}

func TestTheLensSaysWhereThereIsNothingToCompare(t *testing.T) {
	sit(t, "2026 focus:POL", local, 80, 24, func(u *user) {
		u.Press("V", "v")
		u.says("no other edition covers 2026")
		u.Press("j") // only goes back
		u.focused("POL")
		u.misses("as each edition printed it")
	})
	sit(t, "source:sipri 2020 focus:POL", local, 80, 24, func(u *user) {
		u.Press("V")
		u.sees("the lens shows NATO's side by side")
	})
	sit(t, "2024 filter:zzz", local, 80, 24, func(u *user) {
		u.Press("V")
		u.misses("as each edition printed it")
	})
}

// The page on a figure's source is longer than the screen: j scrolls and does not leave it.
func TestWhoSaysScrolls(t *testing.T) {
	sit(t, "2016 focus:NOR", local, 80, 24, func(u *user) {
		u.Press("i")
		u.sees("Norway 2016", "1.68", "Source", "Table")
		u.says("↑↓ scroll, any other key goes back")
		u.misses("Counts")
		for range 30 {
			u.Press("j")
		}
		u.sees("Counts", "Checked")
		u.Press("esc")
		u.sees("? help")
		u.focused("NOR")
	})
}

// An answer on a page scrolls like every page: by half a screen, and to its end and back.
func TestAnAnswersPageScrollsAsAllDo(t *testing.T) {
	sit(t, "", local, 80, 24, func(u *user) {
		u.asks("brief NOR")
		u.sees("Norway: defence expenditure", "Key figures")
		u.Press("G")
		u.sees("Made by: allyscope brief NOR")
		u.misses("Key figures")
		u.Press("ctrl+u", "ctrl+d")
		u.sees("Made by: allyscope brief NOR")
		u.Press("g")
		u.sees("Norway: defence expenditure")
		u.Press("esc")
		u.sees("? help")
	})
}

// A page names the skipped words of its question until the next key.
func TestAPageSaysWhatItsQuestionSkips(t *testing.T) {
	sit(t, "", local, 120, 40, func(u *user) {
		u.asks("where does Norway's 2016 figure come from")
		u.sees("Norway", "2016")
		u.says("skipped: ")
		u.Press("down")
		u.says("key goes back")
	})
}
