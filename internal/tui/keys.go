package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/format"
	"allyscope/internal/report"
	"allyscope/internal/terminal"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/views"
)

//go:generate go test -run ^TestPage$ -update .

// Keys returns the keys for display, group by group; those of slides come first if there is a deck.
// The help page, the hints, docs/keys.md and the manual page are made from them. Their actions must
// not be called.
func Keys(deck bool) keymap.Table {
	var m *Model // the actions are never called
	if deck {
		return append(m.onSlide(), m.table()...)
	}
	return m.table()
}

const (
	asks  = keymap.Asks
	led   = keymap.Led
	drawn = led | keymap.Draws
)

// bind returns a binding without an action of its own.
func bind(keys, word, help string, use keymap.Use, do func()) keymap.Binding {
	return keymap.Bind(keymap.Other, keys, word, help, use, do)
}

// table returns the table of keys, in the order of display.
func (m *Model) table() keymap.Table {
	themes := "next theme: " + strings.Join(terminal.Themes()[1:], ", ") + "; then for another background"
	tabs := []keymap.Binding{
		bind("tab", "view", "next view", 0, func() { m.turnBy(1) }),
		bind("shift+tab", "view", "previous view", 0, func() { m.turnBy(-1) }),
	}
	for i, v := range views.Tabs() {
		help := strings.ToLower(v.Title) + ": " + v.Help
		tabs = append(tabs, bind(strconv.Itoa(i+1), v.Title, help, 0, func() { m.turn(v.ID) }))
	}
	return slices.Concat(
		keymap.Group("Moving",
			keymap.Bind(keymap.Down, "j down", "ally", "next ally", 0, m.arrow(0, 1, func() { m.walk(1) })),
			keymap.Bind(keymap.Up, "k up", "ally", "previous ally", 0, m.arrow(0, -1, func() { m.walk(-1) })),
			bind("l right", "year", "next year", asks, m.arrow(1, 0, m.steps(1))),
			bind("h left", "year", "previous year", asks, m.arrow(-1, 0, m.steps(-1))),
			bind("L shift+right", "five years", "five years on", asks, m.steps(5)),
			bind("H shift+left", "five years", "five years back", asks, m.steps(-5)),
			bind("0", "first year", "the edition's first year", asks, m.steps(-far)),
			bind("$", "last year", "the edition's last year", asks, m.steps(far)),
			keymap.Bind(keymap.Top, "g home", "top", "first ally of the list", 0, func() { m.jump(-far) }),
			keymap.Bind(keymap.Bottom, "G end", "bottom", "last ally of the list", 0, func() { m.jump(far) }),
			keymap.Bind(keymap.PageDown, "ctrl+d pgdown", "page", "half a page down", 0, func() { m.jump(max(1, m.screen.Body.H/2)) }),
			keymap.Bind(keymap.PageUp, "ctrl+u pgup", "page", "half a page up", 0, func() { m.jump(-max(1, m.screen.Body.H/2)) }),

			bind("]", "year", "next year, even where ←→ go from ally to ally", asks, m.steps(1)),
			bind("[", "year", "previous year, likewise", asks, m.steps(-1)),
		),
		keymap.Group("Views", append(tabs,
			bind("enter", "sheet", "everything known about the ally; esc goes back", 0, m.open),
			bind("i", "who says", "where the figure comes from: source, edition, what others printed", led, m.openProvenance),
			bind("z", "zoom", "give the view the whole screen, and back", keymap.Draws, m.toggleZoom),
			bind("r", "trail", "the ally's trail over the years, in balance; playing draws it too", 0, m.toggleTrail),
		)...),
		keymap.Group("Asking",
			bind("t", "target", "next pledged target", asks, m.asks(intent.Target)),
			bind("T", "own target", "a target of your own", asks, m.openTarget),
			bind("m", "measure", "next measure of the edition", asks, m.asks(intent.Measure)),
			keymap.Bind(keymap.NextEdition, "v", "edition", "previous edition; after the first, the latest again",
				asks, func() { m.change(intent.Edition(m.options.Data, m.answer)) }),
			bind("V", "lens", "figure and count as each edition printed them", led, m.openVintages),
			bind("b", "base year", "count changes from the year on show; again: from the first", asks, m.asks(intent.Base)),
			bind("s", "sort", "next order: value, name, gap, money, change, since", asks, m.asks(intent.Sort)),
			bind("S", "reverse", "reverse the order", asks, m.asks(intent.Reverse)),
			bind("o", "members", "judge members then, members now, or everyone", asks, m.asks(intent.Members)),
			bind(":", "go", "ask in words: allies, years, targets, key:value; tab completes", 0, m.openCommand),
		),
		keymap.Group("Choosing allies",
			bind("space", "pin", "pin the ally, or unpin it", asks, func() { m.change(intent.Pin(m.answer, m.focus)) }),
			bind("x", "clear pins", "unpin all allies", asks, m.asks(intent.ClearPins)),
			bind("P", "only pins", "show only the pinned allies", asks, m.asks(intent.OnlyPins)),
			keymap.Bind(keymap.Filter, "/", "filter", "show names that contain some letters", asks, m.openFilter),
			bind("n", "next", "next pinned ally, or match", asks, func() { m.match(1) }),
			bind("N", "previous", "previous pinned ally, or match", asks, func() { m.match(-1) }),
		),
		keymap.Group("Playing",
			keymap.Bind(keymap.Play, "p", "play", "play the years, or stop", asks, m.togglePlay),
			keymap.Bind(keymap.Play, ",", "slower", "play slower", asks|keymap.Draws, func() { m.setSpeed(-1) }),
			keymap.Bind(keymap.Play, ".", "faster", "play faster", asks|keymap.Draws, func() { m.setSpeed(1) }),
		),
		keymap.Group("Session",
			bind("y", "copy", "copy: then l the link, s the sentence, t the table, r the ally's row, c CSV", led, m.openCopy),
			bind("w", "write", "write what is on show to a file: "+format.Either(report.Endings()), 0, m.openWrite),
			bind("u", "undo", "back to the previous question", 0, func() { m.travel(m.history.Undo, "nothing to undo") }),
			bind("U ctrl+r", "redo", "forward again", 0, func() { m.travel(m.history.Redo, "nothing to redo") }),
			bind("c", "theme", themes, drawn, m.nextTheme),
			bind("e", "legend", "show or hide the explanation of the marks", 0, m.toggleLegend),
			bind("a", "glyphs", "next glyphs: Braille, blocks, ASCII", drawn, m.nextGlyphs),
			bind("F", "share", "let others follow your screen over SSH; again to stop", 0, m.share),
			bind("M", "mouse", "turn the mouse on or off (off: text can be selected)", drawn, m.toggleMouse),
			bind("? f1", "help", "this page", led, m.openHelp),
			keymap.Bind(keymap.Back, "esc", "back", "leave a page or a line, drop a filter; never quits", 0, m.back),
			keymap.Bind(keymap.Quit, "q", "quit", "quit", led, m.quit),
			keymap.Bind(keymap.Interrupt, "ctrl+c", "quit", "quit, from anywhere", led, m.quit),
			keymap.Bind(keymap.Suspend, "ctrl+z", "suspend", "suspend, if there is a shell to go back to", 0, m.toShell),
			keymap.Bind(keymap.Redraw, "ctrl+l", "redraw", "redraw the screen", 0, func() { m.then(tea.ClearScreen) }),
		),
	)
}

// onSlide returns the keys while a slide is on show, which include those of clickers. Any other key
// opens the explorer on the slide's question; esc comes back.
func (m *Model) onSlide() keymap.Table {
	slide := func(keys, shown, help string, use keymap.Use, do func()) keymap.Binding {
		b := bind(keys, "", help, use, do)
		b.SetHelp(shown, help)
		return b
	}
	on := func(n int) func() { return func() { m.slideAt(m.slides.at + n) } }
	return keymap.Group("Slides",
		slide("space right down pgdown enter", "space →", "next slide; also ↓, enter and page down, as clickers send", 0, on(1)),
		slide("backspace left up pgup", "←", "one slide back; also ↑, backspace and page up", 0, on(-1)),
		slide("home", "home", "first slide", 0, func() { m.slideAt(0) }),
		slide("end", "end", "last slide", 0, func() { m.slideAt(len(m.slides.deck) - 1) }),
		slide("B b .", "B", "blank the screen until the next key; also b and .", keymap.Draws, m.blank),
		slide("R f5", "R", "read the deck again; also f5", 0, m.reload),
		slide("esc", "esc", "back to the slide from its question, which any other key opens", 0, func() {}), // it is on show
	)
}
