package chart

import (
	"math"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Column is one column.
type Column struct {
	Value  float64 // in any unit, not negative
	Status figure.Status
	Role   cell.Role
}

// Columns are small upright columns on one base line, for counts year by year.
type Columns struct {
	Columns []Column
	// Max is the value of the full height; 0 is the greatest of the values.
	Max float64
	Gap int // blank columns between two
	Ink Ink
}

// Fits tells whether every column has a cell of its own. Below, Draw gives an
// empty grid: columns that are dropped would lie.
func (c *Columns) Fits(w, h int) bool {
	return h >= 1 && len(c.Columns) > 0 && c.width(w) >= 1
}

// width is how wide each column is drawn.
func (c *Columns) width(w int) int {
	n := max(1, len(c.Columns))
	return (min(w, 2000)+max(0, min(c.Gap, w)))/n - max(0, min(c.Gap, w))
}

// Span is where the i-th column lies in a drawing w columns wide: its first
// column and its width.
func (c *Columns) Span(w, i int) (x, width int) {
	width = max(0, c.width(w))
	return i * (width + max(0, min(c.Gap, w))), width
}

// Draw draws the columns in w columns and h rows, from the left. A value above
// zero is always seen, however small; zero is an empty place; a missing value is
// a dot.
func (c *Columns) Draw(w, h int) *cell.Grid {
	g := cell.New(w, h)
	if !c.Fits(w, h) {
		return g
	}
	limit := c.Max
	if limit <= 0 || !usable(limit) {
		limit = 0
		for _, v := range c.Columns {
			if v.there() {
				limit = math.Max(limit, v.Value)
			}
		}
	}
	for i, v := range c.Columns {
		x, width := c.Span(w, i)
		for dx := range width {
			if !v.there() {
				if dx == width/2 {
					g.Set(x+dx, g.Height()-1, c.Ink.pen().gap, cell.Unknown)
				}
				continue
			}
			c.column(g, x+dx, v, limit)
		}
	}
	return g
}

// there tells whether there is a value to draw.
func (c Column) there() bool {
	return c.Status != figure.None && usable(c.Value) && c.Value >= 0
}

// column draws one cell's width of a column.
func (c *Columns) column(g *cell.Grid, x int, v Column, limit float64) {
	if v.Value == 0 || limit <= 0 {
		return
	}
	height := math.Min(1, v.Value/limit) * float64(g.Height())
	least := 1.0 / 8
	if c.Ink == ASCII && g.Height() > 1 {
		least = 1.0 / 4
	}
	fill(g, c.Ink, x, 0, math.Max(height, least), v.Role, !firm(v.Status))
}
