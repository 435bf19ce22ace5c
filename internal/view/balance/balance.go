// Package balance draws the share of GDP against the share of it that goes into
// equipment: every ally a labelled point, the two levels as lines, NATO's four
// quadrants with their counts, and the way the focused ally came.
//
// It makes no number: places, quadrants and counts come from package analysis. It
// does not know keys, terminals or the split of the screen. Where there is no
// room for a picture the quadrants are lists of codes.
package balance

import (
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/view"
)

// Spec is the view of two shares at once.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Balance, Title: "Balance", Help: "share of GDP by share for equipment", Lines: 28,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			b, err := analysis.BalanceFor(ds, ranking.Query)
			if err != nil {
				return nil, err
			}
			return balance{b}, nil
		},
	}
}

// balance is an answer as it is shown.
type balance struct{ *analysis.Balance }

// Header is the question, whose figures, and how many stand where.
func (b balance) Header() *analysis.Header { return &b.Balance.Header }

// Move leaves the order to the ranking: points have none.
func (b balance) Move(s view.State, _, _ int) (view.State, bool) { return s, false }

// Describe is an ally's place in a year, in words.
func (b balance) Describe(h cell.Hit) string {
	p, ok := b.Point(ally.Code(h.Code))
	if !ok {
		return ""
	}
	s := p.BalanceStep
	if i := int(figure.Year(h.Year) - b.First); i >= 0 && i < len(p.Trail) {
		s = p.Trail[i]
	}
	return fmt.Sprintf("%s %d: %s %% of GDP, %s %% on equipment", p.Ally.Name, s.Year, s.Share.Figure, s.Equipment.Figure)
}

// The sizes from which there is a picture, and the ally's years beside it.
const (
	pictureWidth  = 50
	pictureHeight = 12
	sideFrom      = 100
	sideWidth     = 28
)

// Draw draws counts, picture, and what is short of words in it.
func (b balance) Draw(g *cell.Grid, s view.State) {
	w, h := g.Width(), g.Height()
	if len(b.Points) == 0 {
		g.Text(min(1, w/20), 0, cell.Cut("no ally is listed", w), cell.Notice)
		return
	}
	if w < pictureWidth || h < pictureHeight {
		b.lists(g, s.Focus)
		return
	}
	b.counts(g)
	width := w
	if w >= sideFrom {
		width -= sideWidth + 2
		if p, ok := b.Point(s.Focus); ok {
			b.years(g.Window(w-sideWidth, 1, sideWidth, h-2), p)
		}
	}
	picture, unlabelled := b.scatter(s).Draw(width, h-2)
	g.Draw(0, 1, picture)
	x := g.Text(1, h-1, "→ % of GDP  ↑ equipment, % of defence expenditure", cell.Faint)
	if text := b.absent(unlabelled); text != "" {
		g.Text(x+2, h-1, cell.Cut(text, w-x-3), cell.Faint)
	}
}
