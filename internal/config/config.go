// Package config reads a reader's own defaults from a file. It knows which
// settings there are and what they may say; it does not know what becomes of
// them, and flags and environment stand above it.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"

	"allyscope/internal/read"
	"allyscope/internal/save"
)

// Config is what the file says. The zero value is a file that says nothing.
type Config struct {
	// Query is asked when nothing else is, in the grammar; QueryLine is where it
	// stands.
	Query     string
	QueryLine int
	// The look by its names; each is empty where the terminal has its own way.
	Theme, Glyphs, Background, Numbers string
	// Mouse tells whether the explorer takes the mouse; nil: it does.
	Mouse *bool
	// Own are the reader's own words; nil: none.
	Own *Own
}

// Own are words of the reader's own, in order of their names.
type Own struct {
	// Groups stand for allies, and Questions for a question in the grammar.
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
	err = read.Reason(err)
	var text string
	if err == nil {
		text, err = read.Text(content)
	}
	var c Config
	if err == nil {
		c, err = Parse(text)
	}
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}
