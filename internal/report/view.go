package report

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
)

// For lays out what a view shows of an answer: the document that the view's own
// command writes. Views that show the ranking's figures in another form give the
// ranking.
func For(ds *dataset.Dataset, a *analysis.Answer, _ ally.Code) (*Document, error) {
	return Rank(a), nil
}
