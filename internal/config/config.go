// Package config reads a reader's own defaults from a file. It knows which
// settings there are and what they may say; it does not know what becomes of
// them, and flags and environment stand above it.
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

// Config is what the file says. The zero value is a file that says nothing.
type Config struct {
	// Query is asked when nothing else is, in the grammar; QueryLine is where it stands.
	Query     string
	QueryLine int
	// The look by its names; each is empty where the terminal has its own way.
	Theme, Glyphs, Background, Numbers string
	// Mouse tells whether the explorer takes the mouse; nil: it does.
	Mouse *bool
	// Groups are words of the reader's own that stand for allies, and Questions those that
	// stand for a question in the grammar, in order of their names.
	Groups, Questions []Word
}

// Word is a name, what it stands for, and the line of the file that says so.
type Word struct {
	Name, Text string
	Line       int
}

// maxSize bounds the file: more is no list of settings.
const maxSize = 1 << 16

// Path is where the file is looked for: $XDG_CONFIG_HOME/allyscope/config.toml,
// else in the system's own folder for settings, as os.UserConfigDir has it, but
// of the environment that is given. The path is empty where no folder is known.
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

// Load reads the file at path. A file that is not there is no error; an unknown
// setting or value is, and is named with its line.
func Load(path string) (Config, error) {
	content, err := read.File(path, maxSize)
	if errors.Is(err, fs.ErrNotExist) { // as where the path is empty
		return Config{}, nil
	}
	text, unreadable := read.Text(content)
	c, wrong := Parse(text)
	if err = cmp.Or(read.Reason(err), unreadable, wrong); err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// file is the file as it is written: whatever stands there, to say what it is
// where it cannot be used.
type file struct {
	Query, Theme, Background, Glyphs, Numbers, Mouse, Groups, Questions any
}

// Parse reads the settings. The error names all that cannot be used.
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
	if q, ok := value[string](p, "query", f.Query, `a question between quotes, such as "nordic 2024 2%"`); ok {
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
		line := cmp.Or(p.at[key+"."+name], p.at[key]) // a table within braces stands in one line
		text, ok := table[name].(string)
		switch text = strings.TrimSpace(text); {
		case strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(name, "0123456789-") == "":
			p.note(line, fmt.Sprintf("%s cannot be a name in %s: names have small letters, digits and hyphens", written(name), key))
		case !ok || text == "":
			p.wrong(line, name, table[name], fmt.Sprintf("words between quotes, such as %q", example))
		default:
			out = append(out, Word{name, text, line})
		}
	}
	return out
}

type parser struct {
	lines    []string
	at       map[string]int // the numbers of the lines that give "key" or "table.key" first, or head a table
	again    string         // what is wrong with the first setting that is given a second time
	problems []string
}

// newParser looks for the settings, as far as they can be read.
func newParser(text string) *parser {
	p := &parser{lines: strings.Split(text, "\n"), at: map[string]int{}}
	given := map[string]bool{} // each table has keys of its own
	var table []string
	var file unstable.Parser
	file.Reset([]byte(text))
	for file.NextExpression() {
		e := file.Expression()
		path, line := slices.Clone(table), 0
		if e.Kind != unstable.KeyValue { // the head of a table
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
		case unstable.ArrayTable: // of which there may be many
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
	p.note(line, fmt.Sprintf("%s cannot be %s; it is %s", key, written(value), allowed))
}

// note notes what is wrong in a line, 0 where it is not known.
func (p *parser) note(line int, what string) {
	if line > 0 {
		what = fmt.Sprintf("line %d: %s", line, what)
	}
	p.problems = append(p.problems, what)
}

const longestValue = 40

func written(value any) string {
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

// explain says what the library found, with its line and in words that are not of its making.
func (p *parser) explain(err error) error {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(unknown.Errors) > 0 {
		for _, e := range unknown.Errors {
			line, _ := e.Position()
			p.note(line, "there is no setting "+written(strings.Join(e.Key(), ".")))
		}
		first := strings.Join(p.problems[:min(len(p.problems), 5)], "; ")
		return fmt.Errorf("%s; there are query, theme, background, glyphs, numbers, mouse, [groups] and [questions]", first)
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
		"words between quotes, true and false without", line, written(found))
}

// value is what the file gives a setting, where that is of the kind it can have.
func value[T any](p *parser, key string, given any, allowed string) (v T, ok bool) {
	if v, ok = given.(T); !ok && given != nil {
		p.wrong(p.at[key], key, given, allowed)
	}
	return v, ok
}

// choice is the name that the file gives of some; empty where it gives none.
func (p *parser) choice(key string, given any, names []string) string {
	name, ok := given.(string)
	if given == nil || ok && slices.Contains(names, name) {
		return name
	}
	p.wrong(p.at[key], key, given, format.Either(format.Each(names, strconv.Quote)))
	return ""
}
