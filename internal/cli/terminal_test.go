package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/cli"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

// onTerminal runs a command on streams that claim to be a terminal.
func onTerminal(t *testing.T, env []string, columns int, args ...string) (code int, out, messages string) {
	t.Helper()
	var o, e bytes.Buffer
	p := cli.Program{Version: "1.2.3", Tables: frozen.Files(t), Explore: explorer}
	s := cli.Streams{In: strings.NewReader(""), Out: &o, Err: &e, Env: env, Terminal: true, Columns: columns}
	code = cli.Run(context.Background(), p, args, s)
	return code, o.String(), e.String()
}

func TestOnATerminal(t *testing.T) {
	usual := []string{"TERM=xterm-256color", "LANG=en_GB.UTF-8"}
	for _, c := range []struct {
		name   string
		env    []string
		args   []string
		has    string
		has2   string
		hasNot string
	}{
		{"the explorer opens", usual, []string{"2024", "nordic"}, "explorer: nordic 2024", "", "Denmark"},
		{"on a dumb terminal it does not", []string{"TERM=dumb", "LANG=C.UTF-8"}, []string{"2024", "nordic"}, "Denmark", "", "\x1b"},
		{"nor where TERM is unset", []string{"LANG=C.UTF-8"}, []string{"2024"}, "Denmark", "", "\x1b"},
		{"nor where a format is asked for", usual, []string{"2024", "-f", "plain"}, "Denmark: 2.29", "", "\x1b"},
		{"nor are slides shown then", usual, []string{"present", "tour", "-f", "md"}, "1. ", "Source: ", "explorer"},
		{"a shell's words go where the run writes", usual, []string{"completion", "bash"}, "bash completion V2 for allyscope", "", "explorer"},
		{"a conversation needs no screen", []string{"TERM=dumb", "LANG=C.UTF-8"}, []string{"--plain", "2024", "nordic"}, "conversation: nordic 2024", "", "Denmark"},
		{"and takes its place where there is one", usual, []string{"--plain", "2024"}, "conversation: 2024", "", "explorer"},
		{"rank prints in colour", usual, []string{"rank", "2024"}, "Denmark", "\x1b[", "explorer"},
		{"but not with NO_COLOR", append(usual, "NO_COLOR=anything"), []string{"rank", "2024"}, "Denmark", "", "\x1b"},
		{"nor data", usual, []string{"rank", "2024", "-f", "csv"}, "Denmark", "", "\x1b"},
		{"LANG=C is drawn in ASCII", []string{"TERM=xterm", "LANG=C"}, []string{"rank", "2024"}, "Turkiye", "", "ü"},
	} {
		code, out, messages := onTerminal(t, c.env, 100, c.args...)
		if code != 0 || messages != "" {
			t.Errorf("%s: exit code %d, messages %q", c.name, code, messages)
		}
		if !strings.Contains(out, c.has) || !strings.Contains(out, c.has2) || strings.Contains(out, c.hasNot) {
			t.Errorf("%s: want %q and %q, and no %q, in:\n%s", c.name, c.has, c.has2, c.hasNot, out)
		}
	}
}

// TestUnderstoodBeforeTheScreenIsTaken checks that mistakes are reported before the explorer opens.
func TestUnderstoodBeforeTheScreenIsTaken(t *testing.T) {
	for _, words := range [][]string{{"Norwya"}, {"2013"}, {"usd", "edition:2025-08"}} {
		code, out, messages := onTerminal(t, []string{"TERM=xterm", "LANG=C.UTF-8"}, 80, words...)
		if code != 2 || out != "" || !strings.Contains(messages, "did you mean") {
			t.Errorf("%v: exit code %d, output %q, messages %q", words, code, out, messages)
		}
	}
}

// TestNarrow checks that columns are dropped until the table fits, the figures last of all.
func TestNarrow(t *testing.T) {
	for columns := 42; columns <= 120; columns++ {
		_, out, _ := onTerminal(t, []string{"TERM=xterm", "LANG=C.UTF-8", "NO_COLOR=1"}, columns, "rank", "2024", "EST")
		for line := range strings.SplitSeq(out, "\n") {
			if n := len([]rune(line)); n > columns {
				t.Fatalf("%d columns: %d wide: %q", columns, n, line)
			}
		}
		if !strings.Contains(out, "Estonia") || !strings.Contains(out, "3.31") {
			t.Fatalf("%d columns: the figure is missing:\n%s", columns, out)
		}
	}
}

// failing is a writer that always fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestOutputThatFails(t *testing.T) {
	for _, c := range []struct {
		err  error
		code int
		says string
	}{
		{syscall.EPIPE, 0, ""},
		{io.ErrClosedPipe, 0, ""},
		{syscall.ENOSPC, 1, "allyscope: cannot write the answer: no space left on device\n"},
		{errors.New("broken"), 1, "allyscope: cannot write the answer: broken\n"},
	} {
		var messages bytes.Buffer
		s := cli.Streams{In: strings.NewReader(""), Out: failing{c.err}, Err: &messages}
		code := cli.Run(context.Background(), cli.Program{Tables: frozen.Files(t)}, []string{"rank"}, s)
		if code != c.code || messages.String() != c.says {
			t.Errorf("%v: exit code %d, messages %q", c.err, code, messages.String())
		}
	}
}

// writes counts how often something is written.
type writes int

func (w *writes) Write(p []byte) (int, error) {
	*w++
	return len(p), nil
}

// An answer is written in one go: allyscope --help | head -3 must not break the pipe.
func TestOutputInOneGo(t *testing.T) {
	for _, line := range []string{"--help", "help", "rank --help", "data", "man", "rank", "completion bash", "--version"} {
		var n writes
		s := cli.Streams{In: strings.NewReader(""), Out: &n, Err: io.Discard}
		if code := cli.Run(t.Context(), cli.Program{Version: "1.2.3", Tables: frozen.Files(t)}, strings.Fields(line), s); code != 0 || n != 1 {
			t.Errorf("%s: exit code %d, %d writes", line, code, n)
		}
	}
}

