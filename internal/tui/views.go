package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/onview"
	"allyscope/internal/tui/view"
	"allyscope/internal/views"

	types "allyscope/internal/view"
)

// tab is a view with a place among the tabs, in the order of their digits.
type tab struct {
	view query.View
	name string
}

// tabs is a constant table.
var tabs = [...]tab{
	{query.Ranking, "Ranking"},
	{query.Trend, "Trend"},
	{query.Compare, "Compare"},
	{query.Grid, "Grid"},
	{query.Heat, "Heat"},
	{query.Balance, "Balance"},
	{query.Path, "Path"},
	{query.Claims, "Claims"},
}

// newView makes a view, or nil where there is none. The ranking is the root's
// own: the rest of the screen follows its list.
func newView(v query.View) view.View {
	if spec, ok := views.Find(v); ok {
		return onview.New(spec)()
	}
	return nil
}

// listed tells whether the view on show is a list, with something beside it and
// every line at its place.
func (m *Model) listed() bool { return m.answer.Query.View == query.Ranking }

// list are the allies in their order, whichever view is on show.
func (m *Model) list() types.List {
	spec, _ := views.Find(query.Ranking)
	x, _ := spec.Ask(m.options.Data, m.answer, m.focus) // a ranking is an answer already
	return x.(types.List)
}

// enterView makes the view of the answer on show, anew: a view keeps the order of its
// allies still while it is looked at, and takes the ranking's when it is entered.
func (m *Model) enterView() {
	if v := m.answer.Query.View; m.view == nil || m.entered != v {
		m.view, m.entered = newView(v), v
	}
}

// scene is what a view is handed of an answer.
func (m *Model) scene(a *analysis.Answer) view.Scene {
	return view.Scene{Data: m.options.Data, Answer: a, Focus: m.focus, Offset: m.offset, Bare: m.screen.Head.H == 0, Ink: m.ink(), Zoom: m.zoom}
}

// viewed is the answer a view draws: that on show or, where every figure of the
// view is of one year, the settled one. A key held down then sends the head and
// the slider, and the view follows once.
func (m *Model) viewed() *analysis.Answer {
	now, settled := m.answer, m.settled.answer
	spec, moved := views.Find(now.Query.View)
	if oneYear := spec.OneYear || !moved && now.Query.View == query.Sheet; oneYear && settled.Query.View == now.Query.View && !m.playing {
		return settled
	}
	return now
}

// looks acts on the keys that go from view to view.
func (m *Model) looks(a keymap.Action) (tea.Cmd, bool) {
	now := m.answer.Query.View
	switch {
	case a == keymap.NextView:
		return m.turn(tabs[(tabOf(now)+1)%len(tabs)].view), true
	case a == keymap.PrevView:
		return m.turn(tabs[(tabOf(now)+len(tabs)-1)%len(tabs)].view), true
	case a >= keymap.View1 && a <= keymap.View8:
		if i := int(a - keymap.View1); i < len(tabs) {
			return m.turn(tabs[i].view), true
		}
		m.say("there is no view " + strconv.Itoa(int(a-keymap.View1)+1))
		return nil, true
	case a == keymap.OpenSheet:
		return m.open(), true
	case a == keymap.Zoom:
		m.zoom = !m.zoom
		m.arrange()
		return nil, true
	}
	return nil, false
}

// tabOf is the place of a view among the tabs; a view without one counts as the
// first.
func tabOf(v query.View) int {
	for i, t := range tabs {
		if t.view == v {
			return i
		}
	}
	return 0
}

// turn goes to a view. The question stays.
func (m *Model) turn(v query.View) tea.Cmd {
	q := m.answer.Query
	if q.View == v {
		m.say("this is " + v.String())
		return nil
	}
	if q.View != query.Sheet {
		m.before = q.View
	}
	q.View = v
	return m.change(q, "")
}

// open opens the sheet of the ally one is at, and closes it again.
func (m *Model) open() tea.Cmd {
	switch {
	case m.options.Pick:
		m.picked = m.focus
		return m.quit()
	case m.answer.Query.View == query.Sheet:
		return m.turn(m.before)
	case m.focus == "":
		m.say("no ally to open")
		return nil
	default:
		return m.turn(query.Sheet)
	}
}

// across moves the focus in a view that has an order of its own; ok is false
// where it has none.
func (m *Model) across(dx, dy int) bool {
	to, ok := m.view.Move(m.scene(m.answer), dx, dy)
	if !ok {
		return false
	}
	m.focus = to
	m.place()
	return true
}

// pointAt reads what stands where a view was clicked, and goes there.
func (m *Model) pointAt(x, y int) tea.Cmd {
	hit := m.view.At(x-m.screen.Body.X, y-m.screen.Body.Y)
	if hit.Text != "" {
		m.note = note{hit.Text, cell.Notice, 0}
	}
	if hit.Code != "" {
		if _, ok := m.answer.Row(hit.Code); ok {
			m.focus = hit.Code
			m.place()
		}
	}
	if hit.Year != 0 && hit.Year != m.answer.Year && hit.Year >= m.answer.First && hit.Year <= m.answer.Last {
		q := m.answer.Query
		q.Year = hit.Year
		return m.step(q, "")
	}
	return m.later()
}

// drawTabs names the views, the one on show underlined. It returns the column
// after them.
func (m *Model) drawTabs(g *cell.Grid, x, y int) int {
	now := m.answer.Query.View
	for _, t := range tabs {
		if t.view == now {
			x = g.Text(x, y, t.name, cell.Heading, cell.Underline) + 2
			continue
		}
		x = g.Text(x, y, t.name, cell.Faint) + 2
	}
	if now == query.Sheet {
		x = g.Text(x, y, "Sheet", cell.Heading, cell.Underline) + 2
	}
	return x
}

// tabsWidth is the room the names of the views take.
func tabsWidth() int {
	n := 0
	for _, t := range tabs {
		n += cell.Width(t.name) + 2
	}
	return n
}

// tabAt is the tab at column x of the tabs' line, or −1.
func tabAt(x int) int {
	at := 0
	for i, t := range tabs {
		w := cell.Width(t.name) + 2
		if x >= at && x < at+w {
			return i
		}
		at += w
	}
	return -1
}
