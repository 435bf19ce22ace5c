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

// Environment is what a session's environment variables say about its terminal.
type Environment struct {
	Screen bool // full-screen drawing is possible at all: not where TERM is unset or "dumb"
	Look   Look
	Remote bool        // the terminal is at the other end of an SSH line
	Within Multiplexer // what stands between the session and the terminal's clipboard
	// ShowsStrings tells whether a device control string, by which a terminal is asked
	// what it can do, would be seen: GNU Screen writes what stands in it to the terminal
	// outside, and an older Linux console to itself.
	ShowsStrings   bool
	Locale         string // the one of characters, such as "el_GR.UTF-8"; empty where none is set
	Columns, Lines int    // the size to fall back on when the terminal gives none
}

// Multiplexer is a program that shares one terminal among several sessions, and takes the
// sequences for the clipboard for its own.
type Multiplexer uint8

// The multiplexers.
const (
	None Multiplexer = iota
	Tmux
	Screen
)

// Clipboard is the sequence that puts a text on the clipboard of the terminal, wrapped for
// the multiplexer to hand it on.
func (e Environment) Clipboard(text string) string {
	const longest = 768 // of a string in GNU Screen, in bytes
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

// Detect reads a list of KEY=value, and chooses between looks by it. Colour is off with
// NO_COLOR set to anything; glyphs are ASCII unless the locale says UTF-8 and the terminal
// is no console with a font of 256 characters.
func Detect(env []string) Environment {
	get := uv.Environ(env).Getenv // the last one said wins, as in a shell
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

// DecimalComma tells whether the locale writes numbers with a comma.
func (e Environment) DecimalComma() bool {
	language, _, _ := strings.Cut(e.Locale, "_")
	language, _, _ = strings.Cut(strings.ToLower(language), ".")
	point := strings.HasPrefix(e.Locale, "de_CH") || strings.HasPrefix(e.Locale, "es_MX")
	return !point && slices.Contains(strings.Fields(commaLanguages), language)
}

// commaLanguages are the allies' languages that write numbers with a comma.
const commaLanguages = "bg bs ca cs da de el es et eu fi fr hr hu is it lb lt lv mk nb nl nn no pl pt ro se sk sl sq sr sv tr"

func profile(term, colorterm, noColor string) Profile {
	dec, _ := path.Match("vt[0-9]*", term) // "vt100" to "vt520" have no colour; "vte" is GNOME's and has
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

// ground is the background as the environment has it: rxvt, Konsole and others say
// the numbers of their foreground and background among sixteen colours, parted by
// semicolons. Of these 7 and those from 9 on are light; a console is dark.
func ground(term, fgbg string) theme.Ground {
	_, number, _ := strings.Cut(fgbg, ";")
	number = number[strings.LastIndexByte(number, ';')+1:] // rxvt puts a word between
	n, err := strconv.ParseUint(number, 10, 4)             // of four bits
	switch {
	case err == nil && (n == 7 || n > 8):
		return theme.Light
	case err == nil, strings.HasPrefix(term, "linux"):
		return theme.Dark
	}
	return theme.Unknown
}

// positive is a size the environment says, or another where nobody could have meant it.
func positive(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 || n > 1000 {
		return otherwise
	}
	return n
}

// Clamp turns a size a terminal claims into one that can be drawn on: none, or half of
// one, falls back on the environment's, and the absurd is held to 400x150, since whatever
// draws takes memory for each cell.
func (e Environment) Clamp(columns, lines int) (int, int) {
	if columns <= 0 || lines <= 0 {
		columns, lines = e.Columns, e.Lines
	}
	return min(columns, 400), min(lines, 150)
}
