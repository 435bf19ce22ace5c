// Package sheet shows everything that one edition says about one ally in one year: its standing, its
// fifteen figures, the gap in points and money, its course, what it spends on, its pledges, what
// other editions printed, and its neighbours. A document may cover several allies.
//
// It computes no figures: everything comes from package analysis. A sheet does not scroll; if there
// is little room, the less important blocks are left out.
package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// Spec returns the view of everything about one ally.
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

// Of returns the sheets of the allies that a query pins. Draw draws the first, and Document has all
// of them. The error wraps analysis.ErrAllies if no ally is pinned, or too many.
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
		value := cmp.Or(format.When(!l.Held, "not in this edition"), format.Figure(l.Figure))
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
	const around = 13 // the lines of the gap, all pledges, and blanks
	stack(g.Window(left+4, top, right, h-top), p.gap(), p.trend(max(7, min(h-top-around, 26))), p.pledges())
}

// The ranks of the blocks: a block of a lower rank is given room first.
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

// block is a part of the sheet that takes least to most lines; it is left out if most is 0. stack
// sets lines, its actual height.
type block struct {
	rank, least, most int
	draw              func(g *cell.Grid)
	lines             int
}

// stack assigns lines to blocks by rank, and draws the blocks below each other in the given order.
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

func (v sheets) Document() *document.Document {
	p, named := v.Profile, v.Named()
	d := document.Of(&p.Answer)
	d.Title = document.InYear(format.List(format.Each(named, func(r *analysis.Row) string { return r.Name })), v.Head())
	if len(p.Sheets) == 1 {
		s := p.Sheets[0]
		d.Title = document.InYear(fmt.Sprintf("%s (%s), ally since %d", s.Ally.Name, s.Ally.Code, s.Ally.Since()), v.Head())
		if v.Judged {
			d.Result = table.VerdictOrWhy(s.Row.Verdict, s.Row.Edge, v.Level.In(v.Year)).Said
		}
	}
	rows := document.Allies(&p.Answer, named)
	rows.Title = v.Spec().Name()
	var lines []*analysis.SheetLine
	var parts []analysis.YearParts
	for _, s := range v.Sheets {
		held := slices.DeleteFunc(table.Pointers(s.Lines), func(l *analysis.SheetLine) bool { return !l.Held })
		lines, parts = append(lines, held...), append(parts, s.Parts...)
	}
	byYear := document.YearsOf(format.Each(named, (*analysis.Row).Itself)...)
	years := document.Years(v.Head(), v.Spec().Name(), table.Head{}, byYear)
	d.Tables = []table.Table{document.Measures(v.Head(), lines), rows, years, document.Parts(v.Head(), parts)}
	if len(p.Sheets) == 1 {
		name := slices.IndexFunc(years.Columns, func(h table.Head) bool { return h.ID == "name" })
		years.Columns[name].On = table.OnData | table.OnPlain // the title names the ally
		d.Tables = append(d.Tables, pledges(p.Sheets[0]), document.Peers(p.Sheets[0], false))
	}
	switch editions, err := p.Vintages(); {
	case err != nil:
		d.Notes = append(d.Notes, "what each edition printed is not available: "+err.Error())
	case editions != nil:
		d.Tables = append(d.Tables, listing.Vintages(editions, strconv.Itoa(int(v.Year))+" as each edition printed it"))
	}
	d.Remarks, d.Chart = document.GapsBasis(&p.Answer, named), plot.CoursePicture(&p.Answer, named)
	return d
}

func pledges(s *analysis.Sheet) table.Table {
	type row = *analysis.SheetPledge
	return table.Of("pledges", "Pledges, in "+strconv.Itoa(int(s.Year)), slices.Concat(
		table.Data("id", "Pledge", func(p row) table.Cell { return table.Word(p.Pledge.ID) }),
		table.Texts("label", "pledge", "Label", func(p row) table.Cell { return table.Name(p.Pledge.Label) }).Leading(),
		table.Data("level", "Level", func(p row) table.Cell { return table.Number(p.Pledge.Level) }).InUnit("", "%"),
		table.Texts("in_force", "in force", "", func(p row) table.Cell {
			// If no document says whether the pledge is still in force, machines get no value, and
			// people get what is known.
			unknown := !p.InForce && p.Pledge.Open && p.Pledge.AgreedIn() <= int(s.Year)
			return table.Flag(p.InForce).Where(!unknown, p.Pledge.Unrestated())
		}).NotInPlain(),
		table.Verdicts(table.Everywhere, table.VerdictOrWhy,
			func(p row) (target.Verdict, bool, target.Level) { return p.Verdict, p.Edge, p.Pledge.In(s.Year) }),
		table.Numbers("gap_pp", "gap", "", func(p row) table.Cell {
			return table.Difference(p.Gap, format.NotPublished).As(format.Role(p.Verdict, p.Edge)).Telling("%s pp").Where(p.Verdict.Counted(), format.NotMeasured)
		}).InUnit("pp", "pp"),
	), table.Pointers(s.Pledges))
}
