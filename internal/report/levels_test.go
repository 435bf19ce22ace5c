package report

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/listing"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/view"
	"allyscope/internal/views"
)

// judging matches words of judgement. beside matches the texts in which they are allowed: on
// another level that was agreed by then, in a quoted statement, and in data.
var (
	judging = regexp.MustCompile(`(?i)\b(meets?|met|meeting)\b`)
	beside  = regexp.MustCompile(`(meets?|met) (2|20) %|\b(under|at)\b.*[●≈] meets|[●≈] meets.*\b(under|at)\b|"[a-z_]*(meets|verdict)[a-z_]*": ("?[a-z0-9]+)|^.*\b(2|20) % (guideline|pledge|floor|on major equipment).*$`)
)

// unagreed returns questions that only cover years before their level was agreed: 3.5 % in 2025,
// 20 % on equipment in 2014, 2 % in 2006 at the earliest.
func unagreed() []string {
	return []string{
		"2014..2024 3.5%", "2014..2020 2014 3.5%", "2016..2021 2020 3.5% edition:2024-06", "2008..2015 3.5% edition:2016-01",
		"2008..2013 2012 20% equipment edition:2016-01", "1949..2005 2% source:sipri", "2006..2025 2% source:sipri", "1990..2000 1990 3.5% source:sipri",
	}
}

// texts returns all texts that answer a question: every view on a screen, and the documents of the
// views and of the other commands in the formats for people.
func texts(t *testing.T, question string) map[string]string {
	t.Helper()
	ds, sipri := frozen.Data(t), strings.Contains(question, "sipri")
	out, documents := map[string]string{}, map[string]*document.Document{"count": listing.Count(answer(t, question))}
	for _, v := range views.All() {
		if word := v.ID.String(); word != "path" && word != "claims" && (word != "balance" || !sipri) {
			a := answer(t, word+" USA FRA GRC "+question)
			x, err := views.Show(ds, a)
			if err != nil {
				t.Fatal(err)
			}
			documents[word] = x.Document()
			g := cell.New(160, 50)
			x.Draw(g, view.State{Focus: "USA", Order: a.Codes(), OrderYear: a.Year, Width: 160, Height: 50})
			for y := range g.Height() {
				for _, c := range g.Row(y) {
					out[word+" on a screen"] += string(c.Rune)
				}
				out[word+" on a screen"] += "\n"
			}
		}
	}
	if !sipri {
		for _, pins := range []string{"", "USA "} {
			q := answer(t, pins+question).Query
			q.Edition, q.From, q.To = "", 0, 0
			v, err := analysis.VintagesFor(ds, q)
			if err != nil {
				t.Fatal(err)
			}
			documents["editions "+pins] = listing.Editions(v)
		}
		if !strings.Contains(question, "equipment") {
			documents["brief"], documents["brief USA"] = brief(t, "", question), brief(t, "USA", question)
		}
	}
	for name, d := range documents {
		d.Sections = slices.DeleteFunc(d.Sections, func(s document.Section) bool {
			return strings.Contains(s.Title, "tatements") || strings.Contains(s.Title, "each pledge")
		}) // these are about other levels
		d.Fields = slices.DeleteFunc(d.Fields, func(f document.Field) bool { return f.ID == "sections" }) // repeats them
		for f, format := range map[string]Format{"plain": AsPlain, "md": AsMarkdown, "json": AsJSON} {
			out[name+" as "+f] = written(t, d, format, Options{})
		}
	}
	return out
}

// No text says that an ally met a level in a year before the level was agreed, on the screen or in
// any format; the answer says when it was agreed.
func TestNobodyMeetsALevelBeforeItWasAgreed(t *testing.T) {
	for _, question := range unagreed() {
		said := false
		for name, text := range texts(t, question) {
			said = said || strings.Contains(text, ", a level agreed in 20") || strings.Contains(text, "not a verdict on a pledge")
			if (name == "count as plain" || name == "count as md" || name == "editions  as plain" || name == "editions  as md") && strings.Contains(strings.ToLower(text), "below") {
				t.Errorf("%s: %s says below where nobody is judged:\n%s", question, name, text)
			}
			for line := range strings.SplitSeq(text, "\n") {
				if m := judging.FindString(beside.ReplaceAllString(line, "")); m != "" {
					t.Errorf("%s: %s says %q:\n%s", question, name, m, strings.TrimSpace(line))
				}
			}
		}
		if !said {
			t.Errorf("%s: nothing says when the level was agreed", question)
		}
	}
	for statement, want := range map[string]string{
		"count 2016 3.5% = 0":           "the number of allies that are at 3.5 % in 2016, a level agreed in 2025 = 0",
		"count below 2016 3.5% = 27":    "27 of 27 with forces are under it",
		"count not meeting 2016 3.5%=1": "28 of 28 members are not at it",
	} {
		c, err := analysis.CheckFor(frozen.Data(t), statement)
		if err != nil {
			t.Fatal(err)
		}
		text := written(t, listing.Check(c), AsPlain, Options{})
		if m := judging.FindString(text); m != "" || !strings.Contains(strings.ToLower(text), want) {
			t.Errorf("check %q says %q, or not %q:\n%s", statement, m, want, text)
		}
	}
	paths, err := analysis.PathFor(frozen.Data(t), frozen.Query(t, frozen.Data(t), "view:path edition:2024-06 3.5%"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "3.5 % by 2035, a level agreed in 2025: at their present pace 16 of 30 miss it; 1 of 31 is at it in 2024e; most: Spain needs"; !strings.HasPrefix(paths.Sentence, want) || judging.MatchString(paths.Sentence) {
		t.Errorf("%q, want %q", paths.Sentence, want)
	}
}
