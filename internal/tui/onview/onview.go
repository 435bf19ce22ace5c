// Package onview keeps what a view answered as long as the question and the ally
// the reader is at stay the same, and the order its allies had when it was
// entered.
//
// It draws nothing itself and knows no key.
package onview

import (
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/view"
)

// Scene is what the explorer shows: an answer, and where the reader is.
type Scene struct {
	Data       *dataset.Dataset
	Answer     *analysis.Answer // the one on show; its Query has every default filled in
	view.State                  // the explorer's part of the state: what a view remembers is its own
}

// View is a view of the list, as the explorer holds it while it is on show. One with a
// Spec alone has answered nothing yet.
type View struct {
	Spec  view.Spec
	order Order
	answered
	before answered // what it answered before that: the answer that has settled is asked beside the one on show
	state  view.State
	grid   *cell.Grid
}

// answered is what a view says of an answer, and of an ally where it is about one.
type answered struct {
	answer *analysis.Answer
	code   ally.Code
	shown  view.Shown
	err    error
}

// Shown is what the view answers in a scene; nil where it cannot.
func (v *View) Shown(s Scene) view.Shown {
	about := s.Focus
	if !v.Spec.Focused {
		about = ""
	}
	if v.answer != s.Answer || v.code != about {
		v.answered, v.before = v.before, v.answered
	}
	if v.answer != s.Answer || v.code != about || v.shown == nil {
		v.answered = answered{answer: s.Answer, code: about}
		v.shown, v.err = v.Spec.Ask(s.Data, s.Answer, s.Focus)
	}
	s.Item, s.Width, s.Height = v.state.Item, v.state.Width, v.state.Height
	s.Order, s.OrderYear = v.order.Codes(s.Answer), v.order.Year()
	v.state = s.State
	return v.shown
}

// Draw draws the answer, or says why there is none.
func (v *View) Draw(g *cell.Grid, s Scene) {
	x := v.Shown(s)
	v.grid = g
	v.state.Width, v.state.Height = g.Width(), g.Height()
	if v.err != nil {
		view.Lines(g, 0, 0, cell.Wrap(v.Sentence(s), g.Width(), g.Height()), cell.Notice)
		return
	}
	x.Draw(g, v.state)
}

// Sentence is that of the row the reader is at, or the answer's own, or why there is none.
func (v *View) Sentence(s Scene) string {
	if x := v.Shown(s); v.err == nil {
		return view.Sentence(x, v.state)
	}
	return v.Answer(s)
}

// Answer is what the answer says of itself, wherever the reader is, or why there is none.
func (v *View) Answer(s Scene) string {
	if x := v.Shown(s); v.err == nil {
		return x.Head().Sentence
	}
	text := v.err.Error()
	return text + format.When(!strings.HasSuffix(text, "?"), ".")
}

// Document is the answer laid out.
func (v *View) Document(s Scene) (*document.Document, error) {
	x := v.Shown(s)
	if v.err != nil {
		return nil, v.err
	}
	return x.Document(), nil
}

// Move goes where the view says.
func (v *View) Move(s Scene, dx, dy int) (ally.Code, bool) {
	x, moving := v.Shown(s).(view.Moving)
	if !moving {
		return "", false
	}
	to, ok := x.Move(v.state, dx, dy)
	if ok {
		v.state.Item = to.Item
	}
	return to.Focus, ok
}

// At is what was tagged at a cell when the view was last drawn, and the figure there in
// words, such as "Norway 2016: 1.68 %"; empty where there is none.
func (v *View) At(x, y int) (hit cell.Hit, text string) {
	hit, ok := v.grid.HitAt(x, y)
	if !ok || v.err != nil {
		return cell.Hit{}, ""
	}
	v.state.Item = hit.Item
	if x, ok := v.shown.(view.Described); ok {
		text = x.Describe(hit)
	}
	if ally.Code(hit.Code).Aggregate() {
		hit.Code = ""
	}
	return hit, text
}

// Order is an order of allies that outlives a step in the year. The zero value
// is ready.
type Order struct {
	year   figure.Year
	codes  []ally.Code
	answer *analysis.Answer
}

// alike tells whether two answers are to one question of the same figures, but for whatever
// changes neither the figures of all years nor who is listed.
func alike(a, b *analysis.Answer) bool {
	bare := func(q query.Query) query.Query {
		q.View, q.Year, q.Focus, q.Transform, q.Deadline, q.Scenario = 0, 0, "", 0, 0, ""
		if !q.Only {
			q.Pins = ""
		}
		return q
	}
	return a.Edition == b.Edition && a.First == b.First && a.Last == b.Last && bare(a.Query) == bare(b.Query)
}

// Codes are the allies an answer lists in the order of the first answer alike: the
// ranking's own until the year moves. The slice must not be changed.
func (o *Order) Codes(a *analysis.Answer) []ally.Code {
	if a == o.answer {
		return o.codes
	}
	if o.answer == nil || !alike(a, o.answer) || !o.lists(a) {
		o.year, o.codes = a.Year, a.Codes()
	}
	o.answer = a
	return o.codes
}

// lists tells whether an answer lists the same allies, as it does not when a group's
// membership has changed with the year.
func (o *Order) lists(a *analysis.Answer) bool {
	unlisted := func(c ally.Code) bool { _, listed := a.Find(c); return !listed }
	return o.answer.Everybody() && a.Everybody() || len(o.codes) == a.Len() && !slices.ContainsFunc(o.codes, unlisted)
}

// Year is the year whose ranking the order is of, or any where that makes no difference.
func (o *Order) Year() figure.Year {
	by := o.answer.Query.Sort
	if by == query.ByName || by == query.ByValue && !o.answer.Measure.Spec().Comparable {
		return o.answer.Year
	}
	return o.year
}
