package tui

import (
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/onview"
	"allyscope/internal/view"
	"allyscope/internal/views"
)

// listed tells whether the view on show is a list, with something beside it and
// every line at its place.
func (m *Model) listed() bool { return m.answer.Query.View == query.Ranking }

// list are the allies in their order, whichever view is on show.
func (m *Model) list() view.List {
	x, _ := views.Find(query.Ranking).Ask(m.options.Data, m.answer, m.focus) // a ranking is an answer already
	list, _ := x.(view.List)
	return list
}

// enterView makes the view of the answer on show, anew: a view keeps the order of its
// allies still while it is looked at, and takes the ranking's when it is entered.
func (m *Model) enterView() {
	if v := m.answer.Query.View; m.view == nil || m.view.Spec.ID != v {
		spec := views.Find(v)
		m.view = onview.New(spec)()
		m.playing = m.playing && spec.Entry == "" // nobody would see it
	}
}

func (m *Model) scene(a *analysis.Answer) onview.Scene {
	return onview.Scene{Data: m.options.Data, Answer: a, State: view.State{
		Focus: m.focus, Rest: m.settled.code, Offset: m.offset, Bare: m.screen.Head.H == 0, Ink: m.ink(), Zoom: m.zoom, Trail: m.trail || m.playing, Unexplained: m.legend == legendOff,
	}}
}

// viewed is the answer a view draws: that on show or, where every figure of the
// view is of one year, the settled one. A key held down then sends the head and
// the slider, and the view follows once.
func (m *Model) viewed() *analysis.Answer {
	now, settled := m.answer, m.settled.answer
	if m.view.Spec.OneYear && settled.Query.View == now.Query.View && !m.playing {
		return settled
	}
	return now
}

func (m *Model) toggleZoom() {
	m.zoom = !m.zoom
	m.arrange()
}

func (m *Model) toggleTrail() {
	if m.answer.Query.View != query.Balance {
		m.say("a trail is drawn in " + query.Balance.String())
		return
	}
	m.trail = !m.trail
}

// turnBy goes n views on, round at the ends; from one without a tab as from the first.
func (m *Model) turnBy(n int) {
	tabs := views.Tabs()
	at := max(0, slices.IndexFunc(tabs, func(t view.Spec) bool { return t.ID == m.answer.Query.View }))
	m.turn(tabs[(at+len(tabs)+n)%len(tabs)].ID)
}

// turn goes to a view. The question stays.
func (m *Model) turn(v query.View) {
	q := m.answer.Query
	if q.View == v {
		m.say("this is " + v.String())
		return
	}
	if q.View != query.Sheet {
		m.before = q.View
	}
	fresh := m.focus == m.begun && unnamed(m.answer) && (v == query.Path || q.View == query.Path && v != query.Sheet)
	q.View = v
	m.change(q, "")
	if fresh && m.answer.Query.View == v { // a path begins with another ally than a ranking
		m.atFirst()
		m.settle()
	}
}

// open opens the sheet of the ally the reader is at, and closes it again.
func (m *Model) open() {
	switch {
	case m.options.Pick:
		m.picked = m.focus
		m.quit()
	case m.answer.Query.View == query.Sheet:
		m.turn(m.before)
	case m.focus == "":
		m.say("no ally to open")
	default:
		m.turn(query.Sheet)
	}
}

// across moves the focus in a view that has an order of its own; ok is false
// where it has none.
func (m *Model) across(dx, dy int) bool {
	to, ok := m.view.Move(m.scene(m.viewed()), dx, dy)
	if !ok {
		return false
	}
	m.focus = to
	m.place()
	m.later()
	return true
}

// pointAt reads what stands where a view was clicked, and goes there.
func (m *Model) pointAt(hit onview.Hit) {
	if asked, err := query.Parse(hit.Ask, m.vocab); hit.Ask != "" && err == nil {
		m.change(intent.SortBy(m.answer, asked.Sort))
		return
	}
	if hit.Text != "" {
		m.note = note{hit.Text, cell.Notice, 0}
	}
	if _, listed := m.answer.Find(hit.Code); listed {
		m.focus = hit.Code
		m.place()
	}
	if hit.Year != m.answer.Year && hit.Year >= m.answer.First && hit.Year <= m.answer.Last {
		m.step(intent.Year(m.answer, hit.Year))
		return
	}
	m.later()
}

// drawTabs names the views, the one on show underlined; one without a tab is named
// behind them. It returns the column after them, which on no grid is the room they take.
func (m *Model) drawTabs(g *cell.Grid, x int) int {
	for _, v := range views.All() {
		role, attr := cell.Faint, cell.Attr(0)
		switch shown := v.ID == m.answer.Query.View; {
		case shown:
			role, attr = cell.Heading, cell.Underline
		case v.Tabless:
			continue
		}
		end := g.Text(x, 0, v.Title, role, attr) + tabGap
		if !v.Tabless {
			g.Tag(x, 0, end-x, 1, cell.Hit{Ask: v.ID.String()})
		}
		x = end
	}
	return x
}

const tabGap = 2
