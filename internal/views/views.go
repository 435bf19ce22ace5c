// Package views lists the views. The explorer's tabs, digits and help, the words and commands
// for views, exports, links, decks and pictures all derive from this list.
//
// It knows which views exist, but not what they show.
package views

//go:generate go test -run ^TestThePicturesOfTheDocuments$ -update .

import (
	"cmp"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/format"
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

// All returns the views in the order of their tabs.
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

// Tabs returns the views that have a tab and a digit, in the same order.
func Tabs() []view.Spec {
	return slices.DeleteFunc(All(), func(s view.Spec) bool { return s.Tabless })
}

// Find returns the view with an ID, which must be listed.
func Find(id query.View) view.Spec {
	all := All()
	return all[slices.IndexFunc(all, func(s view.Spec) bool { return s.ID == id })]
}

// Show answers a query in the view that it names, for the ally that Focus returns.
func Show(ds *dataset.Dataset, a *analysis.Answer) (view.Shown, error) {
	return Find(a.Query.View).Ask(ds, a, Focus(a))
}

// Focus returns the ally to focus: the one the query names, else the first pin, if listed, else
// the first ally listed. If no ally is listed, it returns the named one even so, or empty.
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

const (
	pictureWidth = 104 // the default width, which is legible on a page
	pictureLines = 4   // the most lines of the sentence, and of the source
)

// Picture draws the view that a query names as a picture that can be handed on: with title,
// edition, sentence, source and command. Width and height are in cells; 0 is a default that
// suits the view.
func Picture(ds *dataset.Dataset, q query.Query, width, height int) (*document.Picture, error) {
	a, err := analysis.RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	x, err := Show(ds, a)
	if err != nil {
		return nil, err
	}
	width = cmp.Or(max(0, width), pictureWidth)
	spec, title := Find(a.Query.View), a.Spec().Name()+", "+format.Year(a.Year, a.Estimated)
	if spec.ID != query.Ranking {
		title = spec.Title + ": " + title
	}
	s := view.State{Focus: Focus(a), Order: a.Codes(), OrderYear: a.Year, Ink: chart.Vectors, HandedOn: true}
	body, right := spec.Lines, 0
	if list, ok := x.(view.List); ok { // a picture of a list has no focus
		body, right, s.Focus = len(list.Lines(-1))+1, 1, ""
	}
	p := &document.Picture{Title: title, Sentence: view.Sentence(x, s)}
	said := cell.Wrap(p.Sentence, width-2, pictureLines)
	source := cell.Wrap("Source: "+x.Document().Citation, width-2, pictureLines)
	frame := 2 + 1 + len(said) + len(source) + 1 // head, blank line, foot, command
	if height > 0 {
		body = max(0, height-frame)
	}
	g := cell.New(width, body+frame)
	p.Cells = g
	edition := a.Edition.Name()
	g.Text(1, 0, cell.Cut(p.Title, width-2), cell.Heading)
	if 1+cell.Width(p.Title)+2+cell.Width(edition) < width {
		g.Right(width-1, 0, edition, cell.Plain)
	}
	g.Fill(0, 1, width, '─', cell.Axis)
	x.Draw(g.Window(0, 2, width-right, body), s)
	y := view.Lines(g, 1, 2+body+1, said, cell.Strong)
	y = view.Lines(g, 1, y, source, cell.Faint)
	g.Text(1, y, cell.Cut("allyscope "+q.String(), width-2), cell.Faint)
	return p, nil
}
