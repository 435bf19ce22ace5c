package views

import (
	"cmp"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/view"
)

const (
	pictureWidth = 104 // where none is asked for: its letters can be read on a page
	pictureLines = 4   // that sentence and source may take each
)

// Picture draws the view that a query asks for by itself, with its title, edition, sentence,
// source and command, so that it can be handed on. Width and height are in cells; 0 is a size
// that suits the view.
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
	if list, ok := x.(view.List); ok { // nobody reads at a line of it
		body, right, s.Focus = len(list.Lines(-1))+1, 1, ""
	}
	p := &document.Picture{Title: title, Sentence: view.Sentence(x, s)}
	said := cell.Wrap(p.Sentence, width-2, pictureLines)
	source := cell.Wrap("Source: "+x.Document().Citation, width-2, pictureLines)
	frame := 2 + 1 + len(said) + len(source) + 1 // head, a blank, foot, the command
	if height > 0 {
		body = max(0, height-frame)
	}
	g := cell.New(width, body+frame)
	p.Cells = g
	drawHead(g, p.Title, a.Edition.Name())
	x.Draw(g.Window(0, 2, width-right, body), s)
	y := view.Lines(g, 1, 2+body+1, said, cell.Strong)
	y = view.Lines(g, 1, y, source, cell.Faint)
	g.Text(1, y, cell.Cut("allyscope "+q.String(), width-2), cell.Faint)
	return p, nil
}

func drawHead(g *cell.Grid, title, edition string) {
	g.Text(1, 0, cell.Cut(title, g.Width()-2), cell.Heading)
	if 1+cell.Width(title)+2+cell.Width(edition) < g.Width() {
		g.Right(g.Width()-1, 0, edition, cell.Plain)
	}
	g.Fill(0, 1, g.Width(), '─', cell.Axis)
}
