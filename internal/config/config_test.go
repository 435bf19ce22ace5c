package config_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"allyscope/internal/config"
)

func TestParse(t *testing.T) {
	c, err := config.Parse("query = \"nordic 2024 2%\"\ntheme = \"contrast\"\nglyphs = \"ascii\"\nmouse = false\nbackground = \"light\"\nnumbers = \"1 234,5\"\n")
	if err != nil {
		t.Fatal(err)
	}
	if c.Query != "nordic 2024 2%" || c.Theme != "contrast" || c.Glyphs != "ascii" || *c.Mouse || c.Numbers != "1 234,5" || c.Background != "light" {
		t.Errorf("read %+v", c)
	}
	c, err = config.Parse("[groups]\njoint-force = \"GBR DNK EST\"\n[questions]\nmorning = \"nordic trend 2%\"\n")
	want := config.Config{Groups: []config.Word{{"joint-force", "GBR DNK EST", 2}}, Questions: []config.Word{{"morning", "nordic trend 2%", 4}}}
	if err != nil || !reflect.DeepEqual(c, want) {
		t.Errorf("own words %+v, %v", c, err)
	}
	if c, err = config.Parse(""); err != nil || !reflect.DeepEqual(c, config.Config{}) {
		t.Errorf("an empty file says %+v, %v", c, err)
	}
}

func TestWhatIsWrongIsNamedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"theme = \"mono\"\ncolour = \"red\"\n": `line 2: there is no setting "colour"`,
		"\ntheme = \"pink\"\n":                 `line 2: theme cannot be "pink"; use "auto", "vivid", "terminal", "contrast", "lean" or "mono"`,
		"numbers = \"1'234.5\"\n":              `line 1: numbers cannot be "1'234.5"; use "1,234.5", "1 234.5", "1.234,5" or "1 234,5"`,
		"glyphs = \"emoji\"\n":                 `line 1: glyphs cannot be "emoji"; use "braille", "blocks" or "ascii"`,
		"mouse = \"yes\"\n":                    `line 1: mouse cannot be "yes"; use true or false, without quotes`,
		"\n\nmouse = 1\n":                      `line 3: mouse cannot be 1; use true or false, without quotes`,
		"theme = true\n":                       `line 1: theme cannot be true; use "auto", "vivid"`,
		"theme = [\"mono\"]\n":                 `line 1: theme cannot be a list; use "auto", "vivid"`,
		"query = 2024\n":                       `line 1: query cannot be 2024; use a question in quotes`,
		"query = 2024-06-01\n":                 `line 1: query cannot be a date or time; use a question`,
		"query = \"a\nb\"\n":                   `line 1: "query = \"a" cannot be read; a setting is a line such as theme = "mono"`,
		"theme = mono\n":                       `line 1: "theme = mono" cannot be read`,
		"theme\n":                              `line 1: "theme" cannot be read`,
		"theme = \"mono\"\ntheme = \"lean\"\n": `line 2: "theme" is set a second time`,
		"theme = 1\nglyphs = 2\n":              `"mono"; line 2: glyphs cannot be 2; use "braille"`,
		"a = 1\nb = 2\n":                       `line 1: there is no setting "a"; line 2: there is no setting "b"; the settings are query, theme, background, glyphs, numbers, mouse, [groups] and [questions]`,
		"[groups]\nA = \"NOR\"\n":              `line 2: "A" cannot be a name in groups: names consist of lower-case letters, digits and hyphens`,
		"[questions]\nmine = 3\n":              `line 2: mine cannot be 3; use words in quotes, such as "nordic trend 2%"`,
		"[groups]\n\"x\\u001b\" = \"NOR\"\n":   `line 2: "x\x1b" cannot be a name in groups`,
		"\ntheme.x = 1\n":                      `line 2: theme cannot be a table; use "auto"`,
		"\n[theme]\nx = 1\n":                   `line 2: theme cannot be a table; use "auto"`,
		"[theme]\n[glyphs]\n[theme]\n":         `line 3: "[theme]" is set a second time`,
		"[groups]\na = \"NOR\"\n[questions]\na = \"2024\"\nb = c\n": `line 5: "b = c" cannot be read`,
		strings.Repeat("a.", 5000) + "a = 1\n":                      `line 1: there is no setting "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.…"; the settings are`,
		"theme = \"mono\"\n[groups]\ntheme = 1\n":                   `line 3: theme cannot be 1; use words in quotes`,
		"theme = \"\"\"\nglyphs = 1\"\"\"\nglyphs = 2\n":            `; line 3: glyphs cannot be 2`,
		"\ngroups = { a = 1 }\n":                                    `line 2: a cannot be 1; use words in quotes`,
		"[[groups]]\na = \"NOR\"\n[[groups]]\na = \"NOR\"\nb = c\n": `line 5: "b = c" cannot be read`,
		"groups.a = \"NOR\"\n[groups]\n":                            `it cannot be read; a setting is a line such as theme = "mono"`,
		"groups = 1\n":                                              `line 1: groups cannot be 1; use a table, headed [groups]`,
		"[explorer]\ntheme = \"mono\"\n":                            `there is no setting "explorer"`,
	} {
		_, err := config.Parse(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
		if err != nil && (strings.Contains(err.Error(), "toml") || strings.Contains(err.Error(), "config.") || strings.Contains(err.Error(), "type")) {
			t.Errorf("%q: %v speaks of the program's own making", text, err)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	if c, err := config.Load(filepath.Join(dir, "none.toml")); err != nil || !reflect.DeepEqual(c, config.Config{}) {
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
	for content, want := range map[string]string{
		strings.Repeat("#", 1<<17): "too large: at most 64 kB are read",
		"theme = \"T\xfcrk\"\n":    "line 1 is not UTF-8, but perhaps Latin-1",
		"\x00":                     "line 1 contains a NUL byte",
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Load(path); err == nil || err.Error()[:len(path)] != path || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %s", content, err, want)
		}
	}
	wide := "\xff\xfe" // as Windows saves what it calls Unicode
	for _, c := range "mouse = false\r\n" {
		wide += string([]byte{byte(c), 0})
	}
	for _, content := range []string{wide, "\ufeffmouse = false\r\n"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if c, err := config.Load(path); err != nil || c.Mouse == nil || *c.Mouse {
			t.Errorf("%q: %+v, %v", content, c, err)
		}
	}
	if _, err := config.Load(dir); err == nil || !strings.Contains(err.Error(), "it is not a regular file but a folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := os.Stat("/dev/zero"); err == nil {
		if _, err := config.Load("/dev/zero"); err == nil {
			t.Error("a device without end was read")
		}
	}
}
