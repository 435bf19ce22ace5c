package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
)

// brief is a briefing on an ally, or on the alliance where code is empty.
func brief(t testing.TB, code ally.Code, question string) *Briefing {
	t.Helper()
	ds, q := asked(t, question)
	b, err := analysis.BriefFor(ds, q, code)
	if err != nil {
		t.Fatalf("%s %s: %v", code, question, err)
	}
	subject := string(code)
	if code == "" {
		subject = "alliance"
	}
	again := b.Answer.Query
	again.Pins = ""
	return Brief(b, "allyscope brief "+subject+" "+again.String())
}

func briefAs(t testing.TB, d *Briefing, f Format) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteBrief(&b, d, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBriefGoldens(t *testing.T) {
	kept := golden.Open(t, "brief")
	for _, c := range []struct {
		section string
		subject ally.Code
		words   string
	}{
		{"nor", "NOR", "edition:2026-07"},
		{"isl", "ISL", "edition:2026-07"},
		{"esp", "ESP", "edition:2026-07"},
		{"deu", "DEU", "2025 edition:2025-08"},
		{"alliance", "", "edition:2026-07"},
	} {
		kept.Check(t, c.section, briefAs(t, brief(t, c.subject, c.words), AsMarkdown))
	}
	kept.Check(t, "nor plain", briefAs(t, brief(t, "NOR", "edition:2026-07"), AsPlain))
}

var (
	digit    = regexp.MustCompile(`\d`)
	nonsense = regexp.MustCompile(`NaN|Inf|%!|\bn/a\b|<nil>|  |\.\.|−−|\+−| \?|: \.|\(\)`)
)

// TestEverySentenceHasAFigure: nothing in a briefing is there to fill it, and
// nothing is said of what is not known.
func TestEverySentenceHasAFigure(t *testing.T) {
	ds := frozen.Data(t)
	subjects := []ally.Code{""}
	for _, a := range ds.Allies().All() {
		subjects = append(subjects, a.Code)
	}
	for _, question := range []string{"", "2024 2%", "2025 edition:2025-08", "2016 2% edition:2016-07", "2019 edition:2019-06", "2026 5%", "2026 3% by:2030", "2024 2% members:everyone"} {
		_, q := asked(t, question)
		for _, code := range subjects {
			b, err := analysis.BriefFor(ds, q, code)
			if err != nil {
				t.Fatalf("%s %s: %v", code, question, err)
			}
			d := Brief(b, "allyscope brief")
			lines := append([]string{d.Sentence}, d.Sources[:len(d.Sources)-1]...)
			for _, s := range d.Sections {
				lines = append(lines, s.Lines...)
				if len(s.Lines) == 0 && len(s.Tables) == 0 && s.Chart == nil {
					t.Errorf("%s %s: the section %q is empty", code, question, s.Title)
				}
			}
			for _, line := range lines {
				if !digit.MatchString(line) {
					t.Errorf("%s %s: no figure in %q", code, question, line)
				}
				if m := nonsense.FindString(line); m != "" {
					t.Errorf("%s %s: %q in %q", code, question, m, line)
				}
			}
			if code == "" || code == "ISL" || code == "DEU" {
				wellFormed(t, briefAs(t, d, AsHTML))
			}
			if plain := briefAs(t, d, AsPlain); strings.ContainsFunc(plain, func(r rune) bool { return r > 0x7e }) {
				t.Errorf("%s %s: plain is not ASCII", code, question)
			}
		}
	}
}

// wellFormed parses a page as XML, but for what HTML leaves open.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
	}
}

// TestBriefIsNotOfEverything: a briefing is of the share of GDP, by NATO's
// figures.
func TestBriefIsNotOfEverything(t *testing.T) {
	for _, question := range []string{"equipment", "source:sipri"} {
		ds, q := asked(t, question)
		if _, err := analysis.BriefFor(ds, q, "NOR"); err == nil {
			t.Errorf("%s: no error", question)
		}
	}
	ds, q := asked(t, "")
	if _, err := analysis.BriefFor(ds, q, "XXX"); err == nil {
		t.Error("an unknown ally has a briefing")
	}
	if err := WriteBrief(io.Discard, &Briefing{}, AsCSV); err == nil {
		t.Error("a briefing as CSV")
	}
}
