// Package views lists the views. From this list come the explorer's tabs, digits and help,
// the words that ask for a view, its command, its exports, links, decks and pictures.
//
// It knows what views there are, and neither what they show nor how.
package views

//go:generate go test -run ^TestThePicturesOfTheDocuments$ -update .

import (
	"cmp"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/view"
	"allyscope/internal/view/balance"
	"allyscope/internal/view/claims"
	"allyscope/internal/view/compare"
	"allyscope/internal/view/heat"
	"allyscope/internal/view/multiples"
	"allyscope/internal/view/path"
	"allyscope/internal/view/ranking"
	"allyscope/internal/view/sheet"
	"allyscope/internal/view/trend"
)

// All are the views, in the order of their tabs.
func All() []view.Spec {
	return []view.Spec{
		ranking.Spec(),
		trend.Spec(),
		compare.Spec(),
		multiples.Spec(),
		heat.Spec(),
		balance.Spec(),
		path.Spec(),
		claims.Spec(),
		sheet.Spec(),
	}
}

// Tabs are the views that have a tab and a digit, in their order.
func Tabs() []view.Spec {
	return slices.DeleteFunc(All(), func(s view.Spec) bool { return s.Tabless })
}

// Find is the view with an identifier.
func Find(id query.View) view.Spec {
	all := All()
	return all[slices.IndexFunc(all, func(s view.Spec) bool { return s.ID == id })]
}

// Show answers a question in the view that its query names, about the ally Focus gives.
func Show(ds *dataset.Dataset, a *analysis.Answer) (view.Shown, error) {
	return Find(a.Query.View).Ask(ds, a, Focus(a))
}

// Focus is the ally a question is about: the one it names, else the first pinned, of
// those listed, else the first listed. Where a filter lists nobody it is who is named;
// empty where nobody is.
func Focus(a *analysis.Answer) ally.Code {
	named := append([]ally.Code{a.Query.Focus}, a.Query.Pins.Codes()...)
	for _, c := range named {
		if _, listed := a.Find(c); listed {
			return c
		}
	}
	if a.Len() > 0 {
		return a.CodeAt(0)
	}
	return cmp.Or(named...)
}
