package tui_test

import (
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/query"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
	"allyscope/internal/views"
)

// disk records what is written.
type disk map[string]string

func (d disk) save(name string, data []byte, replace bool) error {
	if _, there := d[name]; there && !replace {
		return save.ErrExists
	}
	if strings.Contains(name, "/") {
		return errors.New("no such folder")
	}
	d[name] = string(data)
	return nil
}

// sitWith runs an explorer that can write and copy.
func sitWith(t *testing.T, text string, d disk, clipboard *string, steps func(u *user)) {
	t.Helper()
	run(t, local, 120, 40, func() *tui.Model {
		return configured(t, text, func(o *tui.Options) {
			if d != nil {
				o.Save = d.save
			}
			if clipboard != nil {
				o.Clipboard = func(text string) (string, error) { *clipboard = text; return "the clipboard", nil }
			}
		})
	}, steps)
}

// sent returns the text sent to the terminal's clipboard.
func (u *user) sent() string {
	u.t.Helper()
	m := regexp.MustCompile(`\x1b\]52;c;([^\x07\x1b]*)`).FindStringSubmatch(u.Output())
	if m == nil {
		u.t.Fatalf("nothing was sent to the clipboard: %q", u.Output())
	}
	text, err := base64.StdEncoding.DecodeString(m[1])
	if err != nil {
		u.t.Fatal(err)
	}
	return string(text)
}

// A copied link asks the same question again, in the grammar and as a command.
func TestCopyingALink(t *testing.T) {
	ds := frozen.Data(t)
	for _, text := range []string{"2024 2% NOR SWE", "trend 2024 2% NOR", "path 2% ESP", "usd 2020 sort:-since", "filter:land 2019", "source:sipri 1960 2%"} {
		sitWith(t, text, nil, nil, func(u *user) {
			u.Press("y")
			u.says("copy: l link")
			u.Reset()
			u.Press("l")
			link := u.sent()
			words, ok := strings.CutPrefix(link, "allyscope ")
			q, err := query.Parse(words, vocabulary(ds))
			if !ok || err != nil {
				t.Fatalf("%q cannot be asked: %v", link, err)
			}
			want := u.query()
			want.Focus, want.Kept = u.model.Focus(), false // a link states its level
			u.is("the link's question", q, want)
		})
	}
}

func TestCopying(t *testing.T) {
	own := ""
	sitWith(t, "2024 2%", nil, &own, func(u *user) {
		for _, c := range []struct{ key, want, says string }{
			{"s", "In 2024, 17 of 31 allies with forces met 2 %", "sentence copied to the clipboard"},
			{"c", "Poland", "CSV copied"},
			{"t", "Poland", "table copied"},
		} {
			u.Press("y")
			u.Reset()
			u.Press(c.key)
			if got := u.sent(); !strings.Contains(got, c.want) || got != own {
				t.Errorf("y %s copies %q, and %q on this machine", c.key, got, own)
			}
			if c.key != "s" && strings.ContainsRune(own, '\u2212') {
				t.Errorf("y %s copies a sign of less that no program reads: %q", c.key, own)
			}
			u.says(c.says)
		}
		u.Press("y", "r")
		if strings.Count(own, "\n") != 2 || !strings.Contains(own, "\tPoland\t") {
			t.Errorf("y r copies %q", own)
		}
		u.Press("y", "F")
		u.says("copies nothing")
		before := u.query()
		u.Press("y", "esc")
		u.is("question", u.query(), before)
		u.misses("copy: l link")
	})
	sitWith(t, "2024 2%", nil, nil, func(u *user) { // remotely only the terminal can be sent the text, and it may ignore it
		u.Press("y", "l")
		u.says("sent to your terminal's clipboard")
	})
}

// The copied row is that of the focused ally, in every view and from whichever table of the
// document has it; if none does, a message says so.
func TestCopyingARow(t *testing.T) {
	for _, spec := range views.All() {
		for _, text := range []string{"", "NOR", "nordic", "filter:zzz", "filter:land"} {
			own := ""
			sitWith(t, spec.ID.String()+" "+text, nil, &own, func(u *user) {
				u.Press("y", "r")
				if own == "" {
					u.says("no row here is about the focused ally")
					return
				}
				code := string(u.model.Focus())
				for _, row := range strings.Split(strings.TrimSpace(own), "\n")[1:] {
					if code == "" || !strings.Contains("\t"+row+"\t", "\t"+code+"\t") {
						t.Errorf("%s %s: y r copies %q, at %q", spec.ID, text, row, code)
					}
				}
			})
		}
	}
}

// A problem from before the start is displayed on the screen.
func TestANoticeIsSaidAtFirst(t *testing.T) {
	begin := func() *tui.Model {
		m, err := tui.New(tui.Options{
			Data: frozen.Data(t), Environment: terminal.Detect(strings.Fields(local)), Notice: "the settings are not used: \x1b[2Jline 1",
		})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	run(t, local, 120, 40, begin, func(u *user) {
		u.says("the settings are not used: ␛[2Jline 1")
		u.Press("Right")
		if strings.Contains(u.foot(), "settings") {
			t.Error("it stays")
		}
	})
}

func TestWritingAFile(t *testing.T) {
	d := disk{}
	sitWith(t, "2024 2%", d, nil, func(u *user) {
		u.Press("w")
		u.sees("write to allyscope-ranking-2024.csv")
		u.Press("enter")
		u.says("wrote allyscope-ranking-2024.csv")
		if !strings.Contains(d["allyscope-ranking-2024.csv"], "POL") {
			t.Errorf("written: %q", d)
		}
		d["allyscope-ranking-2024.csv"] = "precious"
		u.Press("w", "enter")
		u.sees("exists already; enter again replaces it")
		u.is("the file", d["allyscope-ranking-2024.csv"], "precious")
		u.Press("enter")
		u.says("wrote")
		if d["allyscope-ranking-2024.csv"] == "precious" {
			t.Error("the file is not replaced")
		}
		u.Press("w", "x", "enter")
		u.sees("does not end in a known format")
		u.Press("esc", "w", "ctrl+u")
		u.writes("a/b.md")
		u.Press("enter")
		u.sees("nothing written: no such folder")
		u.Press("esc")
		u.is("files", len(d), 1)
	})
}

// Entering a name twice writes once, and text typed meanwhile stays.
func TestAFileIsWrittenOnce(t *testing.T) {
	m := configured(t, "2024 2%", func(o *tui.Options) {
		o.Save = func(string, []byte, bool) error { return nil }
	})
	send(m, tea.WindowSizeMsg{Width: 80, Height: 24}, key("w"))
	_, first := m.Update(key("enter"))
	if _, again := m.Update(key("enter")); first == nil || again != nil {
		t.Fatalf("written twice: %v", again != nil)
	}
	send(m, key("esc"), key(":"), key("P"), first())
	if shown, _ := termtest.Grid(m.View().Content, 80, 24); !strings.Contains(shown, "wrote allyscope-ranking-2024.csv") || !strings.Contains(shown, ":P") {
		t.Errorf("what was typed is gone, or it is not said:\n%s", shown)
	}
	send(m, key("esc"), key("w"))
	if _, later := m.Update(key("enter")); later == nil {
		t.Error("nothing is written any more")
	}
}

func TestNoFileIsWrittenWhereNoneMayBe(t *testing.T) {
	sitWith(t, "2024 2%", nil, nil, func(u *user) {
		u.Press("w")
		u.sees("no files can be written here")
		u.sees("allyscope ")
	})
}
