package document

import (
	"fmt"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Of lays out what every document made of an answer begins and ends with.
func Of(a *analysis.Answer) *Document {
	spec := a.Measure.Spec()
	d := &Document{
		Title:   fmt.Sprintf("%s, %s · %d", spec.Title, spec.Unit, a.Year),
		Edition: a.Edition.Name(),
		Fields:  headFields(a), Sentence: a.Sentence, Notes: a.Notes, Citation: a.Citation,
	}
	if a.Estimated {
		d.Title += " (estimate)"
	}
	switch {
	case !a.Judged:
	case !a.Level.Measurable:
		d.Level, d.Result = LevelWords(a.Level), "not measurable"
	default:
		d.Level = LevelWords(a.Level)
		d.Result = fmt.Sprintf("%d of %d meet", a.Count.Meets, a.Count.WithForces)
	}
	return d
}

// LevelWords says what figures are judged by.
func LevelWords(l analysis.Level) string {
	if l.Pledge == nil {
		return "Target: " + format.Percent(l.Value) + ", a level of your own"
	}
	s := "Target: " + l.Pledge.Label + ", agreed " + strconv.Itoa(l.Pledge.AgreedIn())
	if l.Pledge.Deadline != 0 {
		s += ", by " + strconv.Itoa(l.Pledge.Deadline)
	}
	return s
}

// headFields are the head of every JSON document made of an answer.
func headFields(a *analysis.Answer) []Field {
	c, h := a.Count, &a.Header
	return []Field{
		{ID: "query", Cell: table.Word(a.Query.String())},
		{ID: "edition", Cell: table.Word(a.Edition.ID)},
		{ID: "published", Cell: table.Optional(a.Edition.Published)},
		{ID: "measure", Cell: table.Word(a.Measure.String())},
		{ID: "unit", Cell: table.Word(a.Unit)},
		{ID: "year", Cell: table.Year(a.Year)},
		{ID: "estimate", Cell: table.Flag(a.Estimated)},
		{ID: "base_year", Cell: table.Year(a.Base)},
		{ID: "members", Cell: table.Word(a.Query.Members.String())},
		Target(a.Judged, a.Level),
		{ID: "count", Object: true, Fields: []Field{
			{ID: "meets", Cell: Counted(h, c.Meets)}, {ID: "below", Cell: Counted(h, c.Below)},
			{ID: "knife_edge", Cell: Counted(h, c.KnifeEdge)}, {ID: "no_data", Cell: Counted(h, c.NoData)},
			{ID: "with_forces", Cell: table.Whole(c.WithForces)}, {ID: "members", Cell: table.Whole(c.Members)},
		}},
		shortfall(a),
	}
}

// Target is what figures are judged by, as a field: null where nothing is judged.
func Target(judged bool, l analysis.Level) Field {
	t := Field{ID: "target", Object: true}
	if !judged {
		return t
	}
	id := target.OwnID
	if l.Pledge != nil {
		id = l.Pledge.ID
	}
	t.Fields = []Field{
		{ID: "id", Cell: table.Word(id)}, {ID: "level", Cell: table.Number(l.Value)},
		{ID: "measurable", Cell: table.Flag(l.Measurable)},
	}
	return t
}

// Counted is a count of verdicts: missing, not 0, where nothing is judged.
func Counted(h *analysis.Header, n int) table.Cell {
	if !h.Verdicts() {
		return table.Missing(format.NotMeasured)
	}
	return table.Whole(n)
}

func shortfall(a *analysis.Answer) Field {
	f := Field{ID: "shortfall", Object: true}
	if a.Verdicts() {
		s := a.Shortfall
		f.Fields = []Field{
			{ID: "usd_m", Cell: table.Rounded(s.USD, MoneyPlaces, format.NotPublished)},
			{ID: "allies", Cell: table.Whole(s.Allies)}, {ID: "unpriced", Cell: table.Whole(s.Unpriced)},
		}
	}
	return f
}

// MoneyPlaces are the decimals of amounts in millions that are computed.
const MoneyPlaces = 0

// MoneyBasis is what computed amounts are in: it is always named beside them.
const MoneyBasis = "current prices and exchange rates"
