// Package onview holds the view on show. It caches what the view returned while the question and
// the focused ally stay the same, and keeps the order that the allies had when it was entered.
//
// It draws nothing itself and knows no keys.
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

// Scene is what the explorer shows: an answer, and the reader's position in it.
type Scene struct {
	Data       *dataset.Dataset
	Answer     *analysis.Answer // the one on show; its Query has every default filled in
	view.State                  // the fields that the explorer sets; the View fills in its own
}

// View is a view while it is on show. A View with only a Spec is ready to use.
type View struct {
	Spec  view.Spec
	order Order
	answered
	previous answered // cached too, since the explorer asks about the settled answer and the one on show in turn
	state    view.State
	grid     *cell.Grid
}

// answered caches what a view returned for an answer and, if it depends on the focus, an ally.
type answered struct {
	answer *analysis.Answer
	code   ally.Code
	shown  view.Shown
	err    error
}

// Shown returns what the view shows in a scene, or nil if it cannot answer.
func (v *View) Shown(s Scene) view.Shown {
	about := s.Focus
	if !v.Spec.Focused {
		about = ""
	}
	if v.answer != s.Answer || v.code != about {
		v.answered, v.previous = v.previous, v.answered
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

// Draw draws the view, or the reason why it cannot answer.
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

// Sentence returns the sentence on the focused row, or the headline of the view if the row has
// none, or the reason why the view cannot answer.
func (v *View) Sentence(s Scene) string {
	if x := v.Shown(s); v.err == nil {
		return view.Sentence(x, v.state)
	}
	return v.Answer(s)
}

// Answer returns the headline of the view regardless of the focus, or the reason why the view
// cannot answer.
func (v *View) Answer(s Scene) string {
	if x := v.Shown(s); v.err == nil {
		return x.Head().Sentence
	}
	text := v.err.Error()
	return text + format.When(!strings.HasSuffix(text, "?"), ".")
}

// Document returns the document of the view.
func (v *View) Document(s Scene) (*document.Document, error) {
	x := v.Shown(s)
	if v.err != nil {
		return nil, v.err
	}
	return x.Document(), nil
}

// Move returns the ally that the view focuses after a step in two dimensions. It returns false
// if the view has no such steps, or none in that direction.
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

// At returns the hit at a cell as the view was last drawn, and the figure there in words, such as
// "Norway 2016: 1.68 %". Both are zero if there is none.
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

// Order is an order of allies that stays the same while the year changes. The zero value is ready
// to use.
type Order struct {
	year   figure.Year
	codes  []ally.Code
	answer *analysis.Answer
}

// sameFigures reports whether the questions of two answers differ at most in parts that change
// neither the figures of all years nor the list of allies, such as the view or the year.
func sameFigures(a, b *analysis.Answer) bool {
	reduce := func(q query.Query) query.Query {
		q.View, q.Year, q.Focus, q.Transform, q.Deadline, q.Scenario = 0, 0, "", 0, 0, ""
		if !q.Only {
			q.Pins = ""
		}
		return q
	}
	return a.Edition == b.Edition && a.First == b.First && a.Last == b.Last && reduce(a.Query) == reduce(b.Query)
}

// Codes returns the allies of an answer. They keep the order of the first of a series of answers
// with the same figures and allies. Callers must not modify the slice.
func (o *Order) Codes(a *analysis.Answer) []ally.Code {
	if a == o.answer {
		return o.codes
	}
	if o.answer == nil || !sameFigures(a, o.answer) || !o.sameAllies(a) {
		o.year, o.codes = a.Year, a.Codes()
	}
	o.answer = a
	return o.codes
}

// sameAllies reports whether an answer lists the same allies. It does not if the members of a
// group have changed with the year.
func (o *Order) sameAllies(a *analysis.Answer) bool {
	unlisted := func(c ally.Code) bool { _, listed := a.Find(c); return !listed }
	return o.answer.Everybody() && a.Everybody() || len(o.codes) == a.Len() && !slices.ContainsFunc(o.codes, unlisted)
}

// Year returns the year whose ranking gives the order, or the year on show if the order is the
// same in all years.
func (o *Order) Year() figure.Year {
	by := o.answer.Query.Sort
	if by == query.ByName || by == query.ByValue && !o.answer.Measure.Spec().Comparable {
		return o.answer.Year
	}
	return o.year
}
