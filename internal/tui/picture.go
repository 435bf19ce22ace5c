package tui

import (
	"fmt"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/tui/onview"
	"allyscope/internal/tui/view"
	"allyscope/internal/views"
)

// Picture is a view drawn by itself, without a terminal and without the
// explorer around it: what it shows, whose figures, its sentence and its source
// stand with it, so that it can be handed on.
type Picture struct {
	Cells *cell.Grid
	// Title names what is shown, and Sentence says what can be seen.
	Title, Sentence string
}

// pictureWidth is the width of a picture where none is asked for: its letters can
// still be read when it is as wide as a page.
const pictureWidth = 104

// pictureBody is how many lines a view takes where no height is asked for: a
// chart stays wider than high, a list has a line for every ally.
func pictureBody(v query.View) int {
	if spec, ok := views.Find(v); ok {
		return spec.Lines
	}
	return 38
}

// PictureOf draws the view that a query asks for: any that the explorer has, so
// that a view that is new there is new here. Width and height are in cells; 0 is a
// size that suits the view.
func PictureOf(ds *dataset.Dataset, q query.Query, width, height int) (*Picture, error) {
	a, err := analysis.RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	if width <= 0 {
		width = pictureWidth
	}
	s := view.Scene{Data: ds, Answer: a, Focus: views.Focus(a)}
	v := newView(a.Query.View)
	if v == nil {
		return nil, fmt.Errorf("the view %s cannot be drawn by itself", a.Query.View)
	}
	p := &Picture{Title: pictureTitle(a), Sentence: v.Sentence(s)}
	said := cell.Wrap(p.Sentence, width-2, pictureLines)
	source := cell.Wrap("Source: "+a.Citation, width-2, pictureLines)
	body, right := pictureBody(a.Query.View), 0
	if x, ok := v.(*onview.View); ok {
		if lines, list := x.Lines(s, -1); list { // nobody reads at a line of it
			body, right, s.Focus = len(lines)+1, 1, ""
		}
	}
	frame := 2 + 1 + len(said) + len(source) + 1 // head, a blank, foot, the command
	if height > 0 {
		body = max(0, height-frame)
	}
	g := cell.New(width, body+frame)
	p.Cells = g
	drawPictureHead(g, a)
	v.Draw(g.Window(0, 2, width-right, body), s)
	y := 2 + body + 1
	for _, line := range said {
		g.Text(1, y, line, cell.Strong)
		y++
	}
	for _, line := range source {
		g.Text(1, y, line, cell.Faint)
		y++
	}
	g.Text(1, y, cell.Cut("allyscope "+q.String(), width-2), cell.Faint)
	return p, nil
}

// pictureLines is how many lines sentence and source may take each.
const pictureLines = 4

// pictureTitle names what is shown in one line.
func pictureTitle(a *analysis.Answer) string {
	spec := a.Measure.Spec()
	title := fmt.Sprintf("%s, %s, %d", spec.Title, spec.Unit, a.Year)
	if a.Estimated {
		title += "e"
	}
	if a.Query.View != query.Ranking {
		title = tabName(a.Query.View) + ": " + title
	}
	return title
}

// tabName is what a view is called.
func tabName(v query.View) string {
	for _, t := range tabs {
		if t.view == v {
			return t.name
		}
	}
	return "Sheet"
}

// drawPictureHead writes what is shown and by whose figures.
func drawPictureHead(g *cell.Grid, a *analysis.Answer) {
	title, edition := pictureTitle(a), a.Edition.Name()
	g.Text(1, 0, cell.Cut(title, g.Width()-2), cell.Heading)
	if 1+cell.Width(title)+2+cell.Width(edition) < g.Width() {
		g.Right(g.Width()-1, 0, edition, cell.Plain)
	}
	g.Fill(0, 1, g.Width(), '─', cell.Axis)
}

// laid lays out what is on show for a format: the document of the view's own
// command, or its picture. It is not the screen, whose size is the reader's own,
// but the picture that the link gives anywhere.
func (m *Model) laid(f report.Format) (*document.Document, error) {
	if v, ok := m.view.(*onview.View); ok && f != report.AsSVG {
		return v.Document(m.scene(m.answer))
	}
	if f != report.AsSVG { // a view that lays out nothing gives the ranking
		return m.list().Document(), nil
	}
	q := m.answer.Query
	q.Focus = m.focus
	p, err := PictureOf(m.options.Data, q, 0, 0)
	if err != nil {
		return nil, err
	}
	return &document.Document{Picture: &document.Picture{Cells: p.Cells, Title: p.Title, Sentence: p.Sentence}}, nil
}
