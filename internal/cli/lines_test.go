package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"allyscope/internal/cli"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

// TestDocumentedLines runs every command line in the documents, and checks that it prints what the
// documents say.
func TestDocumentedLines(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := filepath.Glob("../../docs/decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, page := range append(append(pages, decisions...), "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		lines := documented(string(text))
		if len(lines) == 0 {
			continue
		}
		ran += len(lines)
		t.Run(filepath.Base(page), func(t *testing.T) {
			d := newDesk(t)
			for _, l := range lines {
				d.types(l)
			}
		})
	}
	if ran < 80 {
		t.Errorf("only %d lines were found", ran)
	}
}

// documentedLine is a command line and the texts that it is documented to print.
type documentedLine struct {
	typed  string
	prints []string
}

// documented returns the command lines in a page's blocks of code, up to two spaces or a comment.
// Lines below that begin with "> " are what they print.
func documented(page string) []documentedLine {
	var out []documentedLine
	fenced, follows := false, false
	for line := range strings.SplitSeq(page, "\n") {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			continue
		}
		code, indented := strings.CutPrefix(line, "    ")
		if !indented && !fenced {
			follows = false
			continue
		}
		if printed, ok := strings.CutPrefix(code, "> "); ok && follows {
			last := &out[len(out)-1]
			last.prints = append(last.prints, strings.TrimSpace(printed))
			continue
		}
		typed, _, _ := strings.Cut(code, "  ")
		typed, _, _ = strings.Cut(typed, " #")
		follows = strings.HasPrefix(typed, "allyscope ") || typed == "allyscope" || strings.Contains(typed, "| allyscope ")
		if follows {
			out = append(out, documentedLine{typed: strings.TrimSpace(typed)})
		}
	}
	return out
}

// desk is a folder in which the lines run one after the other, with the files that they name.
type desk struct {
	*testing.T
	program cli.Program
	env     []string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	home := t.TempDir()
	t.Chdir(home)
	d := &desk{T: t, env: []string{"HOME=" + home, "XDG_DATA_HOME=" + filepath.Join(home, "data"), "LANG=C.UTF-8", "TERM=xterm-256color"}}
	d.program = cli.Program{
		Version: "1.2.3", Tables: frozen.Files(t),
		Now:   func() time.Time { return time.Date(2027, 12, 1, 12, 0, 0, 0, time.UTC) },
		Serve: func([]string, cli.Streams) error { return nil },
		Explore: func(ctx context.Context, o tui.Options, s cli.Streams) error {
			if o.Pick {
				o.Left(o.Query, "NOR")
			}
			return explorer(ctx, o, s)
		},
	}
	for name, text := range map[string]string{
		"deck.txt": "2024 2% | Who met it?\ntrend NOR\n",
		"wb.csv":   "Country Name,Country Code,Indicator Name,Indicator Code,2018,2024\nPoland,POL,Military expenditure (% of GDP),MS.MIL.XPND.GD.ZS,2.02,4.2\n",
		"keys":     "",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// FILE stands for any file of the user; here it is an exported edition.
	for _, name := range []string{"FILE", "FILE.xlsx"} {
		if _, err := d.run([]string{"data", "export", "2024-06", name}, ""); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// types runs a line as a shell would, and checks what it prints.
func (d *desk) types(l documentedLine) {
	d.Helper()
	line, file, _ := strings.Cut(l.typed, " > ")
	input := ""
	for stage := range strings.SplitSeq(line, " | ") {
		words := shellWords(stage)
		switch {
		case words[0] == "allyscope":
			out, err := d.run(words[1:], input)
			if err != nil {
				d.Errorf("%s\n%v", l.typed, err)
				return
			}
			input = out
		case words[0] == "printf":
			input = strings.NewReplacer(`\n`, "\n", "%%", "%").Replace(words[1])
		case words[0] == "grep" && len(words) == 3:
			b, err := os.ReadFile(words[2])
			if err != nil {
				d.Error(err)
			}
			input = string(b)
		case slices.Contains([]string{"head", "man", "less", "jq"}, words[0]):
		default:
			d.Errorf("%s: the test cannot run %s", l.typed, words[0])
		}
	}
	if file != "" {
		if err := os.WriteFile(file, []byte(input), 0o600); err != nil {
			d.Error(err)
		}
	}
	flat := strings.Join(strings.Fields(input), " ")
	for _, want := range l.prints {
		if !strings.Contains(flat, strings.Join(strings.Fields(want), " ")) {
			d.Errorf("%s\nprints\n%s\nwant %q in it", l.typed, input, want)
		}
	}
}

// run runs allyscope and returns its output, or its messages as an error if it fails.
func (d *desk) run(args []string, input string) (string, error) {
	var out, said bytes.Buffer
	s := cli.Streams{In: strings.NewReader(input), Out: &out, Err: &said, Env: d.env, ErrTerminal: true,
		Keys: func() (io.Reader, error) { return strings.NewReader(""), nil }}
	if code := cli.Run(context.Background(), d.program, args, s); code != cli.ExitOK {
		return "", errors.Join(fmt.Errorf("exit code %d", code), errors.New(said.String()))
	}
	return out.String(), nil
}

// shellWords splits a line into words as a shell would; $(…) is one word.
func shellWords(line string) []string {
	var out []string
	for _, w := range regexp.MustCompile(`"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"']+`).FindAllString(strings.ReplaceAll(line, "$(allyscope pick nordic)", "NOR"), -1) {
		out = append(out, strings.Trim(w, `"'`))
	}
	return out
}