// No line of a table is wider than the terminal, and columns that are left out are named. In a pipe
// COLUMNS sets the width; without it nothing is left out.
func TestTablesFit(t *testing.T) {
	dumb := []string{"LANG=C.UTF-8"}
	for _, line := range []string{
		"rank", "rank usd", "count 2%", "show NOR", "show NOR SWE", "compare", "compare EST LVA LTU POL", "compare nordic 2014..2026",
		"compare EST LVA LTU POL NOR SWE DNK FIN", "path", "claims", "editions diff", "editions NOR 2024", "editions count 2024 2%", "sources NOR",
		"why NOR 2016", "show nordic", "show NATO 2024", "show post-1999", "compare nordic baltic NATO", "path nordic", "path baltic-total", "rank nordic NATO-total",
		"series nordic baltic 2014..2026", "series nordic", "count nordic 2%", "balance nordic baltic", "heat nordic-total", "grid baltic NATO", "why nordic 2024",
		"brief NOR -f table", "brief nordic -f table", "brief alliance -f table", "editions diff 2024-06 2025-08", "check only USA fell 2014..2024", "trend NOR", "balance", "heat", "data list", "data show 2026-07", "data check",
	} {
		words := strings.Fields(line)
		for _, width := range []int{80, 60} {
			code, out, messages := onTerminal(t, dumb, width, words...)
			for text := range strings.SplitSeq(out, "\n") {
				if code != 0 || cell.Width(text) > width {
					t.Errorf("%s at %d: %d %s: %d wide: %q", line, width, code, messages, cell.Width(text), text)
					break
				}
			}
		}
	}
	if _, out, _ := onTerminal(t, dumb, 80, "show", "nordic"); !strings.Contains(out, "Left out for want of room: vs 2025.") || !strings.Contains(out, "vs 2014") { // a group has no rank
		t.Errorf("the changes of a group at 80 columns: %s", out)
	}
	wide, left := "DNK          FIN", "Left out for want of room: DNK, FIN."
	words := strings.Fields("compare EST LVA LTU POL NOR SWE DNK FIN")
	if _, out, _ := onTerminal(t, dumb, 80, words...); strings.Contains(out, wide) || !strings.Contains(out, left) {
		t.Errorf("80 columns: %s", out)
	}
	if out, _, _ := answered(t, words...); !strings.Contains(out, wide) || strings.Contains(out, "Left out") {
		t.Errorf("a pipe: %s", out)
	}
	if _, out, _ := onTerminal(t, append(dumb, "COLUMNS=200"), 80, words...); !strings.Contains(out, left) {
		t.Errorf("a terminal goes before COLUMNS: %s", out)
	}
	var out, errs bytes.Buffer
	s := cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs, Env: append(dumb, "COLUMNS=80")}
	if code := cli.Run(context.Background(), cli.Program{Tables: frozen.Files(t)}, words, s); code != 0 || !strings.Contains(out.String(), left) {
		t.Errorf("COLUMNS=80 in a pipe: %d %s%s", code, &errs, &out)
	}
}

// Hints on a deck are printed before the explorer opens, and not when the deck is read again.
func TestDeckHintsAreNotRepeated(t *testing.T) {
	deck := filepath.Join(t.TempDir(), "deck.txt")
	if err := os.WriteFile(deck, []byte("who met 2% in 2024, and by whose figures?\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	p := cli.Program{Tables: frozen.Files(t), Explore: func(_ context.Context, x tui.Options, _ cli.Streams) error {
		if !strings.Contains(e.String(), "line 1: ") {
			t.Errorf("notes before the explorer: %q", &e)
		}
		e.Reset()
		if slides, err := x.Reload(); err != nil || len(slides) != 1 || e.Len() > 0 {
			t.Errorf("read again: %d slides, %v, notes %q", len(slides), err, &e)
		}
		return nil
	}}
	s := cli.Streams{In: strings.NewReader(""), Out: &o, Err: &e, Env: []string{"TERM=xterm-256color", "LANG=C.UTF-8"}, Terminal: true, Columns: 80}
	if code := cli.Run(t.Context(), p, []string{"present", deck}, s); code != 0 {
		t.Errorf("exit code %d, %s", code, &e)
	}
}

// The explorer continues where it was left, and says so if there is nothing to continue.
func TestResume(t *testing.T) {
	home := t.TempDir()
	var opened []string
	open := func(words ...string) (messages string) {
		var o, e bytes.Buffer
		p := cli.Program{Tables: frozen.Files(t), Explore: func(_ context.Context, x tui.Options, _ cli.Streams) error {
			opened = append(opened, x.Query.String())
			x.Left(frozen.Query(t, x.Data, "heat nordic 2019 2%"), "")
			return nil
		}}
		s := cli.Streams{In: strings.NewReader(""), Out: &o, Err: &e, Env: []string{"TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + home}, Terminal: true, Columns: 80}
		cli.Run(t.Context(), p, words, s)
		return e.String()
	}
	if said := open("--resume"); !strings.Contains(said, "no question has been kept yet") {
		t.Errorf("the notice is %q", said)
	}
	if said := open("--resume"); said != "" {
		t.Errorf("the notice is %q", said)
	}
	if want := []string{"", "heat nordic 2019 2%"}; !slices.Equal(opened, want) {
		t.Errorf("opened on %q, want %q", opened, want)
	}
	if said := open("--resume", "2024"); !strings.Contains(said, "takes no words") {
		t.Errorf("the notice is %q", said)
	}
}
