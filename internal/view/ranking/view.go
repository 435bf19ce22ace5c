package ranking

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/view"
)

// Spec is the view that lists the allies, the levels as rules where they cut.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Ranking, Title: "Ranking", Help: "who stands where, and who meets the target",
		Ask: func(_ *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			return &list{answer: ranking, items: itemsOf(ranking)}, nil
		},
	}
}

// list is a ranking as it is shown.
type list struct {
	answer *analysis.Answer
	items  items
}

var _ view.List = (*list)(nil)

// Header is the ranking's.
func (l *list) Header() *analysis.Header { return &l.answer.Header }

// Draw draws heads and lines from the offset on.
func (l *list) Draw(g *cell.Grid, s view.State) {
	p := newPlan(l.answer, g.Width())
	body := g
	if !s.Bare {
		p.head(g, 0)
		body = g.Window(0, 1, g.Width(), g.Height()-1)
	}
	p.draw(body, l.items.fitting(body.Height()), s.Offset, s.Focus)
}

// Lines are the allies on the lines of a list of h lines; a rule or a sum has
// none.
func (l *list) Lines(h int) []ally.Code {
	items := l.items
	if h >= 0 {
		items = items.fitting(h)
	}
	out := make([]ally.Code, items.len())
	codes := l.answer.Codes()
	for i := range out {
		if row, _ := items.at(i); row >= 0 {
			out[i] = codes[row]
		}
	}
	return out
}
