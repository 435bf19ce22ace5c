package analysis_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

func why(t *testing.T, ds *dataset.Dataset, m figure.Measure, c ally.Code, y figure.Year, edition string) *analysis.Provenance {
	t.Helper()
	w, err := analysis.ProvenanceFor(ds, whyAsks(m, y, edition), c)
	if err != nil {
		t.Fatalf("%s %s %d %s: %v", m, c, y, edition, err)
	}
	return w
}

// whyAsks is a question of a figure in an edition of NATO's, or in SIPRI's.
func whyAsks(m figure.Measure, y figure.Year, edition string) query.Query {
	q := query.Query{Measure: m, Year: y, Edition: edition}
	if edition == query.SIPRI.String() {
		q.Source, q.Edition = query.SIPRI, ""
	}
	return q
}

func said(w *analysis.Provenance) string {
	parts := make([]string, len(w.Vintages))
	for i, s := range w.Vintages {
		parts[i] = s.Edition.ID + " " + s.Figure.String()
		if s.Revision.OK {
			parts[i] += " " + format.Signed(s.Revision.Value) + " on " + s.From
		}
	}
	return strings.Join(parts, "; ")
}

func TestWhoSaysNorway2016(t *testing.T) {
	w := why(t, frozen.Data(t), figure.ShareGDP, "NOR", 2016, "")
	if w.Vintage.Figure.String() != "1.68" || w.Edition.ID != "2026-07" || w.Unit != "% of real GDP (2021 prices)" {
		t.Errorf("%s in %s, %s", w.Vintage.Figure, w.Edition.ID, w.Unit)
	}
	const want = "2016-07 1.54e; 2019-06 1.58 +0.04 on 2016-07; 2022-06 1.74 +0.16 on 2019-06; 2023-07 n/a; " +
		"2024-06 1.73 −0.01 on 2022-06; 2025-08 1.73 +0.00 on 2024-06; 2026-07 1.68 −0.05 on 2025-08"
	if got := said(w); got != want {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
	if b := w.Beside; b == nil || b.Figure.String() != "1.62" || format.Signed(b.Revision.Value) != "−0.06" || len(w.Reasons) != 1 {
		t.Errorf("beside: %+v", b)
	}
	if !strings.Contains(strings.Join(w.Notes, "; "), "core defence expenditure is counted; 2025-08 counted defence expenditure") {
		t.Errorf("notes: %q", w.Notes)
	}
	for _, part := range []string{"1.68 % of GDP in NATO, July 2026 edition", "1.54e in 2016-07", "SIPRI, by its own definition, 1.62"} {
		if !strings.Contains(w.Sentence, part) {
			t.Errorf("%q lacks %q", w.Sentence, part)
		}
	}
}

func TestWhyInAnOlderEdition(t *testing.T) {
	ds := frozen.Data(t)
	w := why(t, ds, figure.ShareGDP, "SVK", 2024, "2024-06")
	if w.Vintage.Figure.String() != "2.00e" || w.Vintage.Figure.Unrounded != 2 || w.Edition.Witness == "" || w.Edition.CutOff != "2024-06-12" {
		t.Errorf("%+v of %+v", w.Vintage.Figure, w.Edition)
	}
	if len(w.Quirks) < 2 || !strings.HasPrefix(w.Quirks[0], "typed as 2.00") {
		t.Errorf("quirks %q", w.Quirks)
	}
}

func TestWhyThereIsNoFigure(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		code    ally.Code
		measure figure.Measure
		year    figure.Year
		edition string
		reason  string
		said    string
	}{
		{"DEU", figure.ShareGDP, 2025, "2025-08", "of Germany only personnel was printed for 2025; missing is not zero", "2025-08 n/a; 2026-07 2.22e"},
		{"ISL", figure.ShareGDP, 2024, "2026-07", "no armed forces", "2024-06 n/a; 2025-04 n/a; 2025-08 n/a; 2026-07 n/a"},
		{"PRT", figure.PersonnelPct, 2026, "2026-07", "only equipment is held", "2026-07 n/a"},
		{"MNE", figure.ShareGDP, 2016, "2016-07", "not a member then: it joined on 2017-06-05", ""},
		{"FIN", figure.ShareGDP, 2014, "2022-06", "not a member then: it joined on 2023-04-04", ""},
		{"SWE", figure.ShareGDP, 2023, "2024-03", "not a member then: it joined on 2024-03-07", ""},
		{"FIN", figure.ShareGDP, 2016, "2023-07", "coverage of the edition: share 2014 and 2023e", ""}, // which prints Finland
		{"ALB", figure.ShareGDP, 2016, "2023-07", "coverage of the edition: share 2014 and 2023e", ""},
	} {
		w := why(t, ds, c.measure, c.code, c.year, c.edition)
		if w.Vintage.Figure.Known() || !strings.Contains(w.Vintage.Missing, c.reason) || !strings.Contains(w.Sentence, "no figure in") {
			t.Errorf("%s %d: %s, missing since %q, %q", c.code, c.year, w.Vintage.Figure, w.Vintage.Missing, w.Sentence)
		}
		if got := said(w); c.said != "" && got != c.said {
			t.Errorf("%s %d: said %q, want %q", c.code, c.year, got, c.said)
		}
	}
}

