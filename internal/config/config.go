// Package config reads the reader's defaults from a settings file. It knows the settings and
// their allowed values, not how they are used: flags and environment override them elsewhere.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"allyscope/internal/format"
	"allyscope/internal/read"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
)

// Config holds the settings. The zero value is that of an empty file.
type Config struct {
	// Query is the question, in the grammar, to ask if no other is given; QueryLine is its
	// line in the file.
	Query     string
	QueryLine int
	// The names of the chosen look; an empty one leaves the choice to what the terminal can do.
	Theme, Glyphs, Background, Numbers string
	// Mouse is whether the explorer uses the mouse; nil stands for true.
	Mouse *bool
	// Groups are the reader's own words for sets of allies, and Questions those for whole
	// questions in the grammar. Both are sorted by name.
	Groups, Questions []Word
}

// Word is a name, the text that it stands for, and its line in the file.
type Word struct {
	Name, Text string
	Line       int
}

// maxSize is the largest size of a settings file, in bytes.
const maxSize = 1 << 16

// Path returns the path of the settings file: $XDG_CONFIG_HOME/allyscope/config.toml or, if
// that variable is not set, the file in the system's own folder for settings. Unlike
// os.UserConfigDir it reads the given environment. It returns "" if no folder is known.
func Path(env func(string) string) string { return pathOn(runtime.GOOS, env) }

func pathOn(system string, env func(string) string) string {
	home, below := env("HOME"), ".config"
	switch system {
	case "windows":
		home, below = env("AppData"), ""
	case "darwin", "ios":
		below = "Library/Application Support"
	}
	return save.Place(env("XDG_CONFIG_HOME"), home, below, "config.toml")
}

// Load reads the settings file at path. A missing file gives the zero Config. The error for an
// unknown setting or value names it and its line.
func Load(path string) (Config, error) {
	content, err := read.File(path, maxSize)
	if errors.Is(err, fs.ErrNotExist) { // also if path is empty
		return Config{}, nil
	}
	text, unreadable := read.Text(content)
	c, wrong := Parse(text)
	if err = cmp.Or(read.Reason(err), unreadable, wrong); err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// file holds the decoded settings with values of any type, so that an error can describe
// a value of the wrong type.
type file struct {
	Query, Theme, Background, Glyphs, Numbers, Mouse, Groups, Questions any
}

// Parse parses the text of a settings file. The error names everything that cannot be used.
func Parse(text string) (Config, error) {
	p := newParser(text)
	var f file
	d := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Config{}, p.explain(err)
	}
	c := Config{
		Theme: p.choice("theme", f.Theme, terminal.Themes()), Background: p.choice("background", f.Background, terminal.Backgrounds()),
		Glyphs: p.choice("glyphs", f.Glyphs, terminal.GlyphSets()), Numbers: p.choice("numbers", f.Numbers, terminal.WaysOfNumbers()),
	}
	if q, ok := value[string](p, "query", f.Query, `a question in quotes, such as "nordic 2024 2%"`); ok {
		c.Query, c.QueryLine = strings.TrimSpace(q), p.at["query"]
	}
	if m, ok := value[bool](p, "mouse", f.Mouse, "true or false, without quotes"); ok {
		c.Mouse = &m
	}
	c.Groups, c.Questions = p.words("groups", f.Groups, "EST LVA LTU"), p.words("questions", f.Questions, "nordic trend 2%")
	if len(p.problems) > 0 {
		return Config{}, errors.New(strings.Join(p.problems, "; "))
	}
	return c, nil
}

func (p *parser) words(key string, given any, example string) []Word {
	table, _ := value[map[string]any](p, key, given, "a table, headed ["+key+"]")
	var out []Word
	for _, name := range slices.Sorted(maps.Keys(table)) {
		line := cmp.Or(p.at[key+"."+name], p.at[key]) // the latter for an inline table
		text, ok := table[name].(string)
		switch text = strings.TrimSpace(text); {
		case strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(name, "0123456789-") == "":
			p.note(line, fmt.Sprintf("%s cannot be a name in %s: names consist of lower-case letters, digits and hyphens", describe(name), key))
		case !ok || text == "":
			p.wrong(line, name, table[name], fmt.Sprintf("words in quotes, such as %q", example))
		default:
			out = append(out, Word{name, text, line})
		}
	}
	return out
}

