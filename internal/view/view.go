// Package view is what the program and its views agree on: how a view is asked,
// and what it answers. Each view is a package below this one; package views lists
// them, and from that list come tabs, digits, help, words of the grammar,
// commands, exports, links and decks.
//
// A view knows no key, no terminal, no clock, no file and no other view. It makes
// no number: what it shows comes from package analysis.
package view

import (
	"cmp"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// Spec is a view that can be asked for.
type Spec struct {
	ID query.View
	// Title is the name on the tab, and Help what the view shows, in a few words.
	Title, Help string
	// Tabless views are reached by a key of their own, not by a tab and a digit.
	Tabless bool
	// Lines is how many lines a picture of the view takes where no height is asked
	// for; 0: as many as its list has.
	Lines int
	// OneYear tells that every figure on show is of the year asked about: on a slow
	// line the view follows when the year has come to rest.
	OneYear bool
	// Listless views list nobody: the slider takes its full height first.
	Listless bool
	// Entry is what stands on a line, such as "statement", in a view that no question
	// changes: it has no slider, and the arrows go from item to item. Else empty.
	Entry string
	// Focused tells that it answers about the ally the reader is at: others answer alike
	// whoever that is.
	Focused bool
	// Ask answers. The ranking is the answer to the same question that every view
	// starts from; its query has every default filled in. Focus is the ally the
	// reader is at, empty where none is listed. The error is a *query.Error where
	// the question cannot be answered in this view.
	Ask func(ds *dataset.Dataset, ranking *analysis.Answer, focus ally.Code) (Shown, error)
}

// Shown is one answer in one view. It must not be changed by drawing it: the same
// value may be drawn by many sessions.
type Shown interface {
	// Head is the question, whose figures, and the sentence: an answer has it as its Header.
	Head() *analysis.Header
	// Document is the answer laid out for every format: the same allies, years and
	// figures as are drawn.
	Document() *document.Document
	// Draw draws the answer onto the grid, whatever its size: a picture where there
	// is room for one, else text. What stands where is tagged with hits.
	Draw(g *cell.Grid, s State)
}

// Moving is an answer in which the focus moves as it stands there: in others the order
// of the ranking, or their own, holds.
type Moving interface {
	// Move returns the state dx columns and dy rows away. It is false where nothing
	// lies that way.
	Move(s State, dx, dy int) (State, bool)
}

// Described is an answer that says what a hit is, such as "Norway 2016: 1.68 %"; it may
// be empty.
type Described interface{ Describe(h cell.Hit) string }

// List is an answer that lists allies line by line, under one line of heads. Who
// shows it decides which line comes first, and what stands beside it.
type List interface {
	// Len is how many lines it has, NATO's own sums aside.
	Len() int
	// Lines are the allies on the lines of a list of h lines; a line without an ally,
	// such as a rule, is empty.
	Lines(h int) []ally.Code
}

// Ordered is an answer that lists allies in an order of its own, which the reader
// then goes through.
type Ordered interface{ Order() []ally.Code }

// Items is an answer whose rows are no allies: the reader is at one of them, and in
// one line it says what that one shows.
type Items interface{ Sentence(s State) string }

// Judging is an answer that judges otherwise than the ranking does: how many meet what;
// empty where it does not.
type Judging interface{ Judged() string }

// Counting is an answer that is told by another count than that of those who meet the
// level: "16/31", and what it counts; both are empty where there is none.
type Counting interface{ Count() (n, what string) }

// Lay makes of an answer what shows it, unless there is an error in its place.
func Lay[A, B any](lay func(A) B) func(A, error) (B, error) {
	return func(answer A, err error) (shown B, _ error) {
		if err != nil {
			return shown, err
		}
		return lay(answer), nil
	}
}

// Sentence says in one line what is on show: of an answer whose rows are no allies,
// what the row the reader is at shows.
func Sentence(x Shown, s State) string {
	if items, ok := x.(Items); ok {
		return items.Sentence(s)
	}
	return x.Head().Sentence
}

// State is where the reader is, and how the view is to be drawn.
type State struct {
	// Focus is the ally the reader is at; empty where none is listed. Item is the
	// row the reader is at in views whose rows are no allies.
	Focus ally.Code
	Item  int
	// Rest is the ally the reader was at when nothing moved, where that is another: what
	// is drawn of one ally beside a list follows when a key is no longer held down.
	Rest ally.Code
	// Offset is the first line shown of a List, and Bare leaves out its heads.
	Offset int
	Bare   bool
	// Aside tells that the ally's name and chart stand beside the view already.
	Aside bool
	// Order are the allies listed in the order they had when the view was entered, and
	// OrderYear the year whose ranking that is: views of all years keep it still
	// while the year moves.
	Order     []ally.Code
	OrderYear figure.Year
	// Width and Height are the size last drawn in, for Move.
	Width, Height int
	// Ink is what lines are plotted with.
	Ink chart.Ink
	// Zoom tells whether the view has the whole screen to itself, and Trail whether
	// the way the ally at the focus came is to be drawn.
	Zoom, Trail bool
	// Unexplained leaves out the legend; that a list goes on is still said. Handed on is
	// a picture that nobody has keys in front of: none is named.
	Unexplained, HandedOn bool
}

// Resting is the ally that what stands beside a list is about.
func (s *State) Resting() ally.Code { return cmp.Or(s.Rest, s.Focus) }
