package thin

import "slices"

// grid are the rows of a screen. What lies beyond them is blank.
type grid []row

// row are the cells of a line, likewise.
type row []cell

// cell is what a cell shows: a character and its style.
type cell struct {
	text  string
	width uint8 // 0: it is covered by a wide one before it
	style style
}

// style is a style by its place in a table; the first is none.
type style uint16

// space is a cell that shows nothing.
func space(s style) cell { return cell{" ", 1, s} }

// row is a row to change.
func (g *grid) row(y int) *row {
	for len(*g) <= y {
		*g = append(*g, nil)
	}
	return &(*g)[y]
}

func (g *grid) at(x, y int) cell {
	if y >= len(*g) {
		return space(0)
	}
	return (*g)[y].at(x)
}

// insert makes room for n lines; those that go beyond another line are gone.
func (g *grid) insert(y, n, bottom int, fill row) {
	n = min(n, bottom+1-y)
	g.row(bottom)
	part := (*g)[y : bottom+1]
	copy(part[n:], part)
	for i := range n {
		part[i] = slices.Clone(fill)
	}
}

// remove takes n lines out of those up to another, at which erased ones follow.
func (g *grid) remove(y, n, bottom int, fill row) {
	n = min(n, bottom+1-y)
	g.row(bottom)
	part := (*g)[y : bottom+1]
	copy(part, part[n:])
	for i := len(part) - n; i < len(part); i++ {
		part[i] = slices.Clone(fill)
	}
}

func (r *row) at(x int) cell {
	if x >= len(*r) {
		return space(0)
	}
	return (*r)[x]
}

// set sets a cell, and those a wide one covers.
func (r *row) set(x int, c cell) {
	r.reach(x + max(1, int(c.width)))
	(*r)[x] = c
	for i := 1; i < int(c.width); i++ {
		(*r)[x+i] = cell{}
	}
}

// reach makes the row so long at least.
func (r *row) reach(n int) {
	if cap(*r) == 0 {
		*r = make(row, 0, max(n, usual))
	}
	for len(*r) < n {
		*r = append(*r, space(0))
	}
}

// usual is as long as most lines are.
const usual = 120

// insert makes room for n cells; those beyond the last column are gone.
func (r *row) insert(x, n int, erased style, s size) {
	r.reach(x)
	room := make(row, min(n, s.columns))
	for i := range room {
		room[i] = space(erased)
	}
	*r = slices.Insert(*r, x, room...)
	*r = (*r)[:min(len(*r), s.columns)]
}

// remove takes n cells out; erased ones follow at the end.
func (r *row) remove(x, n int, fill row) {
	r.reach(len(fill))
	if x < len(*r) {
		n = min(n, len(*r)-x)
		*r = slices.Delete(*r, x, x+n)
		*r = append(*r, fill[:min(n, len(fill))]...)
	}
}

// wide tells whether a cell of the row is of another width than one: terminals
// differ in how wide they take it to be.
func (r *row) wide() bool {
	for _, c := range *r {
		if c.width != 1 {
			return true
		}
	}
	return false
}
