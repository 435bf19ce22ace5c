package terminal

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/theme"
)

// Environment holds what a session's environment variables say about its terminal.
type Environment struct {
	Screen bool // full-screen drawing is possible; false if TERM is unset or "dumb"
	Look   Look
	Remote bool        // the terminal is at the other end of an SSH line
	Within Multiplexer // the multiplexer that the session runs in
	// ShowsStrings is whether a device control string, which asks a terminal for its
	// capabilities, would become visible: GNU Screen writes its content to the outer
	// terminal, and an older Linux console to itself.
	ShowsStrings   bool
	Locale         string // for character types, such as "el_GR.UTF-8"; empty if none is set
	Columns, Lines int    // the size to use if the terminal reports none
}

// Multiplexer is a program that shares one terminal among several sessions, and intercepts
// the control sequences for the clipboard.
type Multiplexer uint8

// The multiplexers.
const (
	None Multiplexer = iota
	Tmux
	Screen
)

// Clipboard returns the control sequence that copies text to the terminal's clipboard, wrapped
// so that the multiplexer, if any, passes it on.
func (e Environment) Clipboard(text string) string {
	const longest = 768 // string that GNU Screen accepts, in bytes
	plain := ansi.SetSystemClipboard(text)
	switch e.Within {
	case Tmux:
		return ansi.TmuxPassthrough(plain)
	case Screen:
		return ansi.ScreenPassthrough(plain, longest-4)
	default:
		return plain
	}
}

// Detect chooses a look by the environment, a list of KEY=value. Any non-empty NO_COLOR turns
// colour off. Glyphs are ASCII unless the locale is UTF-8 and the terminal is not a console
// with a font of 256 characters.
func Detect(env []string) Environment {
	get := uv.Environ(env).Getenv // of repeated keys the last one wins, as in a shell
	term := get("TERM")
	e := Environment{
		Screen:  term != "" && term != "dumb",
		Locale:  cmp.Or(get("LC_ALL"), get("LC_CTYPE"), get("LANG")),
		Remote:  get("SSH_TTY") != "" || get("SSH_CONNECTION") != "",
		Columns: positive(get("COLUMNS"), 80),
		Lines:   positive(get("LINES"), 24),
	}
	switch {
	case get("TMUX") != "":
		e.Within = Tmux
	case get("STY") != "":
		e.Within = Screen
	}
	e.ShowsStrings = get("TMUX") == "" && strings.HasPrefix(term, "screen") || get("STY") != "" || term == "linux"
	e.Look.Profile = profile(term, get("COLORTERM"), get("NO_COLOR"))
	e.Look.Ground = ground(term, get("COLORFGBG"))
	if e.Remote {
		e.Look.Theme = Lean
	}
	utf8 := strings.Contains(strings.ReplaceAll(strings.ToLower(e.Locale), "-", ""), "utf8")
	if !utf8 || term == "linux" || strings.HasPrefix(term, "linux-") {
		e.Look.Glyphs = ASCII
	}
	return e
}

// DecimalComma reports whether numbers in the locale have a decimal comma.
func (e Environment) DecimalComma() bool {
	language, _, _ := strings.Cut(e.Locale, "_")
	language, _, _ = strings.Cut(strings.ToLower(language), ".")
	point := strings.HasPrefix(e.Locale, "de_CH") || strings.HasPrefix(e.Locale, "es_MX")
	return !point && slices.Contains(strings.Fields(commaLanguages), language)
}

// commaLanguages lists the allies' languages with a decimal comma.
const commaLanguages = "bg bs ca cs da de el es et eu fi fr hr hu is it lb lt lv mk nb nl nn no pl pt ro se sk sl sq sr sv tr"

func profile(term, colorterm, noColor string) Profile {
	dec, _ := path.Match("vt[0-9]*", term) // "vt100" to "vt520" have no colour; "vte", GNOME's, has
	mono := strings.HasSuffix(term, "-m") || strings.HasSuffix(term, "-mono") || dec
	switch {
	case noColor != "", term == "", term == "dumb", mono:
		return NoColour
	case colorterm == "truecolor", colorterm == "24bit", strings.HasSuffix(term, "-direct"):
		return TrueColour
	case strings.Contains(term, "256color"):
		return Colour256
	default:
		return Colour16
	}
}

// ground returns the background according to the environment. rxvt, Konsole and others set
// COLORFGBG to the numbers of their foreground and background among the sixteen colours, with
// a semicolon between. 7 and the numbers from 9 on are light. A Linux console is dark.
func ground(term, fgbg string) theme.Ground {
	_, number, _ := strings.Cut(fgbg, ";")
	number = number[strings.LastIndexByte(number, ';')+1:] // rxvt may have a word in between
	n, err := strconv.ParseUint(number, 10, 4)             // one of sixteen colours
	switch {
	case err == nil && (n == 7 || n > 8):
		return theme.Light
	case err == nil, strings.HasPrefix(term, "linux"):
		return theme.Dark
	}
	return theme.Unknown
}

// positive returns the size in s, or otherwise if s is not a plausible size.
func positive(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 || n > 1000 {
		return otherwise
	}
	return n
}

// Clamp turns the size that a terminal reports into one to draw on. If either part is missing
// it returns the environment's size; it returns at most 400x150, since drawing takes memory for
// each cell.
func (e Environment) Clamp(columns, lines int) (int, int) {
	if columns <= 0 || lines <= 0 {
		columns, lines = e.Columns, e.Lines
	}
	return min(columns, 400), min(lines, 150)
}
