package chart

import (
	"cmp"
	"sort"

	"allyscope/internal/cell"
)

// name is a label in the right margin.
type name struct {
	text  string
	short string // without its value
	role  cell.Role
	y     float64 // the value it stands at
	rank  int     // the smaller, the sooner it keeps its place
}

// margin chooses the names for the right margin and returns the margin's width:
// none where the plot would keep less than two thirds of the room.
func (f *frame) margin(room, rows int) int {
	if f.Bare {
		return 0
	}
	f.names = f.candidates()
	if len(f.names) > rows {
		sort.SliceStable(f.names, func(i, j int) bool { return f.names[i].rank < f.names[j].rank })
		f.names = f.names[:rows]
	}
	full, short := 0, 0
	for _, n := range f.names {
		full = max(full, cell.Width(n.text))
		short = max(short, cell.Width(n.short))
	}
	limit := room / 3
	switch {
	case full == 0:
		return 0
	case full+2 <= limit:
		return full + 2
	case short+1 <= limit:
		for i := range f.names {
			f.names[i].text = f.names[i].short
		}
		return short + 1
	}
	f.names = f.names[:0]
	return 0
}

// candidates are the labels of series with figures and of levels in force at the
// last year shown.
func (f *frame) candidates() []name {
	var out []name
	for i := range f.Series {
		s := &f.Series[i]
		last, ok := f.last(s)
		if _, own := f.ownEnd(s); s.Name == "" || !ok || own {
			continue
		}
		n := name{text: s.Name, short: cmp.Or(s.Short, s.Name), role: s.Role, y: last.Y, rank: 2*i + 1}
		if f.Values {
			n.text += " " + f.value(last)
		}
		out = append(out, n)
	}
	for i, v := range f.Levels {
		if v.Label == "" || !v.span(f.from, f.to) || v.To != 0 && v.To < f.to {
			continue
		}
		away := ""
		switch pen := f.ink.pen(); {
		case v.Y > f.ruler.hi()+0.25*f.ruler.unit:
			away = " " + string(pen.up)
		case v.Y < f.ruler.lo:
			away = " " + string(pen.down)
		}
		out = append(out, name{text: v.Label + away, short: cmp.Or(v.Short, v.Label) + away, role: v.Role, y: v.Y, rank: 2 * i})
	}
	return out
}

// drawNames writes the names beside the ends of their lines, moved apart where
// they would share a row. Levels whose life has ended are named inside the plot.
func (f *frame) drawNames() {
	f.endedLevels()
	if len(f.names) == 0 {
		return
	}
	sort.SliceStable(f.names, func(i, j int) bool { return f.names[i].y > f.names[j].y })
	want := make([]float64, len(f.names))
	for i, n := range f.names {
		want[i] = float64(max(0, min(f.line(n.y), f.plot.Height()-1)))
	}
	x := f.x + f.plot.Width() + 1
	for i, row := range spread(want, f.plot.Height()) {
		f.grid.Text(x, row, f.names[i].text, f.names[i].role)
	}
}

// endedLevels names the levels that the margin has no room for, or that end
// before it, over the line's last cells, where nothing else is drawn.
func (f *frame) endedLevels() {
	if f.Bare {
		return
	}
	for _, v := range f.Levels {
		ended := v.To != 0 && v.To < f.to
		if v.Label == "" || !v.span(f.from, f.to) || !f.visible(v.Y) || !ended && len(f.names) > 0 {
			continue
		}
		w, row := cell.Width(v.Label), f.line(v.Y)
		if ended {
			if x := f.column(v.To) + 2; blank(f.plot, x-1, row, w+2) {
				f.plot.Text(x, row, v.Label, v.Role)
			}
			continue
		}
		if x := f.plot.Width() - w; f.onlyRole(x-1, row, w+1, v.Role) {
			f.plot.Set(x-1, row, ' ', cell.Plain)
			f.plot.Text(x, row, v.Label, v.Role)
		}
	}
}

// onlyRole tells whether nothing but cells of one role, or none, is drawn there.
func (f *frame) onlyRole(x, y, n int, role cell.Role) bool {
	for i := range n {
		if c := f.plot.At(x+i, y); x < 0 || c.Rune != ' ' && c.Role != role {
			return false
		}
	}
	return true
}
