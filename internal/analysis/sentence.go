package analysis

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// sentence states in one line what the answer shows. It covers all rows, listed or not, since a
// filter changes the list but not the facts.
func sentence(a *Answer) string {
	l, moved := a.Level.In(a.Year), moves(a)
	s := "In " + format.Year(a.Year, a.Estimated) + ", "
	if moved != "" {
		s = moved + "; " + format.Lower(s)
	}
	switch {
	case !a.Judged && moved != "":
		s = a.Spec().Name() + ": " + format.Lower(moved)
	case !a.Judged:
		s += format.Lower(a.Spec().Name())
	case !a.Verdicts():
		s += format.Stands(target.NotMeasurable, l) + " from published figures"
	default:
		who, on := "allies with forces", ofWhat(a.Measure)
		if a.w.group != nil { // a title such as "Eastern flank" cannot follow a number
			who, on = "with forces", on+" ("+a.Scope+")"
		}
		var split noteGroups
		for _, r := range a.Shortfall.Beside {
			split.add(r.Name, r.Money.basisWords())
		}
		s += a.Count.Words() + " " + who + " " + reach(l, a.Count.Meets, !a.Estimated) + on + format.Later(l) + notInMoney(split)
	}
	most, least := extremes(a)
	if moved == "" && most != nil && most != least {
		top, low := superlatives(a)
		s += fmt.Sprintf(": %s %s (%s), %s %s (%s)", most.Name, top, format.Number(most.Printed), least.Name, low, format.Number(least.Printed))
	}
	unpublished := format.Each(a.now.missing, func(i int32) string {
		return format.When(a.w.counted(a.ally(i), a.Year), a.ally(i).Name)
	})
	s += falls(a) + format.Whenf(a.Count.KnifeEdge > 0, "; %d knife-edge", a.Count.KnifeEdge) +
		format.After("; no figure held for ", namesOrCount(unpublished)) + pinned(a) + a.sumWords() + a.w.listedNames(a) + "."
	if order := a.w.ordered(a); order != "" {
		return format.Capital(order) + "; " + format.Lower(s)
	}
	return s
}

// movement returns the changes that the rows are ordered by, and the words for their span; zero
// values if the rows are in another order.
func (a *Answer) movement() (rise Rise, when string) {
	switch a.Query.Sort {
	case query.BySince:
		return a.RiseFrom(a.Base), format.Capital(format.Since(a.Base, a.Year))
	case query.ByChange:
		return a.RiseFrom(a.Year - 1), fmt.Sprintf("On %d", a.Year-1)
	default:
		return Rise{}, ""
	}
}

// moves names the allies that moved most and least, if the rows are ordered by change.
func moves(a *Answer) string {
	rise, when := a.movement()
	if rise.Both < 2 {
		return ""
	}
	say := func(m Mover) string {
		return fmt.Sprintf("%s %s (%s %s)", m.Name, format.Moving(m.How, rise.From, a.Year), format.Signed(m.By), a.Spec().ChangeUnit())
	}
	return when + " " + say(rise.Most) + ", " + say(rise.Least)
}

// reach returns verb and level for n allies, in the past tense if before, such as "was at 3.5 %".
func reach(l target.Level, n int, before bool) string {
	return format.Verb(l, n, before) + " " + format.Percent(l.Value)
}

// ofWhat names the measure of the level, " on equipment", unless it is the share of GDP.
func ofWhat(m figure.Measure) string {
	return format.When(m != figure.ShareGDP, " on "+m.Spec().Word)
}

// superlatives returns the words for the greatest and the least figure.
func superlatives(a *Answer) (most, least string) {
	switch m := a.Measure; {
	case m != figure.ShareGDP && m != figure.USDCurrent && m != figure.USDConstant && m != figure.DefPerCapita:
		return "highest", "lowest"
	case a.Estimated:
		return "spends most", "least"
	default:
		return "spent most", "least"
	}
}

// extremes returns the rows with the greatest and the least figure in scope, of equal ones the
// first by code, or nil if figures are not comparable.
func extremes(a *Answer) (most, least *Row) {
	return a.extremesOf(func(x *ally.Ally) bool { return a.w.counted(x, a.w.Year) })
}

func (a *Answer) extremesOf(match func(*ally.Ally) bool) (most, least *Row) {
	top, low, places := -1, -1, a.now.places
	for i, x := range a.w.ds.Allies().All() {
		if places[i].Rank == 0 || !match(x) {
			continue
		}
		if top < 0 || places[i].Rank < places[top].Rank {
			top = i
		}
		if low < 0 || places[i].Rank > places[low].Rank {
			low = i
		}
	}
	if top < 0 {
		return nil, nil
	}
	return a.row(int32(top)), a.row(int32(low))
}

// falls states, for a rate of change, how many allies in scope fell, and names them if few.
func falls(a *Answer) string {
	if a.Spec().Kind != figure.Change {
		return ""
	}
	ranked, names := 0, []string(nil)
	for i, x := range a.w.ds.Allies().All() {
		if a.now.places[i].Rank > 0 && a.w.counted(x, a.w.Year) {
			if ranked++; a.now.figures[i].Printed.Negative() {
				names = append(names, x.Name)
			}
		}
	}
	n := len(names)
	return format.Whenf(ranked > 0, "; %s fell", format.Of(n, ranked)) + format.When(n > 0 && n <= maxListed, ": "+format.List(names))
}

