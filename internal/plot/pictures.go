package plot

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// The sizes of pictures in a page, in cells that are legible on A4. Pictures of columns are
// wider, for the columns and codes of thirty-two allies.
const (
	pageWidth     = 104
	pageHeight    = 17
	columnsWidth  = 130
	columnsHeight = 8
	lettersHeight = 14
)

// CoursePicture returns the picture of a Course; nil if the measure cannot be compared between
// allies or there are no figures.
func CoursePicture(a *analysis.Answer, rows []*analysis.Row) *document.Picture {
	spec := a.Spec()
	if !spec.Comparable {
		return nil
	}
	names := format.Each(rows, func(r *analysis.Row) string { return r.Ally.Name })
	l := Course(a, format.Each(rows, func(r *analysis.Row) ally.Code { return r.Ally.Code })...)
	return linePicture(l, format.List(names)+": "+spec.Name()+", "+format.Years(a.First, a.Last), a.Sentence)
}

// linePicture draws a chart for a page, with a version in letters; nil if it has no series.
func linePicture(l *chart.Line, title, sentence string) *document.Picture {
	if len(l.Series) == 0 {
		return nil
	}
	l.Ink = chart.Vectors
	return &document.Picture{Cells: l.Draw(pageWidth, pageHeight), Title: title, Sentence: sentence, Letters: func(width int, ascii bool) *cell.Grid {
		letters := *l
		if letters.Ink = chart.Braille; ascii {
			letters.Ink = chart.ASCII
		}
		return letters.Draw(width, lettersHeight)
	}}
}

// TrendPicture returns the picture of a trend; nil if it has no series.
func TrendPicture(t *analysis.Trend) *document.Picture {
	return linePicture(Trend(t), t.Title+", "+format.Years(t.First, t.Last), t.Sentence)
}

// PathPicture returns the picture of one ally's Path, with more levels for comparison.
func PathPicture(p *analysis.Path, r *analysis.PathRow, sentence string, more ...analysis.Level) *document.Picture {
	return linePicture(Path(p, r, more...), r.Ally.Name+": share of GDP, %, and the straight path to "+format.Percent(r.Level)+
		" in "+format.Year(r.Deadline, false), sentence)
}

// PathsPicture returns the picture of the path of the first pinned ally that counts. Without one
// it returns columns of the figures that paths start from, or nil if allies have their own levels.
func PathsPicture(p *analysis.Path) *document.Picture {
	for _, c := range p.Query.Pins.Codes() {
		if r, listed := p.Row(c); listed && r.Verdict.Counted() {
			return PathPicture(p, r, p.Sentence)
		}
	}
	if len(p.Overrides) > 0 {
		return nil
	}
	c := chart.Columns{Levels: []chart.Level{Level(p.Level)}}
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Verdict.Counted() {
			c.Columns = append(c.Columns, column(r.Ally, r.Figure, r.Verdict, true, r.Pin >= 0))
		}
	}
	return columnsPicture(&c, "Share of GDP, %, that paths start from; blue: at or above "+format.Percent(p.Level.Value), p.Sentence)
}

// RankingPicture returns the allies' shares as columns in the order of the ranking; nil if the
// measure is not a share.
func RankingPicture(a *analysis.Answer) *document.Picture {
	spec := a.Spec()
	if spec.Kind != figure.Percent {
		return nil
	}
	judged := a.Verdicts()
	var c chart.Columns
	for _, r := range a.Rows() {
		if r.Rank > 0 {
			c.Columns = append(c.Columns, column(r.Ally, r.Figure, r.Verdict, judged, r.Pin >= 0))
		}
	}
	title := spec.Name() + ", " + format.Year(a.Year, a.Estimated)
	if judged {
		title += "; blue: at or above " + format.Percent(a.Level.Value)
		c.Levels = Levels(a.Levels, a.Year, figure.LastYear) // including levels agreed later
	}
	return columnsPicture(&c, title, a.Sentence)
}

func column(x *ally.Ally, f figure.Figure, v target.Verdict, judged, pinned bool) chart.Column {
	c := chart.Column{
		Name: x.Name, Short: string(x.Code), Value: f.Printed.Float(), Text: format.Figure(f), Role: cell.BarMeets,
	}
	if judged && v != target.Meets {
		c.Role = cell.BarBelow
	}
	if pinned {
		c.NameRole = cell.Strong
	}
	return c
}

// columnsPicture draws columns for a page; nil if there are too few.
func columnsPicture(c *chart.Columns, title, sentence string) *document.Picture {
	cells := c.Draw(columnsWidth, columnsHeight)
	if cells.Width() == 0 {
		return nil
	}
	return &document.Picture{Cells: cells, Title: title, Sentence: sentence}
}
