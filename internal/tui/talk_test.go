package tui_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/deck"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/tui"
	"allyscope/internal/views"
)

// typist types a line whenever the conversation waits for one, and records it with the output.
type typist struct {
	lines []string
	heard *bytes.Buffer
}

func (y *typist) Read(p []byte) (int, error) {
	if len(y.lines) == 0 {
		return 0, io.EOF
	}
	line := y.lines[0] + "\n"
	y.lines = y.lines[1:]
	y.heard.WriteString("> " + line)
	return copy(p, line), nil
}

// converse holds a conversation and returns all of it.
func converse(t *testing.T, text string, change func(*tui.Options), lines ...string) string {
	t.Helper()
	ds := frozen.Data(t)
	o := tui.Options{Data: ds, Query: frozen.Query(t, ds, text), Plain: true, Environment: terminal.Detect(strings.Fields("TERM=dumb LANG=C.UTF-8"))}
	if change != nil {
		change(&o)
	}
	var heard bytes.Buffer
	if err := tui.Run(context.Background(), o, tui.Streams{In: &typist{lines, &heard}, Out: &heard}); err != nil {
		t.Fatal(err)
	}
	return heard.String()
}

// Every key that quits does so by its name and by its description, as the help of the conversation
// says.
func TestAConversationIsLeftByEveryKeyThatQuits(t *testing.T) {
	for _, line := range []string{"q", "quit", "ctrl+c", "quit, from anywhere"} {
		if said := converse(t, "", nil, line, "2019"); strings.Contains(said, "> 2019") {
			t.Errorf("%q does not leave:\n%s", line, said)
		}
	}
}

// A conversation can be left while it asks for input, like a screen.
func TestAConversationIsLeftAtAQuestion(t *testing.T) {
	var left []string
	converse(t, "", func(o *tui.Options) { o.Left = func(q query.Query, _ ally.Code) { left = append(left, q.String()) } }, "nordic 2019 2%", "q")
	if len(left) != 1 || !strings.HasPrefix(left[0], "nordic 2019 2% ") {
		t.Errorf("left at %q", left)
	}
}

// The conversations of the golden: keys by name and by description, questions, prompts, pages,
// mistakes.
func TestConversations(t *testing.T) {
	kept := golden.Open(t, "talk")
	for _, c := range []struct {
		name, text string
		lines      []string
	}{
		{"asking", "", []string{"2024 2%", "next ally", "]", "t", "nordic edition:2024-06", "undo", "", "Norwya", ":equipment 2020", "source:sipri 1990 2%", "q"}},
		{"pinning and finding", "2024 2%", []string{"space", "G", "pin", "n", "P", "x", "/land", "esc", "/", "nor", "filter", "esc", "nothing", "ξ", "Q", "q"}},
		{"views", "2024 2% NOR", []string{"trend", "2", "heat", "down", "8", "j", "path", "tab", "enter", "esc", "z"}},
		{"pages", "2024 2% NOR", []string{"i", "V", "rank nordic", "ctrl+l", "y", "l", "y", "esc", "c", "p"}},
		{"help", "2024 2% NOR", []string{"help", "quit"}},
		{"prompts", "2024 2%", []string{"T", "2.5", ":", "2019", ":", "esc", "T", "x", "3", "w", "a.csv", "w", "a.csv", "", "w", "a.bad", "esc"}},
	} {
		d := disk{}
		got := converse(t, c.text, func(o *tui.Options) {
			o.Save = d.save
		}, c.lines...)
		t.Run(c.name, func(t *testing.T) { kept.Check(t, c.name, got) })
		if c.name == "prompts" && !strings.Contains(d["a.csv"], "POL") {
			t.Errorf("written: %q", d)
		}
	}
}

// A conversation answers each key and each question like the explorer, and always says something,
// without control characters.
func TestAConversationIsTheExplorer(t *testing.T) {
	ds := frozen.Data(t)
	for _, v := range views.All() {
		text := "view:" + v.ID.String() + " 2020 NOR"
		m := explorer(t, ds, text, local)
		var ways, lines, links []string
		for _, way := range append(tui.Ways(), ":2019", ":EST POL", "/nor", "esc") {
			if way == "q" || way == "ctrl+c" || way == "p" || way == "z" {
				continue // these quit, play over time on a screen, or are only for a screen
			}
			ways, lines = append(ways, way), append(lines, way)
			if len(way) > 1 && (way[0] == ':' || way[0] == '/') {
				send(m, key(way[:1]))
				if _, waits := m.Over(); waits { // else the key was refused
					for _, r := range way[1:] {
						send(m, key(string(r)))
					}
					send(m, key("enter"))
				}
			} else {
				send(m, key(way))
			}
			send(m, m.Settle())
			over, waits := m.Over()
			if over {
				send(m, key("esc"))
			}
			if waits {
				lines = append(lines, "esc")
			}
			lines, links = append(lines, "y", "l"), append(links, m.Link())
		}
		plain := converse(t, text, nil, lines...)
		for _, r := range plain {
			if r != '\n' && (r < ' ' || r > '~') {
				t.Errorf("%s: %q is not an ASCII character", text, r)
			}
		}
		for i, link := range links {
			said, rest, _ := strings.Cut(plain, "esc nothing\n> l\n")
			got, _, _ := strings.Cut(rest, "\n")
			if got != link {
				t.Fatalf("%s, after %s: the conversation is at %q, the explorer at %q:\n%s", text, ways[i], got, link, said)
			}
			if _, answer, _ := strings.Cut(said, "> "+ways[i]+"\n"); answer == "" || answer[0] == '>' {
				t.Errorf("%s, %s: nothing is said:\n%s", text, ways[i], said)
			}
			plain = rest
		}
	}
}

