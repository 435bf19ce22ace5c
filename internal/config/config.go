// Package config reads a reader's own defaults from a file. It knows which
// settings there are and what they may say; it does not know what becomes of
// them, and flags and environment stand above it.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"allyscope/internal/terminal"
)

// Config is what the file says. The zero value is a file that says nothing.
type Config struct {
	// Query is asked when nothing else is, in the grammar.
	Query string
	// Theme and Glyphs choose the look; nil: the terminal's.
	Theme  *terminal.Theme
	Glyphs *terminal.Glyphs
	// Numbers is how numbers are written; nil: 1,234.5.
	Numbers *terminal.Numbers
	// Mouse tells whether the explorer takes the mouse; nil: it does.
	Mouse *bool
}

// file is the file as it is written.
type file struct {
	Query   string  `toml:"query"`
	Theme   *string `toml:"theme"`
	Glyphs  *string `toml:"glyphs"`
	Numbers *string `toml:"numbers"`
	Mouse   *bool   `toml:"mouse"`
}

// maxSize bounds the file: more is no list of settings.
const maxSize = 1 << 16

// Path is where the file is looked for: $XDG_CONFIG_HOME/allyscope/config.toml,
// else in the system's own folder for settings, as os.UserConfigDir has it, but
// of the environment that is given. A relative XDG_CONFIG_HOME is not used, as
// its standard asks. The path is empty where no folder is known.
func Path(env func(string) string) string { return pathOn(runtime.GOOS, env) }

func pathOn(system string, env func(string) string) string {
	name := filepath.Join("allyscope", "config.toml")
	if dir := env("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, name)
	}
	variable, folder := "HOME", ".config"
	switch system {
	case "windows":
		variable, folder = "AppData", ""
	case "darwin", "ios":
		folder = filepath.Join("Library", "Application Support")
	}
	if home := env(variable); home != "" {
		return filepath.Join(home, folder, name)
	}
	return ""
}

// Load reads the file at path. A file that is not there is no error; an unknown
// setting or value is, and is named with its line.
func Load(path string) (Config, error) {
	if path == "" {
		return Config{}, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Config{}, nil
	}
	if err != nil {
		return Config{}, err
	}
	if info.Size() > maxSize {
		return Config{}, fmt.Errorf("%s: %d bytes are no list of settings", path, info.Size())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Config{}, err
	}
	c, err := Parse(string(text))
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Parse reads the settings.
func Parse(text string) (Config, error) {
	var f file
	d := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Config{}, explain(err)
	}
	c := Config{Query: strings.TrimSpace(f.Query), Mouse: f.Mouse}
	return c, errors.Join(
		choose(&c.Theme, text, "theme", f.Theme, terminal.ThemeByName, terminal.ThemeNames),
		choose(&c.Glyphs, text, "glyphs", f.Glyphs, terminal.GlyphsByName, terminal.GlyphsNames),
		choose(&c.Numbers, text, "numbers", f.Numbers, terminal.NumbersByName, terminal.NumbersNames),
	)
}

// explain says what the library found, with its line.
func explain(err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		e := unknown.Errors[0]
		line, _ := e.Position()
		return fmt.Errorf("line %d: there is no setting %q; there are query, theme, glyphs, numbers and mouse", line, strings.Join(e.Key(), "."))
	}
	if bad, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ := bad.Position()
		return fmt.Errorf("line %d: %s", line, strings.TrimPrefix(bad.Error(), "toml: "))
	}
	return err
}

// choose sets a setting to the value with the name that the file gives, if it
// gives one. The error names the line.
func choose[T any](setting **T, text, key string, name *string, byName func(string) (T, bool), names func() []string) error {
	if name == nil {
		return nil
	}
	if value, ok := byName(*name); ok {
		*setting = &value
		return nil
	}
	line := 0
	for i, l := range strings.Split(text, "\n") {
		if k, _, found := strings.Cut(l, "="); found && strings.TrimSpace(k) == key {
			line = i + 1
		}
	}
	return fmt.Errorf("line %d: %s cannot be %q; it is one of %s", line, key, *name, strings.Join(names(), ", "))
}