// All of an edition being held is no reason why it lacks a figure or a table.
func TestWhatIsHeldWholeIsNoReason(t *testing.T) {
	ds := frozen.Data(t)
	for _, text := range []string{"gdp edition:2016-01", "gdp edition:2022-06"} {
		_, err := analysis.RankingFor(ds, frozen.Query(t, ds, text))
		if err == nil || strings.Contains(err.Error(), "complete") || !strings.Contains(err.Error(), "(") {
			t.Errorf("%s: %v", text, err)
		}
	}
	c, err := analysis.CheckFor(ds, "FIN meets 2% 2014")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Findings[:3] {
		if f.Why != "no figure for Finland (not a member then: it joined on 2023-04-04)" {
			t.Errorf("%s: %s", f.Edition.ID, f.Why)
		}
	}
	if w := why(t, ds, figure.ShareGDP, "DEU", 1949, "sipri"); w.Vintage.Missing != "the edition has none" {
		t.Errorf("SIPRI: %q", w.Vintage.Missing)
	}
}

// Amounts are revisions of each other in one unit and one currency only.
func TestRevisionsKeepToAUnit(t *testing.T) {
	ds := frozen.Data(t)
	w := why(t, ds, figure.NatCurrent, "HRV", 2016, "")
	for _, s := range w.Vintages {
		if s.Revision.OK && s.Edition.ID == "2024-06" {
			t.Errorf("kuna less euro: %s", s.Revision.Value)
		}
	}
	w = why(t, ds, figure.USDConstant, "NOR", 2014, "")
	for _, s := range w.Vintages {
		if s.Edition.ID == "2026-07" && s.Revision.OK {
			t.Errorf("2021 prices less 2015 prices: %s", s.Revision.Value)
		}
		if s.Edition.ID == "2025-08" && (s.Figure.Known() || !strings.Contains(s.Missing, "NATO's workbook has the table")) {
			t.Errorf("2025-08: %s, %q", s.Figure, s.Missing)
		}
	}
}

// What was noticed when a reader's own edition was imported is part of where its
// figures come from.
func TestWhyWarnsOfOwnEditions(t *testing.T) {
	ds, problems, err := dataset.OpenWith(frozen.Files(t), []dataset.Stored{{
		Record: dataset.Record{ID: "2027-06", Source: dataset.NATO, Title: "Own", Published: "2027-06-30", Years: "2014-2015",
			Definition: "core defence expenditure", Coverage: "1 of 15 tables", Confidence: "imported", Witness: "by hand"},
		Tables: []dataset.TableRecord{{Edition: "2027-06", Measure: "share_gdp", Unit: "% of GDP"}},
		Files:  map[string]string{"nato/2027-06/share_gdp.csv": "code,2014,2015e\nNOR,1.50,1.60\n"},
		Warnings: []dataset.Warning{
			{Kind: "total", Wrong: true, Measure: figure.ShareGDP, Code: "NOR", Year: 2014, Text: "not what money over GDP gives"},
			{Kind: "share", Measure: figure.ShareGDP, Code: "NOR", Year: 2015, Text: "odd"},
		},
	}})
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	w := why(t, ds, figure.ShareGDP, "NOR", 2014, "2027-06")
	if got := strings.Join(w.Warnings, "; "); got != "wrong: not what money over GDP gives; 1 more about other figures of 2027-06" {
		t.Errorf("warnings %q", got)
	}
	if got := said(w); !strings.HasSuffix(got, "2026-07 1.50 −0.04 on 2025-08; 2027-06 1.50") {
		t.Errorf("said %s", got)
	}
	if !strings.HasPrefix(strings.Join(w.Notes, "; "), "2027-06 was imported as your own edition: it is not one of NATO's") {
		t.Errorf("notes %q", w.Notes)
	}
	if got := said(why(t, ds, figure.ShareGDP, "NOR", 2014, "")); strings.Contains(got, "2027-06") {
		t.Errorf("unasked, it stands among NATO's: %s", got)
	}
	if w = why(t, ds, figure.ShareGDP, "NOR", 2014, "2026-07"); len(w.Warnings) != 0 {
		t.Errorf("warnings of NATO's own: %q", w.Warnings)
	}
}

