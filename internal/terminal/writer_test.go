package terminal_test

import (
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/cell"
	"allyscope/internal/terminal"
	"allyscope/internal/theme"
)

func escapes() *regexp.Regexp { return regexp.MustCompile("\x1b\\[[0-9;]*m") }

func looks() []terminal.Look {
	var out []terminal.Look
	for p := terminal.NoColour; p <= terminal.TrueColour; p++ {
		for g, i := terminal.Braille, 0; i < 3; g, i = g.Next(), i+1 {
			for th := terminal.Auto; th <= terminal.Mono; th++ {
				for ground := range theme.Grounds {
					out = append(out, terminal.Look{Profile: p, Glyphs: g, Theme: th, Ground: ground})
				}
			}
		}
	}
	return out
}

// scribble draws at random, with wide runes that are cut by windows and overwritten.
func scribble(r *rand.Rand, w, h int) *cell.Grid {
	g := cell.New(w, h)
	words := []string{"Türkiye", "日本語", "●≈○·", "▁▂▃▄▅▆▇█", "⣀⣿", "3.50e", "  ", "─┼│", "한"}
	for range 30 {
		win := g.Window(r.IntN(w+1)-1, r.IntN(h), 1+r.IntN(w), 1)
		win.Text(r.IntN(w+4)-4, 0, words[r.IntN(len(words))], cell.Role(r.IntN(cell.Roles)), cell.Attr(r.IntN(cell.Attrs)))
		g.Set(r.IntN(w), r.IntN(h), 'x', cell.Role(r.IntN(cell.Roles)))
	}
	return g
}

func TestNoLineIsWiderThanItsGrid(t *testing.T) {
	sgr, r := escapes(), rand.New(rand.NewPCG(1, 2))
	for _, look := range looks() {
		w := terminal.NewWriter(look)
		for range 40 {
			g := scribble(r, 1+r.IntN(20), 1+r.IntN(3))
			lines := strings.Split(w.String(g), "\n")
			if len(lines) != g.Height() {
				t.Fatalf("%d lines of %d", len(lines), g.Height())
			}
			for _, l := range lines {
				plain := sgr.ReplaceAllString(l, "")
				if n := cell.Width(plain); n > g.Width() {
					t.Fatalf("%+v: %q is %d wide in %d", look, plain, n, g.Width())
				}
				if strings.ContainsRune(plain, 0x1b) {
					t.Fatalf("%q contains a sequence that is not a style", l)
				}
				if look.Glyphs == terminal.ASCII {
					sevenBit(t, l)
				}
			}
		}
	}
}

func sevenBit(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if r >= 0x80 {
			t.Fatalf("%q in what should be ASCII: %q", r, s)
		}
	}
}

// Characters after half a wide rune keep their column.
func TestHalvesOfWideRunesKeepTheColumn(t *testing.T) {
	w := terminal.NewWriter(terminal.Look{})
	for name, draw := range map[string]func(g *cell.Grid){
		"second half overwritten": func(g *cell.Grid) { g.Text(0, 0, "日..|", cell.Plain); g.Set(1, 0, '.', cell.Plain) },
		"first half overwritten":  func(g *cell.Grid) { g.Text(0, 0, "日..|", cell.Plain); g.Set(0, 0, '.', cell.Plain) },
		"first half off the grid": func(g *cell.Grid) { g.Text(-1, 0, "日...|", cell.Plain) },
		"cut by a window":         func(g *cell.Grid) { g.Text(0, 0, "....|", cell.Plain); g.Draw(0, 0, wideAtItsEdge()) },
		"whole":                   func(g *cell.Grid) { g.Text(0, 0, "日..|", cell.Plain) },
	} {
		g := cell.New(6, 1)
		draw(g)
		got := w.String(g)
		before, _, found := strings.Cut(got, "|")
		if !found || cell.Width(before) != 4 {
			t.Errorf("%s: %q", name, got)
		}
	}
	ascii := terminal.NewWriter(terminal.Look{Glyphs: terminal.ASCII})
	g := cell.New(6, 1)
	g.Text(0, 0, "日..|", cell.Plain)
	if got := ascii.String(g); got != "? ..|" {
		t.Errorf("in ASCII: %q", got)
	}
}

func wideAtItsEdge() *cell.Grid {
	g := cell.New(2, 1)
	g.Text(0, 0, "日", cell.Plain)
	return g.Window(0, 0, 1, 1)
}

