package config_test

import (
	"reflect"
	"strings"
	"testing"

	"allyscope/internal/config"
)

// FuzzParse parses any text as settings. Errors are brief and name no type of the program or the
// library.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"theme = \"mono\"\n", "mouse = 1", "query = [1, {a = 2}]", "a.b = 1\n[c]\n", "theme = \"\"\"\n", "numbers = 1979-05-27T07:32:00Z", "mouse = true\nmouse = true"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := config.Parse(text)
		if err == nil {
			return
		}
		if !reflect.DeepEqual(c, config.Config{}) || strings.Contains(err.Error(), "toml:") || strings.Contains(err.Error(), "config.") {
			t.Fatalf("%+v, %v", c, err)
		}
		if len(err.Error()) > 2000+len(text) {
			t.Fatalf("an error of %d bytes about %d", len(err.Error()), len(text))
		}
	})
}
