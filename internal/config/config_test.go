package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"allyscope/internal/config"
	"allyscope/internal/terminal"
)

func TestParse(t *testing.T) {
	c, err := config.Parse("query = \"nordic 2024 2%\"\ntheme = \"contrast\"\nglyphs = \"ascii\"\nmouse = false\nnumbers = \"1 234,5\"\n")
	if err != nil {
		t.Fatal(err)
	}
	if c.Query != "nordic 2024 2%" || *c.Theme != terminal.Contrast || *c.Glyphs != terminal.ASCII || *c.Mouse || *c.Numbers != terminal.SpaceComma {
		t.Errorf("read %+v", c)
	}
	if c, err = config.Parse(""); err != nil || c != (config.Config{}) {
		t.Errorf("an empty file says %+v, %v", c, err)
	}
}

func TestWhatIsWrongIsNamedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"theme = \"mono\"\ncolour = \"red\"\n": `line 2: there is no setting "colour"`,
		"\ntheme = \"pink\"\n":                 `line 2: theme cannot be "pink"; it is one of terminal, vivid, contrast, lean, mono`,
		"numbers = \"1'234.5\"\n":              `line 1: numbers cannot be "1'234.5"; it is one of 1,234.5, 1 234.5, 1.234,5, 1 234,5`,
		"glyphs = \"emoji\"\n":                 `line 1: glyphs cannot be "emoji"; it is one of braille, blocks, ascii`,
		"mouse = \"yes\"\n":                    "line 1: ",
		"query = \"a\nb\"\n":                   "line 1: ",
		"[explorer]\ntheme = \"mono\"\n":       `there is no setting "explorer"`,
	} {
		if _, err := config.Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	if c, err := config.Load(filepath.Join(dir, "none.toml")); err != nil || c != (config.Config{}) {
		t.Errorf("a file that is not there: %+v, %v", c, err)
	}
	path := filepath.Join(dir, "allyscope", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("query = \"baltic\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(key string) string { return map[string]string{"XDG_CONFIG_HOME": dir}[key] }
	if c, err := config.Load(config.Path(env)); err != nil || c.Query != "baltic" {
		t.Errorf("read %+v, %v", c, err)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("#", 1<<17)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load(path); err == nil {
		t.Error("a file of 128 kB was read")
	}
}
