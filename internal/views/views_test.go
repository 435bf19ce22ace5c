package views_test

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/view"
	"allyscope/internal/views"
)

// screenW and screenH are a screen on which every view shows all that it has.
const (
	screenW = 220
	screenH = 70
)

// onScreen returns the allies and the years that a large screen is tagged with.
func onScreen(x view.Shown, a *analysis.Answer) (codes, years map[string]bool) {
	codes, years = map[string]bool{}, map[string]bool{}
	g := cell.New(screenW, screenH)
	x.Draw(g, view.State{Focus: views.Focus(a), Order: a.Codes(), OrderYear: a.Year, Width: screenW, Height: screenH})
	for y := range screenH {
		for w := range screenW {
			h, ok := g.HitAt(w, y)
			if ok && h.Code != "" {
				codes[h.Code] = true
			}
			if ok && h.Year != 0 {
				years[strconv.Itoa(h.Year)] = true
			}
		}
	}
	return codes, years
}

// exported returns the allies and the years in the CSV of a view: allies are in a column, or each
// has its own column.
func exported(t *testing.T, x view.Shown) (codes, years map[string]bool) {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, x.Document(), report.AsCSV, report.Options{Machine: true}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	codes, years = map[string]bool{}, map[string]bool{}
	for i, id := range records[0] {
		for _, r := range records[1:] {
			switch {
			case id == "code" && r[i] != "":
				codes[r[i]] = true
			case id == "year" && r[i] != "":
				years[r[i]] = true
			case len(id) == 3 && slices.Contains(records[0], id+"_status"):
				codes[id] = true
			}
		}
	}
	return codes, years
}

// The CSV of a view has the allies and the years that it shows.
func TestWhatIsExportedIsOnTheScreen(t *testing.T) {
	ds := frozen.Data(t)
	vocab := &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()}
	for _, s := range views.All() {
		for _, question := range []string{"NOR POL 2024 2%", "nordic 2021", "2016 2% edition:2024-06", "EST LVA LTU only 2018..2024 2%"} {
			t.Run(s.ID.String()+" "+question, func(t *testing.T) {
				if s.ID == query.Path { // here a bare year is the deadline
					question = strings.NewReplacer("2018..2024 2%", "3.5%", "2024 2%", "3.5% 2035", "2021", "2035", "2016 2%", "2% 2030").Replace(question)
				}
				q, err := query.Parse("view:"+s.ID.String()+" "+question, vocab)
				if err != nil {
					t.Fatal(err)
				}
				a, err := analysis.RankingFor(ds, q)
				if err != nil {
					t.Fatal(err)
				}
				x, err := views.Show(ds, a)
				if err != nil {
					t.Fatal(err)
				}
				shown, shownYears := onScreen(x, a)
				written, writtenYears := exported(t, x)
				for code := range shown {
					if ally.Code(code).Aggregate() && !written[code] {
						delete(shown, code) // NATO's own sums are in another table
					}
				}
				for code := range written {
					if r, ok := a.Row(ally.Code(code)); ok && !r.Verdict.Counted() && !shown[code] {
						delete(written, code) // an ally without a figure has a row, but is not in the picture
					}
				}
				if !maps.Equal(shown, written) {
					t.Errorf("on the screen %s, written %s", sorted(shown), sorted(written))
				}
				for y := range shownYears {
					if !writtenYears[y] && len(writtenYears) > 1 {
						t.Errorf("%s is on the screen and not written (%s)", y, sorted(writtenYears))
					}
				}
			})
		}
	}
}

// In a year before the base year nothing is described as a change since the base year.
func TestNothingMovesBackwards(t *testing.T) {
	ds := frozen.Data(t)
	for _, s := range views.All() {
		for _, more := range []string{"POL BGR usd", "2% sort:since", "POL BGR 2% 2014..2019"} {
			if s.ID == query.Path || s.ID == query.Claims || s.ID == query.Balance && strings.Contains(more, "usd") {
				continue // these views have no base year
			}
			a := frozen.Answer(t, ds, "view:"+s.ID.String()+" 2019 base:2024 "+more)
			x, err := views.Show(ds, a)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			for _, f := range []report.Format{report.AsTable, report.AsPlain} {
				if err := report.Write(&b, x.Document(), f, report.Options{}); err != nil {
					t.Fatal(err)
				}
			}
			g := cell.New(screenW, screenH)
			x.Draw(g, view.State{Focus: "POL", Order: a.Codes(), OrderYear: a.Year, Width: screenW, Height: screenH})
			for y := range screenH {
				b.WriteString("\n" + cell.Letters(g.Row(y)))
			}
			if c, ok := x.(view.Counting); ok {
				n, what := c.Count()
				b.WriteString(n + " " + what)
			}
			for _, wrong := range []string{"since 2024", "Since 2024", " rose", " fell", "risen", "2024 to 2019"} {
				if i := strings.Index(b.String(), wrong); i >= 0 {
					t.Errorf("%s %s: %q", s.ID, more, b.String()[max(0, i-60):i+len(wrong)+20])
				}
			}
		}
	}
}

func sorted(set map[string]bool) string { return strings.Join(slices.Sorted(maps.Keys(set)), " ") }

// Every view has a title, a line of help, a word of the grammar that is completed, documents in
// all formats, and a link that restores it.
func TestEveryViewIsComplete(t *testing.T) {
	ds := frozen.Data(t)
	vocab := &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()}
	seen := map[query.View]bool{}
	for _, s := range views.All() {
		if s.Title == "" || s.Help == "" || seen[s.ID] {
			t.Errorf("%s: title %q, help %q, listed before: %v", s.ID, s.Title, s.Help, seen[s.ID])
		}
		seen[s.ID] = true
		q, err := query.Parse("view:"+s.ID.String()+" NOR POL 2%", vocab)
		if err != nil || q.View != s.ID {
			t.Errorf("its word %q gives %s, %v", s.ID, q.View, err)
			continue
		}
		a, err := analysis.RankingFor(ds, q)
		if err != nil {
			t.Fatal(err)
		}
		x, err := views.Show(ds, a)
		if err != nil {
			t.Fatal(err)
		}
		h := x.Head()
		if h.Sentence == "" || h.Citation == "" {
			t.Errorf("%s: sentence %q, citation %q", s.ID, h.Sentence, h.Citation)
		}
		if again, err := query.Parse(h.Query.String(), vocab); err != nil || again.View != s.ID {
			t.Errorf("%s: its link %q gives %s, %v", s.ID, h.Query, again.View, err)
		}
		for _, name := range report.Formats() {
			f, _ := report.Formats().Find(name)
			d := x.Document()
			d.Picture = &document.Picture{Cells: cell.New(80, 24), Title: s.Title}
			x.Draw(d.Picture.Cells, view.State{Focus: "NOR", Order: a.Codes()})
			var b bytes.Buffer
			if err := report.Write(&b, d, f, report.Options{}); err != nil || b.Len() == 0 {
				t.Errorf("%s as %s: %d bytes, %v", s.ID, name, b.Len(), err)
			}
		}
		word := s.ID.String()
		_, _, options := query.Complete(word[:len(word)-1], len(word)-1, vocab)
		if !slices.ContainsFunc(options, func(o query.Option) bool { return o.Text == word }) {
			t.Errorf("%s is not completed", word)
		}
	}
}