func TestWhyOfSumsAndSIPRI(t *testing.T) {
	ds := frozen.Data(t)
	w := why(t, ds, figure.ShareGDP, ally.Total, 2024, "2026-07")
	if !w.Vintage.Figure.Known() || w.Beside != nil || w.Ally != nil || w.Name != "NATO total" {
		t.Errorf("%+v", w)
	}
	w = why(t, ds, figure.ShareGDP, "NOR", 1995, "sipri")
	if w.Edition.Source != "SIPRI" || w.Vintage.Figure.String() != "2.31" || len(w.Vintages) != 0 || w.Beside != nil {
		t.Errorf("%+v", w)
	}
}

func TestWhyRefuses(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		what, edition, word, offers string
		code                        ally.Code
		measure                     figure.Measure
		year                        figure.Year
	}{
		{"an unknown code", "", "XXX", "", "XXX", figure.ShareGDP, 2016},
		{"an unknown edition", "2031-01", "2031-01", "2026-07", "NOR", figure.ShareGDP, 2016},
		{"a table it lacks", "2025-08", "usd", "edition:2026-07", "NOR", figure.USDCurrent, 2016},
		{"a year it lacks", "", "1995", "1995 source:sipri", "NOR", figure.ShareGDP, 1995},
	} {
		_, err := analysis.ProvenanceFor(ds, whyAsks(c.measure, c.year, c.edition), c.code)
		refused(t, c.what, err, c.word, c.offers)
	}
}

func TestSourcesSideBySide(t *testing.T) {
	ds := frozen.Data(t)
	s, err := analysis.SourcesFor(ds, frozen.Query(t, ds, "NOR USA FRA 2014..2016"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rows) != 9 || s.Rows[2].NATO.String() != "1.68" || s.Rows[2].SIPRI.String() != "1.62" || format.Signed(s.Rows[2].Difference.Value) != "−0.06" {
		t.Errorf("%d rows, Norway 2016 %+v", len(s.Rows), s.Rows[2])
	}
	var reasons []string
	for _, r := range s.Reasons {
		who := "all"
		if r.Ally != nil {
			who = string(r.Ally.Code)
		}
		reasons = append(reasons, who+": "+strings.Fields(r.Text)[0])
	}
	if got := strings.Join(reasons, "; "); got != "all: SIPRI's; FRA: the" {
		t.Errorf("reasons %q", got)
	}
	if s, err = analysis.SourcesFor(ds, frozen.Query(t, ds, "NOR 1995")); err != nil || len(s.Rows) != 1 || s.Rows[0].NATO.Known() || s.Rows[0].Difference.OK {
		t.Errorf("1995: %+v, %v", s, err)
	}
	// Of a single year of which both have a figure there is no least and greatest.
	const only = "Norway 2016: NATO 1.54e, SIPRI 1.62 (+0.08 pp); two definitions, never one series."
	if s, err = analysis.SourcesFor(ds, frozen.Query(t, ds, "NOR 2014..2016 edition:2016-07")); err != nil || s.Sentence != only {
		t.Errorf("%v, %v, want %q", s, err, only)
	}
	for _, c := range []struct{ text, word string }{{"NOR equipment 2016", "equipment"}, {"NOR 1940..1948", ""}, {"NOR source:sipri", "source:sipri"}} {
		if c.word == "" {
			continue
		}
		_, err := analysis.SourcesFor(ds, frozen.Query(t, ds, c.text))
		refused(t, c.text, err, c.word, "")
	}
	if _, err := analysis.SourcesFor(ds, frozen.Query(t, ds, "2016")); err == nil {
		t.Error("sources of nobody are answered")
	}
}