func TestStylesAreWrittenOnceARun(t *testing.T) {
	w := terminal.NewWriter(terminal.Look{Profile: terminal.Colour16, Ground: theme.Dark})
	for _, c := range []struct {
		draw func(g *cell.Grid)
		want string
	}{
		{func(g *cell.Grid) { g.Text(0, 0, "plain", cell.Plain) }, "plain"},
		{func(g *cell.Grid) { g.Text(0, 0, "3.50", cell.Meets) }, "\x1b[94m3.50\x1b[m"},
		// A blank between two cells of one style does not interrupt it.
		{func(g *cell.Grid) { g.Text(0, 0, "a b", cell.Meets); g.Set(1, 0, ' ', cell.Plain) }, "\x1b[94ma b\x1b[m"},
		{func(g *cell.Grid) { g.Text(0, 0, "a", cell.Meets); g.Text(1, 0, "b", cell.Below) }, "\x1b[94ma\x1b[m\x1b[93mb\x1b[m"},
		// Blanks at the end are not sent, whatever their role; selected ones show.
		{func(g *cell.Grid) { g.Text(0, 0, "a   ", cell.Meets) }, "\x1b[94ma\x1b[m"},
		{func(g *cell.Grid) { g.Text(0, 0, "a  ", cell.Selection) }, "\x1b[1;7ma  \x1b[m"},
		{func(_ *cell.Grid) {}, ""},
	} {
		g := cell.New(8, 1)
		c.draw(g)
		if got := w.String(g); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestNoColourMeansNoColour(t *testing.T) {
	for _, look := range looks() {
		if look.Profile != terminal.NoColour && look.Theme != terminal.Mono {
			continue
		}
		w := terminal.NewWriter(look)
		for r := range cell.Roles {
			g := cell.New(1, 1)
			g.Set(0, 0, 'x', cell.Role(r))
			for _, code := range escapes().FindAllString(w.String(g), -1) {
				for n := range strings.SplitSeq(strings.Trim(code, "\x1b[m"), ";") {
					if v, _ := strconv.Atoi(n); v >= 30 {
						t.Errorf("%+v role %d: %q is a colour", look, r, code)
					}
				}
			}
		}
	}
}

// Every rune in a text or a table of the program must have a meaningful ASCII form.
func TestEveryRuneInUseHasAnASCIIForm(t *testing.T) {
	used := map[rune]string{}
	root := filepath.Join("..", "..")
	for _, dir := range []string{"internal", "cmd"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") ||
				strings.Contains(p, "termtest") || strings.Contains(p, "importer") || strings.HasSuffix(p, "keyboard.go") { // these read such runes, but do not draw them
				return err
			}
			return literals(p, used)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"allies.csv", "targets.csv", "events.csv", "group_names.csv", "claims.csv", "nato/editions.csv"} {
		b, err := fs.ReadFile(data.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range string(b) {
			used[r] = name
		}
	}
	for r, where := range used {
		a := terminal.ToASCII(r)
		switch {
		case a >= 0x80:
			t.Errorf("%q (%U, %s) becomes %q", r, r, where, a)
		case a == '?' && r != '?' && r != '\ufeff':
			t.Errorf("%q (%U, %s) has no ASCII form", r, r, where)
		}
	}
	if len(used) < 100 {
		t.Errorf("only %d runes found: the search is broken", len(used))
	}
}

// literals collects the runes of a file's string and character constants, except Braille and box
// drawing, which have rules of their own, and the table of ASCII forms itself.
func literals(path string, used map[rune]string) error {
	if base := filepath.Base(path); base == "writer.go" {
		return nil
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	files := token.NewFileSet()
	if _, err := parser.ParseFile(files, path, src, parser.PackageClauseOnly); err != nil {
		return nil //nolint:nilerr // the compiler reports files that cannot be parsed
	}
	var s scanner.Scanner
	s.Init(files.AddFile(path, -1, len(src)), src, nil, 0)
	for {
		_, tok, lit := s.Scan()
		switch tok {
		case token.EOF:
			return nil
		case token.STRING, token.CHAR:
			if text, err := strconv.Unquote(lit); err == nil {
				for _, r := range text {
					if r != '\ufffd' && r != '\ufeff' { // never drawn: the program only looks for them in its input
						used[r] = path
					}
				}
			}
		}
	}
}

// In ASCII, too, the mark for "meets" differs from a bar.
func TestNoBarIsAVerdictInASCII(t *testing.T) {
	for _, verdict := range "●○≈" {
		for _, bar := range "▁▂▃▄▅▆▇█▒" {
			if terminal.ToASCII(bar) == terminal.ToASCII(verdict) {
				t.Errorf("%q and %q are both %q", bar, verdict, terminal.ToASCII(bar))
			}
		}
	}
}

func TestASCIIOfEveryRuneIsASCII(t *testing.T) {
	for r := range rune(0x30000) {
		if a := terminal.ToASCII(r); a >= 0x80 || a <= 0 && r != 0 {
			t.Fatalf("%U becomes %U", r, a)
		}
	}
}

func TestBlocksHaveNoBraille(t *testing.T) {
	g := cell.New(3, 1)
	g.Text(0, 0, "⣿⠁█", cell.Plain)
	if got := terminal.NewWriter(terminal.Look{Glyphs: terminal.Blocks}).String(g); got != "··█" {
		t.Errorf("%q", got)
	}
}

func BenchmarkWriter(b *testing.B) {
	w := terminal.NewWriter(terminal.Look{Profile: terminal.Colour16})
	g := scribble(rand.New(rand.NewPCG(1, 2)), 120, 40)
	b.ReportAllocs()
	for b.Loop() {
		_ = w.String(g)
	}
}
