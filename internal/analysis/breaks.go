package analysis

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// breaks are those in the edition's series, oldest first; SIPRI's have none.
func (w *work) breaks(c ally.Code, m figure.Measure) []dataset.Break {
	list, _ := w.ds.Breaks(w.Edition.ID, m, c) // what cannot be read is told of by data check
	return list
}

// Breaks are the years from which a series counts something else.
type Breaks []int

// Crosses tells whether a change between two years crosses a break.
func (b Breaks) Crosses(from, to figure.Year) bool {
	return slices.ContainsFunc(b, func(y int) bool { return y > int(min(from, to)) && y <= int(max(from, to)) })
}

// breakYears are the breaks in a series: those the edition tells of and, of several
// allies together, the years in which the members became others.
func (w *work) breakYears(m figure.Measure, c ally.Code) Breaks {
	if g := w.groupOf(c); g != nil {
		return w.groupBreaks(g)
	}
	years := w.editionBreaks(c, m)
	if c.Aggregate() && w.Edition.Source == dataset.NATO {
		for _, a := range w.ds.Allies().All() {
			if y := a.Since(); y > int(w.First) && a.CountsIn(c) && !slices.Contains(years, y) {
				years = append(years, y)
			}
		}
	}
	slices.Sort(years)
	return years
}

func (w *work) editionBreaks(c ally.Code, m figure.Measure) Breaks {
	return format.Each(w.breaks(c, m), func(b dataset.Break) int { return int(b.Year) })
}

// breakWithin is the latest break in the edition's series after one year and up to
// another, whichever of the two comes first.
func (w *work) breakWithin(c ally.Code, m figure.Measure, from, to figure.Year) (last dataset.Break, found bool) {
	for _, b := range w.breaks(c, m) {
		if b.Year > min(from, to) && b.Year <= max(from, to) {
			last, found = b, true
		}
	}
	return last, found
}

func breakWords(b dataset.Break) string { return fmt.Sprintf("from %d on, %s", b.Year, b.Words) }

// across says which break the changes on the year before and since the base year cross,
// or which other members those of a group are between; empty where there is none.
func (w *work) across(c ally.Code, m figure.Measure) string {
	first, last := min(w.Base, w.Year-1), max(w.Base, w.Year)
	if g := w.groupOf(c); g != nil {
		return w.otherMembers(g, slices.DeleteFunc(w.groupBreaks(g), func(y int) bool { return y <= int(first) || y > int(last) }))
	}
	b, found := w.breakWithin(c, m, first, last)
	return format.When(found, breakWords(b))
}

// breakNotes say which changes cross a break, each break once and with all it concerns.
func (w *work) breakNotes(codes []ally.Code, measures []figure.Measure, from, to figure.Year) []string {
	var all noteGroups
	for _, c := range codes {
		for _, m := range measures {
			if b, found := w.breakWithin(c, m, from, to); found {
				all.add(w.ds.Allies().Name(c), breakWords(b)+": a change across that year is not one of spending alone")
			}
		}
	}
	return all.words("break in the series (┊) of ")
}

// tellings are texts, each once, with all that it is told of.
type noteGroups []noteGroup

type noteGroup struct {
	text  string
	names []string
}

func (all *noteGroups) add(of, text string) {
	i := slices.IndexFunc(*all, func(x noteGroup) bool { return x.text == text })
	if i < 0 {
		i = len(*all)
		*all = append(*all, noteGroup{text: text})
	}
	if x := &(*all)[i]; !slices.Contains(x.names, of) {
		x.names = append(x.names, of)
	}
}

func (all *noteGroups) words(before string) []string {
	return format.EachOf(*all, func(x *noteGroup) string { return before + format.List(x.names) + ": " + x.text })
}

// Redefined says from which of some editions on another thing is counted than in those
// before it, whether these are among them or not.
func Redefined(editions []*dataset.Edition) []string {
	var out []string
	for i, e := range editions {
		if i == 0 && e.Redefined || i > 0 && e.Definition != editions[i-1].Definition && !e.Draft() {
			out = append(out, redefinition(e))
		}
	}
	return out
}

func redefinition(e *dataset.Edition) string {
	return "from " + e.ID + " on, " + e.Definition + " is counted"
}

// footnotes are those of some years, or of that asked about.
func (w *work) footnotes(codes []ally.Code, years ...figure.Year) []string {
	if len(years) == 0 {
		years = []figure.Year{w.Year}
	}
	about := func(level string) bool { // in per cent: it is the one that judges, or none does
		d, err := figure.ParseDecimal(level)
		return err == nil && (!w.Judged || w.Level.Value.Cmp(d) == 0)
	}
	var out []string
	for _, c := range codes {
		for _, y := range years {
			if text, found := w.ds.Footnote(w.Edition.ID, c, w.Measure, y, about); found {
				out = append(out, fmt.Sprintf("%s %d: %s", w.ds.Allies().Name(c), y, text))
			}
		}
	}
	return out
}

// vintageNotes are what NATO notes in some editions, which breaks lie between the years,
// and from which edition on something else is counted. No codes: all allies, or those of
// the group asked about.
func vintageNotes(
	ds *dataset.Dataset, editions []*dataset.Edition, codes []ally.Code, group string, m figure.Measure, years ...figure.Year,
) []string {
	out := Redefined(editions)
	g, grouped := ds.Allies().Group(group)
	none := func(c ally.Code) bool {
		return c.Aggregate() || grouped && !slices.ContainsFunc(years, func(y figure.Year) bool { return g.Has(c, int(y)) })
	}
	for _, e := range editions {
		w, of := &work{ds: ds, Header: Header{Edition: e, Measure: m}}, codes
		if len(codes) == 0 {
			of = slices.DeleteFunc(slices.Concat(ds.Footnoted(e.ID, m), ds.Broken(e.ID, m)), none)
			slices.Sort(of)
			of = slices.Compact(of)
		}
		notes := w.footnotes(of, years...)
		if len(years) > 1 {
			notes = append(notes, w.breakNotes(of, []figure.Measure{m}, slices.Min(years), slices.Max(years))...)
		}
		for _, note := range notes {
			out = append(out, e.ID+", "+note)
		}
	}
	return out
}

func (w *work) rankedBreaks(codes []ally.Code, totals []Total) []string {
	sums := format.EachOf(totals, func(t *Total) ally.Code { return t.Code })
	first, last := min(w.Base, w.Year-1), max(w.Base, w.Year)
	explained := format.Each(sums, func(c ally.Code) string { // what is known of just these sums
		text, known := w.ds.Explained(w.Edition.ID, c, w.Measure, w.Year)
		return format.Whenf(known && w.table.At(c, w.Year).Known(), "%s %d: %s", w.ds.Allies().Name(c), w.Year, text)
	})
	breaks := w.breakNotes(append(codes, sums...), []figure.Measure{w.Measure}, first, last)
	return slices.Concat(breaks, w.joinedNotes(sums), explained)
}

func (w *work) namedNotes(a *Answer, codes []ally.Code) []string {
	return slices.Concat(w.notes(), a.splitNotesOf(codes), w.footnotes(codes), w.breakNotes(codes, figure.InOrder(), min(w.First, w.Base), w.Last))
}
