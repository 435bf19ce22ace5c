package plot_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/testing/frozen"
)

// sizes holds the sizes of a chart on small and large screens.
var sizes = [...][2]int{{34, 8}, {48, 12}, {77, 14}, {76, 33}, {120, 40}, {60, 20}}

// For several queries in every year of every edition and at every size, and for every measure in
// its last year: a label is on the row of its point or has a leader from there; the label of a
// level is on the row of its line, and no other label lies across it; ticks are evenly spaced on
// whole rows, and the axis ends at the first tick above what is drawn.
func TestLabelsBelongToTheirPoints(t *testing.T) {
	ds, found := frozen.Data(t), 0
	questions := []string{"EST LVA LTU POL NOR DEU USA ESP 2%", "DEU ITA GBR FRA", "as:difference 2% NOR SWE DNK", "equipment LUX BEL HUN"}
	everyYear := len(questions)
	for m := range figure.Measure(figure.Measures) {
		questions = append(questions, m.Spec().Word+" DEU LVA TUR", m.Spec().Word+" as:index GBR ISL NOR")
	}
	for _, e := range ds.Editions() {
		for i, text := range questions {
			q := frozen.Query(t, ds, text+" edition:"+e.ID)
			a, err := analysis.RankingFor(ds, q)
			if err != nil {
				continue // the edition does not hold the measure
			}
			q.Year = a.First
			if i >= everyYear {
				q.Year = a.Last
			}
			for ; q.Year <= a.Last; q.Year++ {
				a, err := analysis.RankingFor(ds, q)
				if err != nil {
					t.Fatal(err)
				}
				tr := analysis.TrendFor(a, "")
				l := plot.Trend(tr)
				l.Year = int(a.Year)
				inks := 1
				if q.Year == a.Last {
					inks = chart.Inks
				}
				for _, size := range sizes {
					found += looked(t, q.String(), l, size, inks)
				}
			}
		}
	}
	if found < 15000 {
		t.Errorf("%d labels were found", found)
	}
}

// looked checks a chart in some inks, and returns the number of labels found.
func looked(t *testing.T, text string, l *chart.Line, size [2]int, inks int) (found int) {
	t.Helper()
	for l.Ink = range chart.Ink(inks) {
		s := &sight{Grid: l.Draw(size[0], size[1])}
		if err := s.read(l); err != nil {
			t.Fatalf("%s at %v in %s: %v\n%s", text, size, l.Ink, err, drawnText(s.Grid))
		}
		found += s.found
	}
	return found
}

// sight is a chart as a person sees it, with its scale read from the ticks.
type sight struct {
	*cell.Grid
	foot     int // the row of the axis of years
	lo, unit float64
	right    int // the column after the plot
	found    int // the number of labels of figures
}

// read reads the axis and checks all labels.
func (s *sight) read(l *chart.Line) error {
	axis := -1
	for y := 0; axis < 0 && y < s.Height(); y++ {
		for x := range min(12, s.Width()) {
			switch s.At(x, y).Rune {
			case '┤', '+':
				axis = x
			case '│', '|':
				return fmt.Errorf("the axis does not end at a tick")
			}
		}
	}
	var values []float64
	var rows []int
	for y := range s.Height() {
		switch s.At(axis, y).Rune {
		case '┤', '└', '+':
			v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", ",", "", " ", "").Replace(s.text(0, y, axis)), 64)
			if err != nil {
				return err
			}
			values, rows = append(values, v), append(rows, y)
			s.foot = y
		}
	}
	n := len(values)
	step, apart := values[0]-values[1], rows[1]-rows[0]
	for i := 1; i < n; i++ {
		if math.Abs(values[i-1]-values[i]-step) > 1e-6 || rows[i]-rows[i-1] != apart {
			return fmt.Errorf("ticks %v on rows %v", values, rows)
		}
	}
	s.lo, s.unit = values[n-1], step/float64(apart)
	for s.right = axis + 1; strings.ContainsRune("─┬▲-+^", s.At(s.right, s.foot).Rune) && s.right < s.Width(); s.right++ {
	}
	most, least := math.Inf(-1), math.Inf(1)
	for _, x := range l.Series {
		for _, p := range x.Points {
			most, least = max(most, p.Y), min(least, p.Y)
		}
	}
	for _, v := range l.Levels {
		if !v.Far {
			most, least = max(most, v.Y), min(least, v.Y)
		}
	}
	if most > least && (values[0] < most-1e-9 || values[0]-max(most, 0) > step+1e-9) {
		return fmt.Errorf("the axis ends at %g in steps of %g, and %g is drawn", values[0], step, most)
	}
	return s.labels(l)
}

