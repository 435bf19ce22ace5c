package analysis

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// breaks returns the breaks in the edition's series, oldest first; SIPRI's series have none.
func (w *work) breaks(c ally.Code, m figure.Measure) []dataset.Break {
	list, _ := w.ds.Breaks(w.Edition.ID, m, c) // data check reports errors in the table
	return list
}

// Breaks lists the years from which a series counts something else than before.
type Breaks []int

// Crosses reports whether a change between two years, in either order, crosses a break.
func (b Breaks) Crosses(from, to figure.Year) bool {
	return slices.ContainsFunc(b, func(y int) bool { return y > int(min(from, to)) && y <= int(max(from, to)) })
}

// breakYears returns the years of all breaks in a series: those the edition states and, for a
// sum or a group, the years in which its membership changed.
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

// breakWithin returns the latest break that a change between two years, in either order, crosses.
func (w *work) breakWithin(c ally.Code, m figure.Measure, from, to figure.Year) (last dataset.Break, found bool) {
	for _, b := range w.breaks(c, m) {
		if b.Year > min(from, to) && b.Year <= max(from, to) {
			last, found = b, true
		}
	}
	return last, found
}

func breakWords(b dataset.Break) string { return fmt.Sprintf("from %d on, %s", b.Year, b.Words) }

// across describes the break that the changes since the previous year and the base year cross
// or, for a group, how its membership changed in between. It is empty if they cross none.
func (w *work) across(c ally.Code, m figure.Measure) string {
	first, last := min(w.Base, w.Year-1), max(w.Base, w.Year)
	if g := w.groupOf(c); g != nil {
		return w.otherMembers(g, slices.DeleteFunc(w.groupBreaks(g), func(y int) bool { return y <= int(first) || y > int(last) }))
	}
	b, found := w.breakWithin(c, m, first, last)
	return format.When(found, breakWords(b))
}

// breakNotes lists the breaks between two years, each once with all allies it affects.
func (w *work) breakNotes(codes []ally.Code, measures []figure.Measure, from, to figure.Year) []string {
	var all noteGroups
	for _, c := range codes {
		for _, m := range measures {
			if b, found := w.breakWithin(c, m, from, to); found {
				all.add(w.ds.Allies().Name(c), breakWords(b)+": a change across that year is not due to spending alone")
			}
		}
	}
	return all.words("break in the series (┊) of ")
}

// noteGroups holds texts, each once with the names of all allies it applies to.
type noteGroups []noteGroup

type noteGroup struct {
	text  string
	names []string
}

func (all *noteGroups) add(name, text string) {
	i := slices.IndexFunc(*all, func(x noteGroup) bool { return x.text == text })
	if i < 0 {
		i = len(*all)
		*all = append(*all, noteGroup{text: text})
	}
	if x := &(*all)[i]; !slices.Contains(x.names, name) {
		x.names = append(x.names, name)
	}
}

func (all *noteGroups) words(prefix string) []string {
	return format.EachOf(*all, func(x *noteGroup) string { return prefix + format.List(x.names) + ": " + x.text })
}

// Redefined returns a note for each edition whose definition of defence expenditure differs from
// the one before it, which for the first need not be in the list. A draft gets none unless it is first.
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

// footnotes returns the edition's footnotes on figures of some years, by default the query's.
func (w *work) footnotes(codes []ally.Code, years ...figure.Year) []string {
	if len(years) == 0 {
		years = []figure.Year{w.Year}
	}
	about := func(level string) bool { // a footnote on a level, in %, applies unless another level judges
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

// vintageNotes collects, for some editions, NATO's footnotes, the breaks between the years and
// the changes of definition. Without codes it covers all allies, or those of the group.
func vintageNotes(
	ds *dataset.Dataset, editions []*dataset.Edition, codes []ally.Code, group string, m figure.Measure, years ...figure.Year,
) []string {
	out := Redefined(editions)
	g, grouped := ds.Allies().Group(group)
	excluded := func(c ally.Code) bool {
		return c.Aggregate() || grouped && !slices.ContainsFunc(years, func(y figure.Year) bool { return g.Has(c, int(y)) })
	}
	for _, e := range editions {
		w, noted := &work{ds: ds, Header: Header{Edition: e, Measure: m}}, codes
		if len(codes) == 0 {
			noted = slices.DeleteFunc(slices.Concat(ds.Footnoted(e.ID, m), ds.Broken(e.ID, m)), excluded)
			slices.Sort(noted)
			noted = slices.Compact(noted)
		}
		notes := w.footnotes(noted, years...)
		if len(years) > 1 {
			notes = append(notes, w.breakNotes(noted, []figure.Measure{m}, slices.Min(years), slices.Max(years))...)
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
	explained := format.Each(sums, func(c ally.Code) string { // known issues of exactly these totals
		text, known := w.ds.Explained(w.Edition.ID, c, w.Measure, w.Year)
		return format.Whenf(known && w.table.At(c, w.Year).Known(), "%s %d: %s", w.ds.Allies().Name(c), w.Year, text)
	})
	breaks := w.breakNotes(append(codes, sums...), []figure.Measure{w.Measure}, first, last)
	return slices.Concat(breaks, w.joinedNotes(sums), explained)
}

func (w *work) namedNotes(a *Answer, codes []ally.Code) []string {
	return slices.Concat(w.notes(), a.splitNotesOf(codes), w.footnotes(codes), w.breakNotes(codes, figure.InOrder(), min(w.First, w.Base), w.Last))
}