// namesOrCount returns one or two names, or the number of more; "" for none.
func namesOrCount(names []string) string {
	if len(names) > 2 {
		return strconv.Itoa(len(names))
	}
	return format.List(names)
}

// pinned states the figures and places of up to maxNamed pinned allies, or how many meet the level.
func pinned(a *Answer) string {
	if all := a.Query.Pins.Len(); all > maxNamed && a.Verdicts() {
		c := a.countOf(a.chosen)
		meet := reach(a.Level.In(a.Year), c.Meets, !a.Estimated)
		switch {
		case c.WithForces == 0:
			return "; " + a.Chosen(0)
		case c.Meets == all:
			return fmt.Sprintf("; all %d chosen %s", all, meet)
		default:
			return fmt.Sprintf("; %d %s %s", c.Meets, a.Chosen(c.WithForces), meet)
		}
	}
	return format.After("; ", strings.Join(format.Each(a.pinned(a.now.order), func(r *Row) string {
		words := r.Verdict.Words()
		switch {
		case r.Verdict == target.NotMember:
		case r.Known():
			words = format.Number(r.Printed) + format.Whenf(!a.Spec().Comparable, " %s m", a.CurrencyOf(r.Code, a.Year))
		case r.Verdict == target.NotMeasurable: // no level applies to the measure
			words = target.NoData.Words()
		}
		place := format.Ordinal(r.Rank)
		if a.Query.Group != "" {
			place = a.Place(r)
		}
		return r.Name + " " + words + format.When(r.Rank != 0, " ("+place+")")
	}), ", "))
}

// pinned returns the pinned rows among those with the given Index; nil if more than maxNamed.
func (l *roll) pinned(among []int32) []*Row {
	var out []*Row
	for _, x := range l.w.ds.Allies().Known(l.w.Query.Pins.Codes()) {
		if i := int32(x.Index); slices.Contains(among, i) {
			out = append(out, l.row(i))
		}
	}
	if len(out) > maxNamed {
		return nil
	}
	return out
}

// maxNamed is the number of pinned allies up to which a sentence names them.
const maxNamed = 3

// Describe puts one figure of an answer into words: "Norway 2016: 1.68 % of GDP, 0.32 pp below
// 2 %". It is empty if the ally is not listed or the year is outside First–Last.
func Describe(a *Answer, code string, year int) string {
	r, ok := a.Row(ally.Code(code))
	y := figure.Year(year)
	if !ok || y < a.First || y > a.Last {
		return ""
	}
	x, s := r.At(y), fmt.Sprintf("%s %d: ", r.Name, y)
	switch {
	case x.Known():
	case !r.Ally.HasForces() && x.Verdict != target.NotMember:
		return s + target.NoForces.Words()
	case x.Verdict == target.NoData || x.Verdict == target.NotMeasurable:
		return s + "n/a, no figure held"
	default:
		return s + x.Verdict.Words()
	}
	return s + format.Figure(x.Figure) + " " + a.UnitOf(r.Code, y) +
		format.When(x.Verdict == target.NotMember || x.Verdict.Counted(), ", "+format.Standing(x.Verdict, x.Edge, x.Gap.Value, a.Level.In(y)))
}

// citation names the source, the edition, the table and the definition.
func citation(h *Header) string {
	e := h.Edition
	if e.Source == dataset.Series {
		return fmt.Sprintf("%s, an imported series (%s); %s; %s. Not NATO's figures, and never joined with them.",
			e.Credit, e.ID, h.Unit, e.Definition)
	}
	if e.Source == dataset.SIPRI {
		what := "SIPRI Military Expenditure Database 1949–2025 (v1.2, April 2026)"
		if e.Own {
			what = fmt.Sprintf("%s, published %s (edition %s, imported)", e.Title, e.Published, e.ID)
		}
		return what + ", share of GDP, rounded here to two decimals; SIPRI's own definition, not NATO's."
	}
	return fmt.Sprintf("%s; table: %s, %s; %s.", publication(e), h.Measure.Spec().ID, h.Unit, e.Definition)
}

// byNATO begins the citation of NATO's publications.
const byNATO = "NATO, "

// publication cites an edition. It credits NATO unless the edition is the reader's own tables.
func publication(e *dataset.Edition) string {
	title, _, _ := strings.Cut(e.Title, ", PR") // drops the number of the press release
	by := byNATO + title
	if e.Own && strings.HasPrefix(e.Title, dataset.OwnTables) {
		by = e.Title
	}
	return fmt.Sprintf("%s, published %s (edition %s)", by, e.Published, cited(e))
}

// cited returns an edition's ID for a citation, marked if the reader imported the edition.
func cited(e *dataset.Edition) string {
	return e.ID + format.When(e.Own, ", imported")
}

// ownNote is the note on a draft, which is not one of NATO's editions; "" for other editions.
func ownNote(e *dataset.Edition) string {
	return format.When(e.Draft(), e.ID+" was imported as your own edition: it is not one of NATO's and revises none of them")
}
