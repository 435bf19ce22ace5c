// Package sheet shows all that one edition says of one ally in one year: how it
// stands, its fifteen figures, the gap in points and money, its course, what it
// spends on, its pledges, what other editions printed, and its neighbours. Its
// documents may be of several allies.
//
// It makes no number: everything comes from package analysis. Nothing of it
// scrolls: where there is little room, what is asked first stays.
package sheet

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// Spec is the view that shows all there is of one ally.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Sheet, Title: "Sheet", Help: "everything known about the ally", Tabless: true, Lines: 38, OneYear: true, Focused: true,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, focus ally.Code) (view.Shown, error) {
			if focus == "" {
				none := *ranking
				none.Sentence = "No ally is chosen."
				return sheets{&analysis.Profile{Answer: none}}, nil
			}
			q := ranking.Query
			q.Pins = query.List(focus)
			return Of(ds, q)
		},
	}
}

// Of shows all that there is of the allies a question names. Of several the first
// is drawn, and all are in the document. The error wraps analysis.ErrAllies where
// none is named, or too many.
func Of(ds *dataset.Dataset, q query.Query) (view.Shown, error) {
	return view.Lay(func(p *analysis.Profile) view.Shown { return sheets{p} })(analysis.ProfileFor(ds, q))
}

type sheets struct{ *analysis.Profile }

func (v sheets) Describe(h cell.Hit) string {
	if len(v.Sheets) == 0 {
		return ""
	}
	s := v.Sheets[0]
	if h.Item > 0 {
		l := s.Line(figure.Measure(h.Item - 1))
		value := "not in this edition"
		if l.Held {
			value = format.Figure(l.Figure)
		}
		return fmt.Sprintf("%s, %s: %s", l.Measure.Spec().Title, unitWords(l), value)
	}
	if r := s.Row.At(figure.Year(h.Year)); r.Known() {
		return fmt.Sprintf("%s %d: %s %s", s.Ally.Name, h.Year, format.Figure(r.Figure), s.UnitOf(s.Row.Code, figure.Year(h.Year)))
	}
	return ""
}

const (
	twoColumns = 110 // the width from which a sheet has two columns
	yearsFrom  = 36  // the height from which it has the figures of all years
)

func (v sheets) Draw(g *cell.Grid, state view.State) {
	w, h := g.Width(), g.Height()
	switch {
	case w == 0 || h == 0:
		return
	case len(v.Sheets) == 0:
		g.Text(0, 0, cell.Cut("no ally is chosen", w), cell.Notice)
		return
	case w < 24 || h < 4:
		view.Lines(g, 0, 0, cell.Wrap(v.Sheets[0].Headline, w, h), cell.Plain)
		return
	}
	p := page{v.Sheets[0], state.Ink}
	top, trend := 0, block{}
	if !state.Aside {
		p.head(g.Window(1, 0, w-2, 2))
		top, trend = 2+view.Room(h >= 24, 1), p.trend(7)
	}
	if state.Aside || w < twoColumns {
		stack(g.Window(1, top, w-2, h-top), p.measures(), p.gap(), trend, p.spending(), p.pledges(), p.editions(w-2), p.peers(w-2))
		return
	}
	left := (w - 5) / 2
	right := w - left - 5
	years := p.years(left)
	years.most = view.Room(h >= yearsFrom, years.most)
	stack(g.Window(1, top, left, h-top), p.measures(), p.spending(), years, p.peers(left), p.editions(left))
	const around = 13 // the gap, all pledges, and a blank between two
	stack(g.Window(left+4, top, right, h-top), p.gap(), p.trend(max(7, min(h-top-around, 26))), p.pledges())
}

// The blocks of a sheet, in the order in which they are given room.
const (
	measuresRank = iota
	gapRank
	spendingRank
	pledgesRank
	editionsRank
	trendRank
	peersRank
	yearsRank
)

// block is a part of the sheet: rank is how soon it is given room; it takes least
// to most lines, and none where most is 0; lines is how many it is given.
type block struct {
	rank, least, most int
	draw              func(g *cell.Grid)
	lines             int
}

// stack gives blocks their lines by rank and draws them in their order.
func stack(g *cell.Grid, blocks ...block) {
	air := view.Room(g.Height() >= 20, 1)
	byRank, left := slices.DeleteFunc(table.Pointers(blocks), func(b *block) bool { return b.most == 0 }), g.Height()+air
	slices.SortFunc(byRank, func(a, b *block) int { return a.rank - b.rank })
	for _, b := range byRank {
		if left >= b.least+air {
			b.lines = b.least
			left -= b.least + air
		}
	}
	for _, b := range byRank {
		if b.lines > 0 {
			more := max(0, min(left, b.most-b.least))
			b.lines += more
			left -= more
		}
	}
	y := 0
	for _, b := range blocks {
		if b.lines > 0 {
			b.draw(g.Window(0, y, g.Width(), b.lines))
			y += b.lines + air
		}
	}
}