// Played years are said at once, without waiting for a clock.
func TestPlayingInAConversation(t *testing.T) {
	said := converse(t, "2% 2026", nil, "p")
	for _, year := range []string{"2014", "2019", "2026e"} {
		if strings.Count(said, "In "+year+",") < 1 {
			t.Errorf("%s is not said:\n%s", year, said)
		}
	}
}

// A deck is read out slide by slide; enter picks; a problem from before the start is said first.
func TestOtherConversations(t *testing.T) {
	ds := frozen.Data(t)
	slides, err := deck.Parse("2024 2% | Who met it?\ntrend EST POL | Two of them\ncount 2% | Year by year\n", vocabulary(ds))
	if err != nil {
		t.Fatal(err)
	}
	said := converse(t, "", func(o *tui.Options) { o.Deck = slides }, "space", "space", "space", "backspace", "2019", "esc")
	for _, want := range []string{"1/3 Who met it?\n", "2/3 Two of them\n", "3/3 Year by year\nAllies that meet 2 %", "Now: 2019"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	said = converse(t, "", func(o *tui.Options) { o.Deck = slides }, "B", "space", "f5", "?")
	for _, want := range []string{"Slides:\nspace or right or down or pgdown or enter: next slide\nbackspace or left or up or pgup: one slide back\n", "this key only changes the drawing, and nothing is drawn here\n", "this deck cannot be read again\n", "2/3 Two of them\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	if strings.Contains(said, "blank the screen") {
		t.Errorf("there is a screen:\n%s", said)
	}
	var out bytes.Buffer
	var code ally.Code
	o := tui.Options{Data: ds, Query: frozen.Query(t, ds, "2024 2%"), Pick: true, Plain: true, Notice: "the settings are not used: \x1b[2J"}
	o.Left = func(_ query.Query, picked ally.Code) { code = picked }
	err = tui.Run(context.Background(), o, tui.Streams{In: strings.NewReader("j\nenter\nj\n"), Out: &out})
	if code != "EST" || err != nil {
		t.Errorf("picked %q, %v", code, err)
	}
	if !strings.Contains(out.String(), "the settings are not used: ^[2J\n") {
		t.Errorf("said:\n%s", out.String())
	}
	err = tui.Run(context.Background(), o, tui.Streams{In: strings.NewReader(strings.Repeat("x", 1<<20)), Out: io.Discard})
	if err == nil || !strings.Contains(err.Error(), "a line of more than 64 KB") {
		t.Errorf("an endless line: %v", err)
	}
}

// The conversation in docs/accessibility.md is what the program really says.
func TestTheConversationOfThePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/accessibility.md")
	if err != nil {
		t.Fatal(err)
	}
	held := converse(t, "", nil, "2024 2%", "next ally")
	_, told, _ := strings.Cut(held, "> ")
	want := "    > " + strings.ReplaceAll(strings.TrimSpace(told), "\n", "\n    ") + "\n"
	if !strings.Contains(string(page), want) {
		t.Errorf("the page does not have:\n%s", want)
	}
}

// A conversation answers any lines without control characters, and goes on to their end.
func FuzzConversation(f *testing.F) {
	for _, lines := range []string{
		"2024 2%\nnext ally\nq\n", "enter\nesc\n\n:\n\x1b\n/\nnor\nesc\n", "T\nx\nesc\nw\n\n\nesc\n", "y\nt\ny\nzz\n?\ni\nV\nctrl+l\n",
		"p\nclaims\nj\nj\ncompare NOR\nundo\nredo\n", "\x1b[2J\u202e\xff\n:\x1b]0;x\x07\n/\u009b\n", "ξ\nЖ\n2019\n\r\n", strings.Repeat("a", 400) + "\n:" + strings.Repeat("EST ", 200) + "\n",
	} {
		f.Add(lines)
	}
	ds := frozen.Data(f)
	f.Fuzz(func(t *testing.T, lines string) {
		if strings.Count(lines, "\n") > maxSteps {
			return
		}
		var said bytes.Buffer
		o := tui.Options{Data: ds, Plain: true, Environment: terminal.Detect(strings.Fields(bare))}
		err := tui.Run(context.Background(), o, tui.Streams{In: strings.NewReader(lines), Out: &said})
		if err != nil && !strings.Contains(err.Error(), "a line of more than") {
			t.Fatal(err)
		}
		for _, r := range said.String() {
			if r != '\n' && (r < ' ' || r > '~') {
				t.Fatalf("%q is said: %q", r, said.String())
			}
		}
	})
}