// labels checks the right margin.
func (s *sight) labels(l *chart.Line) error {
	for _, x := range l.Series {
		if len(x.Points) == 0 || x.Points[len(x.Points)-1].X != l.To {
			continue
		}
		last := x.Points[len(x.Points)-1]
		value := format.Number(figure.Round(last.Y, l.Places)) + last.Status.Mark()
		if l.Ink == chart.ASCII {
			value = strings.Replace(value, "−", "-", 1)
		}
		for y := range s.foot {
			text := strings.TrimSpace(s.text(s.right+1, y, s.Width()))
			if !slices.ContainsFunc(strings.Split(text, "  "), func(one string) bool { // labels that share a row
				one, _, _ = strings.Cut(one, " +")
				return one == value+" "+x.Name || one == value+" "+x.Short
			}) {
				continue
			}
			s.found++
			for row := min(y, s.row(last.Y)); row <= max(y, s.row(last.Y)); row++ {
				if r := s.At(s.right, row).Rune; y != s.row(last.Y) && (r == ' ' || r > 0x2800) {
					return fmt.Errorf("%s stands on row %d, its point on %d: %q on %d", text, y, s.row(last.Y), r, row)
				}
			}
			for _, v := range l.Levels {
				if at := s.row(v.Y); v.From <= l.To && (v.To == 0 || v.To >= l.To) && at >= 0 && at < s.foot && (y == at || y < at != (last.Y >= v.Y)) {
					return fmt.Errorf("%s stands on row %d, the line of %g on %d", text, y, v.Y, at)
				}
			}
		}
	}
	for _, v := range l.Levels {
		for y := range s.foot {
			if text := strings.TrimSpace(s.text(s.right+1, y, s.Width())); v.Label != "" && text == v.Label && y != s.row(v.Y) {
				return fmt.Errorf("%s stands on row %d, its line on %d", text, y, s.row(v.Y))
			}
		}
	}
	return nil
}

// row returns the row that a value is drawn on.
func (s *sight) row(v float64) int {
	return min(int(math.Floor(float64(s.foot)-(v-s.lo)/s.unit+0.5-1e-6)), s.foot-1)
}

// text returns the text of a row from column from to column to, excluding to.
func (s *sight) text(from, y, to int) string {
	var b strings.Builder
	for x := from; x < to; x++ {
		if r := s.At(x, y).Rune; r != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// drawnText returns a grid as text.
func drawnText(g *cell.Grid) string {
	s, out := &sight{Grid: g}, ""
	for y := range g.Height() {
		out += strings.TrimRight(s.text(0, y, g.Width()), " ") + "\n"
	}
	return out
}

// All lines of a group are named next to the chart, several on a row if there are few rows.
func TestEveryLineOfAGroupIsNamed(t *testing.T) {
	ds := frozen.Data(t)
	for _, text := range []string{"nordic trend 2%", "nordic trend 3.5%", "nordic baltic trend 2%", "visegrad trend 2%", "nordic trend equipment 20%"} {
		tr := analysis.TrendFor(frozen.Answer(t, ds, text), "")
		l := plot.Trend(tr)
		for _, size := range [][2]int{{80, 15}, {80, 17}, {52, 22}, {70, 33}, {100, 40}} {
			drawn := drawnText(l.Draw(size[0], size[1]))
			for _, s := range l.Series {
				value := format.Number(figure.Round(s.Points[len(s.Points)-1].Y, l.Places)) + "e "
				if !strings.Contains(drawn, value+s.Name) && !strings.Contains(drawn, value+s.Short) {
					t.Errorf("%s at %v does not name %s:\n%s", text, size, s.Name, drawn)
				}
			}
		}
	}
}
