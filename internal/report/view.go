package report

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/views"
)

// For lays out what a view shows of an answer: the document that the view's own
// command writes. Views that show the ranking's figures in another form give the
// ranking; a sheet is of the focused ally.
func For(ds *dataset.Dataset, a *analysis.Answer, focus ally.Code) (*document.Document, error) {
	q := a.Query
	switch q.View {
	case query.Sheet, query.Compare:
		if q.View == query.Sheet || q.Pins == "" {
			q.Pins = query.List(focus)
		}
		p, err := analysis.ProfileFor(ds, q)
		if err != nil {
			return nil, err
		}
		if q.View == query.Sheet {
			return Show(p), nil
		}
		return Compare(p), nil
	default:
		ranking := *a
		ranking.Query.View = query.Ranking
		x, err := views.Show(ds, &ranking)
		if err != nil {
			return nil, err
		}
		return x.Document(), nil
	}
}