type parser struct {
	lines    []string
	at       map[string]int // the first line of each "key", "table.key" and table header
	again    string         // the error about the first setting that is repeated; empty if none is
	problems []string
}

// newParser finds the lines of the settings, up to the first syntax error.
func newParser(text string) *parser {
	p := &parser{lines: strings.Split(text, "\n"), at: map[string]int{}}
	given := map[string]bool{} // full names seen so far
	var table []string
	var file unstable.Parser
	file.Reset([]byte(text))
	for file.NextExpression() {
		e := file.Expression()
		path, line := slices.Clone(table), 0
		if e.Kind != unstable.KeyValue { // a table header
			path = nil
		}
		for key := e.Key(); key.Next(); {
			path = append(path, string(key.Node().Data))
			line = file.Shape(key.Node().Raw).Start.Line
		}
		for n := range min(len(path), 2) {
			name := strings.Join(path[:n+1], ".")
			p.at[name] = cmp.Or(p.at[name], line)
		}
		full, called := strings.Join(path, "."), path[len(path)-1]
		switch e.Kind {
		case unstable.Table:
			table, called = path, "["+full+"]"
		case unstable.ArrayTable: // it may be repeated, and each time has its own keys
			table, given = path, map[string]bool{}
		}
		if given[full] && p.again == "" {
			p.again = fmt.Sprintf("line %d: %.40q is set a second time", line, called)
		}
		given[full] = true
	}
	return p
}

func (p *parser) wrong(line int, key string, value any, allowed string) {
	p.note(line, fmt.Sprintf("%s cannot be %s; use %s", key, describe(value), allowed))
}

// note records a problem in a line; line is 0 if it is not known.
func (p *parser) note(line int, what string) {
	if line > 0 {
		what = fmt.Sprintf("line %d: %s", line, what)
	}
	p.problems = append(p.problems, what)
}

const longestValue = 40

func describe(value any) string {
	switch v := value.(type) {
	case string:
		if r := []rune(v); len(r) > longestValue {
			v = string(r[:longestValue]) + "…"
		}
		return strconv.Quote(v)
	case bool, int64, float64:
		return fmt.Sprint(v)
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	default:
		return "a date or time"
	}
}

// explain rewords an error of the library and names its line.
func (p *parser) explain(err error) error {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(unknown.Errors) > 0 {
		for _, e := range unknown.Errors {
			line, _ := e.Position()
			p.note(line, "there is no setting "+describe(strings.Join(e.Key(), ".")))
		}
		first := strings.Join(p.problems[:min(len(p.problems), 5)], "; ")
		const all = "query, theme, background, glyphs, numbers, mouse, [groups] and [questions]"
		return fmt.Errorf("%s; the settings are %s", first, all)
	}
	if p.again != "" {
		return errors.New(p.again)
	}
	line := 0
	if bad, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ = bad.Position()
	}
	if line < 1 || line > len(p.lines) {
		return errors.New(`it cannot be read; a setting is a line such as theme = "mono"`)
	}
	found := strings.TrimSpace(p.lines[line-1])
	return fmt.Errorf("line %d: %s cannot be read; a setting is a line such as theme = \"mono\", "+
		"text in quotes, true and false without", line, describe(found))
}

// value returns a setting as a T. Ok is false if the setting is missing or of another type; the
// latter is recorded as a problem.
func value[T any](p *parser, key string, given any, allowed string) (v T, ok bool) {
	if v, ok = given.(T); !ok && given != nil {
		p.wrong(p.at[key], key, given, allowed)
	}
	return v, ok
}

// choice returns a setting that must be one of names, or "" if it is missing or wrong.
func (p *parser) choice(key string, given any, names []string) string {
	name, ok := given.(string)
	if given == nil || ok && slices.Contains(names, name) {
		return name
	}
	p.wrong(p.at[key], key, given, format.Either(format.Each(names, strconv.Quote)))
	return ""
}
