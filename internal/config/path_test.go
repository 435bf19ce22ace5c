package config

import "testing"

func TestPath(t *testing.T) {
	home := map[string]string{"HOME": "/home/ann", "AppData": "/users/ann/roaming"}
	for _, tt := range []struct {
		system, xdg, want string
	}{
		{"linux", "", "/home/ann/.config/allyscope/config.toml"},
		{"freebsd", "", "/home/ann/.config/allyscope/config.toml"},
		{"darwin", "", "/home/ann/Library/Application Support/allyscope/config.toml"},
		{"windows", "", "/users/ann/roaming/allyscope/config.toml"},
		{"linux", "/etc/xdg", "/etc/xdg/allyscope/config.toml"},
		{"darwin", "/etc/xdg", "/etc/xdg/allyscope/config.toml"},
		{"windows", "/etc/xdg", "/etc/xdg/allyscope/config.toml"},
		{"linux", "settings", "/home/ann/.config/allyscope/config.toml"}, // a relative path is ignored
		{"windows", `.\settings`, "/users/ann/roaming/allyscope/config.toml"},
	} {
		env := func(key string) string {
			if key == "XDG_CONFIG_HOME" {
				return tt.xdg
			}
			return home[key]
		}
		if got := pathOn(tt.system, env); got != tt.want {
			t.Errorf("%s, %q: %s, want %s", tt.system, tt.xdg, got, tt.want)
		}
	}
	for _, system := range []string{"linux", "darwin", "windows"} {
		if got := pathOn(system, func(string) string { return "" }); got != "" {
			t.Errorf("%s without an environment: %s", system, got)
		}
	}
}
