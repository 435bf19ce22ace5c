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

// The sizes of pictures in a page, in letters that can still be read on A4. Those of columns
// are narrower: one for each of thirty-two allies, with its code.
const (
	pageWidth     = 104
	pageHeight    = 17
	columnsWidth  = 130
	columnsHeight = 8
	lettersHeight = 14
)

// CoursePicture is Course in a page; nil where figures do not compare, or are none.
func CoursePicture(a *analysis.Answer, rows []*analysis.Row) *document.Picture {
	spec := a.Spec()
	if !spec.Comparable {
		return nil
	}
	names := format.Each(rows, func(r *analysis.Row) string { return r.Ally.Name })
	l := Course(a, format.Each(rows, func(r *analysis.Row) ally.Code { return r.Ally.Code })...)
	return linePicture(l, format.List(names)+": "+spec.Name()+", "+format.Years(a.First, a.Last), a.Sentence)
}

// linePicture draws lines for a page, and in letters alone; nil where there are none.
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

// TrendPicture is a trend in a page; nil where no ally is chosen.
func TrendPicture(t *analysis.Trend) *document.Picture {
	return linePicture(Trend(t), t.Title+", "+format.Years(t.First, t.Last), t.Sentence)
}

// PathPicture is the path of one ally in a page, with the levels of more.
func PathPicture(p *analysis.Path, r *analysis.PathRow, sentence string, more ...analysis.Level) *document.Picture {
	return linePicture(Path(p, r, more...), r.Ally.Name+": share of GDP, %, and the straight path needed to be at "+format.Percent(r.Level)+
		" in "+format.Year(r.Deadline, false), sentence)
}

// PathsPicture is the path of the first ally asked about, else where all start, as columns;
// nil where allies have levels of their own.
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

// RankingPicture is the allies' shares as columns in their order; nil of what is no share.
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
		c.Levels = Levels(a.Levels, a.Year, figure.LastYear) // whenever agreed
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

// columnsPicture draws the columns for a page; nil where there are too few.
func columnsPicture(c *chart.Columns, title, sentence string) *document.Picture {
	cells := c.Draw(columnsWidth, columnsHeight)
	if cells.Width() == 0 {
		return nil
	}
	return &document.Picture{Cells: cells, Title: title, Sentence: sentence}
}
