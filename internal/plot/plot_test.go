package plot_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/testing/frozen"
)

// lines returns levels as "label from–to", with ~ for a thin line and ? for a reference.
func lines(levels []chart.Level) string {
	var out []string
	for _, l := range levels {
		s := fmt.Sprintf("%s %d–%d", l.Label, l.From, l.To)
		if l.Dashed {
			s += "~"
		}
		if l.Role == cell.Reference {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// The query's level is first and spans all years, thinner when it was not a pledge. Other levels
// begin when they were agreed. A level that cannot be measured is a reference if the query asks
// for it, else it is left out.
func TestLevelsHaveTheirTime(t *testing.T) {
	for text, want := range map[string]string{
		"2026 3.5%":       "3.5 % by 2035 2025–0;  0–2025~;  2006–2025~?; 2 % to 2025 2026–0~?",
		"2026 2%":         " 2006–2025; 2 % to 2025 2025–0~; 3.5 % by 2035 2025–0~?",
		"2014..2020 2%":   "2 % 2006–2025",
		"2014..2020 3.5%": "3.5 % by 2035 0–0~; 2 % 2006–2025~?",
		"2026 2.1%":       "2.1 % 0–0;  2006–2025~?; 2 % to 2025 2026–0~?; 3.5 % by 2035 2025–0~?",
		"2026 5%":         "5 % ? not measurable 2025–0~?;  0–2025~?;  2006–2025~?; 2 % to 2025 2026–0~?; 3.5 % by 2035 2025–0~?",
		"equipment 2024":  "20 % 2014–0",
		"usd":             "",
	} {
		a := frozen.Answer(t, frozen.Data(t), text)
		if got := lines(plot.Levels(a.Levels, a.First, a.Last)); got != want {
			t.Errorf("%s: %s\nwant %s", text, got, want)
		}
	}
}

// Estonia's figures are kroons to 2010 and euros from 2011: no scale holds both.
func TestAScaleHoldsOneCurrency(t *testing.T) {
	for text, want := range map[string]string{
		"national edition:2016-01 2015": "2011–2015 ···▅▆▆▇▇", "national edition:2016-01 2008": "2011–2015 ···▅▆▆▇▇",
		"national edition:2016-01 2008..2010": "2008–2010 ▇▆▆",
	} {
		a := frozen.Answer(t, frozen.Data(t), text)
		points, row := plot.Course(a, "EST").Series[0].Points, cell.New(int(a.Last-a.First)+1, 1)
		r, _ := a.Row("EST")
		plot.SparkOf(&a.Header, false).Draw(row, 0, 0, r.Readings)
		if got := fmt.Sprintf("%d–%d %s", points[0].X, points[len(points)-1].X, drawnText(row)); strings.TrimSpace(got) != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestPointsLeaveGaps(t *testing.T) {
	one := figure.Figure{Printed: figure.Decimal{Units: 150, Places: 2}, Status: figure.Actual}
	two := figure.Figure{Printed: figure.Decimal{Units: 2}, Status: figure.Estimate}
	got := plot.Points(2014, []figure.Figure{one, {}, two})
	want := []chart.Point{{X: 2014, Y: 1.5, Status: figure.Actual}, {X: 2016, Y: 2, Status: figure.Estimate}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func names(l *chart.Line) string {
	var out []string
	for _, s := range l.Series {
		out = append(out, s.Name)
	}
	return strings.Join(out, ", ")
}

// A single ally is compared with Europe and Canada if figures are shares; an ally without figures
// has no line.
func TestCourse(t *testing.T) {
	for _, c := range []struct {
		text   string
		allies []ally.Code
		want   string
	}{
		{"", []ally.Code{"NOR"}, "Norway, Europe+Canada"},
		{"", []ally.Code{"NOR", "POL"}, "Norway, Poland"},
		{"usd", []ally.Code{"NOR"}, "Norway"},
		{"edition:2025-08", []ally.Code{"ISL"}, ""},
		{"", []ally.Code{"XXX"}, ""},
	} {
		if got := names(plot.Course(frozen.Answer(t, frozen.Data(t), c.text), c.allies...)); got != c.want {
			t.Errorf("%q of %v: %q, want %q", c.text, c.allies, got, c.want)
		}
	}
}

func TestPathShowsPastAndFuture(t *testing.T) {
	ds := frozen.Data(t)
	p, err := analysis.PathFor(ds, frozen.Query(t, frozen.Data(t), ""))
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[ally.Code]string{"NOR": ", , needed, own pace", "POL": ", kept", "ISL": ""} {
		r, ok := p.Row(code)
		if !ok {
			t.Fatal(code)
		}
		l := plot.Path(p, r)
		if got := names(l); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
		if code == "NOR" && (len(l.Events) != 1 || l.To != 2035 || l.Levels[0].Label != "3.5 %") {
			t.Errorf("%+v", l)
		}
	}
	nor, _ := p.Row("NOR")
	a := frozen.Answer(t, frozen.Data(t), "2%")
	if l := plot.Path(p, nor, a.Levels...); lines(l.Levels) != "3.5 % 0–0;  2006–2025~?; 2 % to 2025 2035–0~?" {
		t.Errorf("with more levels: %s", lines(l.Levels))
	}
}

// A chart has the breaks of the series that it draws. As a share of the alliance's total,
// Luxembourg's has no break in 2023, and the total's break in 2009 is one in every ally's share.
// A sum also breaks when allies join it: Montenegro, North Macedonia, Finland, Sweden.
func TestChartsBreakWhereTheSeriesDo(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string]string{
		"trend LUX": "LUX[2023] NATO_EUR_CAN[2017 2020 2023 2024] ", "trend LUX as:index": "LUX[2023] NATO_EUR_CAN[2017 2020 2023 2024] ", "trend LUX as:share": "LUX[] ",
		"trend LUX BEL edition:2025-08": "LUX[2023] BEL[] NATO_EUR_CAN[2017 2020 2023 2024] ", "trend LUX BEL gdp": "LUX[2023] BEL[] ",
		"trend FRA NOR edition:2016-01": "FRA[2009] NOR[2009] ", "trend FRA edition:2016-01 equipment": "FRA[] ",
		"trend NLD edition:2016-01 as:share": "NLD[2009] ",
	} {
		a := frozen.Answer(t, ds, text)
		trend := analysis.TrendFor(a, "")
		got := ""
		for _, s := range plot.Trend(trend).Series {
			got += fmt.Sprint(s.Code, s.Breaks, " ")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	a := frozen.Answer(t, ds, "LUX")
	path, err := analysis.PathFor(ds, a.Query)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := path.Row("LUX")
	for what, l := range map[string]*chart.Line{"course": plot.Course(a, "LUX"), "path": plot.Path(path, r)} {
		if got := fmt.Sprint(l.Series[0].Breaks); got != "[2023]" {
			t.Errorf("%s: breaks %s", what, got)
		}
	}
}

// A year of two cells has room for the mark of a break next to its figure; a single cell shows
// the figure.
func TestSparksMarkABreakWhereThereIsRoom(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "LUX")
	r, _ := a.Row("LUX")
	for _, wide := range []bool{false, true} {
		s := plot.SparkOf(&a.Header, wide)
		g := cell.New(s.Width(), 1)
		s.Draw(g, 0, 0, r.Readings)
		x := s.Column(2023)
		if got := g.At(x, 0).Rune == format.Break; got != wide || g.At(x+s.Step()-1, 0).Rune != '▂' {
			t.Errorf("wide %v: %c", wide, g.At(x, 0).Rune)
		}
	}
}
