package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/theme"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/onview"
	"allyscope/internal/tui/prompt"
	"allyscope/internal/view"
	"allyscope/internal/views"
)

// Update handles a message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = m.options.Environment.Clamp(msg.Width, msg.Height)
		m.arrange()
	case tea.BackgroundColorMsg:
		ground := theme.Light
		if msg.IsDark() {
			ground = theme.Dark
		}
		if !m.look.Told && m.look.Ground != ground { // the reader's own choice comes first
			m.look.Ground = ground
			m.setLook(m.look)
		}
	case tea.CapabilityMsg: // the terminal has more than sixteen colours
		if m.look.Profile == terminal.Colour16 {
			m.look.Profile = terminal.TrueColour
			m.setLook(m.look)
		}
	case doMsg:
		msg()
	case tea.PasteMsg:
		m.lineInput(msg)
	case tea.KeyPressMsg:
		m.keyPressed(msg)
	case tea.MouseMsg:
		m.mouseEvent(msg)
	}
	return m, m.follows()
}

// keyPressed routes a key: to the input line if it is open, else to the table of keys.
func (m *Model) keyPressed(k tea.KeyPressMsg) {
	k = tea.KeyPressMsg(keymap.Typed(tea.Key(k)))
	name, key := m.keys.Pressed(tea.Key(k))
	anywhere := []keymap.Action{keymap.Interrupt, keymap.Redraw, keymap.Suspend} // even while the line is open
	switch {
	case slices.Contains(anywhere, key.Action):
		key.Do()
	case m.line.Kind != prompt.Closed:
		m.lineInput(k)
	default:
		m.do(name, key)
	}
}

// do handles a key while no input line is open: the overlay gets it, or the slide, or the view.
func (m *Model) do(name string, key keymap.Binding) {
	m.note = note{}
	if m.options.Kiosk {
		m.options.Kiosk, m.playing = false, false
		m.later()
		return
	}
	if m.legend == legendFirst {
		m.legend = legendGoing
	}
	switch over := m.over; {
	case over != nil:
		m.over = nil // first, since the key may open another overlay
		if over.press(name, key.Action) {
			m.over = over
		}
	case m.slideKey(name, key.Action):
	case key.Do == nil:
		m.note = note{fmt.Sprintf("%s does nothing here; ? lists the keys", cell.Cut(name, 20)), cell.Faint, cell.Verbatim}
	case m.options.Following != nil && key.Use&keymap.Led == 0:
		m.say("the presenter you follow chooses what is shown; q leaves")
	default:
		m.act(key)
	}
}

func (m *Model) setLook(l terminal.Look) {
	m.look = l
	m.writer = terminal.NewWriter(l)
	m.arrange()
}

const wheelStep = 3 // allies per notch

// mouseEvent handles a mouse event.
func (m *Model) mouseEvent(msg tea.MouseMsg) {
	if m.over != nil || m.slides.on || m.line.Kind != prompt.Closed || m.options.Following != nil {
		return
	}
	if m.options.Kiosk { // any event but a move ends it
		if _, moved := msg.(tea.MouseMotionMsg); !moved {
			m.options.Kiosk, m.playing = false, false
			m.later()
		}
		return
	}
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelDown:
			m.jump(wheelStep)
		case tea.MouseWheelUp:
			m.jump(-wheelStep)
		}
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			m.click(msg.X, msg.Y)
		}
	case tea.MouseMotionMsg:
		if m.dragging {
			m.slideTo(msg.X)
		}
	case tea.MouseReleaseMsg:
		m.dragging = false
	}
}

func (m *Model) click(x, y int) {
	at := m.offset + y - m.screen.Body.Y
	m.dragging = m.screen.Slider.Has(x, y)
	// The view's grid starts with the heads, above the body.
	hit, text := m.view.At(x-m.screen.Body.X, y-m.screen.Body.Y+m.screen.Head.H)
	switch {
	case m.dragging:
		m.slideTo(x)
	case m.screen.Title.Has(x, y), m.screen.Tabs.Has(x, y):
		tab, _ := m.canvas.HitAt(x, y)
		if q, err := query.Parse(tab.Ask, m.vocab); tab.Ask != "" && err == nil {
			m.turn(q.View)
		}
	case m.screen.Head.Has(x, y), m.screen.Body.Has(x, y) && !m.listed():
		m.pointAt(hit, text)
	case !m.screen.Body.Has(x, y):
	case hit.Mark:
		m.change(intent.Pin(m.answer, ally.Code(hit.Code)))
	case at >= 0 && at < len(m.lines) && m.lines[at] != "":
		m.reveal(at, 0)
		m.later()
	}
}

func (m *Model) slideTo(x int) {
	if year, ok := m.slide.Year(x - m.screen.Slider.X); ok && year != m.answer.Year {
		m.playing = false
		m.step(intent.Year(m.answer, year))
	}
}

// listed reports whether the view on show is the list of allies.
func (m *Model) listed() bool { return m.answer.Query.View == query.Ranking }

// enterView creates the view that the question asks for, unless it is on show. A new view takes the
// ranking's order of allies and keeps it. After a sheet the view before it comes back unchanged.
func (m *Model) enterView() {
	left, v := m.view, m.answer.Query.View
	switch {
	case left.Spec.ID == v:
		return
	case left.Spec.ID == query.Sheet && m.under.Spec.ID == v:
		m.view = m.under
	default:
		m.view = &onview.View{Spec: views.Find(v)}
	}
	m.under = left
	m.playing = m.playing && m.view.Spec.Entry == "" // views of entries do not show the year
}

func (m *Model) scene(a *analysis.Answer) onview.Scene {
	return onview.Scene{Data: m.options.Data, Answer: a, State: view.State{
		Focus: m.focus, Rest: m.settled.code, Offset: m.offset, Ink: m.ink(),
		Bare: m.screen.Head.H == 0, Zoom: m.zoom, Trail: m.trail || m.playing, Unexplained: m.legend == legendOff,
	}}
}

// viewed returns the answer that the view draws. For a view of a single year it is the settled one,
// so that a key that is held only redraws the head and the slider, and the view follows once.
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
		m.say("the trail is only drawn in " + query.Balance.String())
		return
	}
	m.trail = !m.trail
}

// turnBy goes n tabs on, and round at the ends. A view without a tab counts as the first.
func (m *Model) turnBy(n int) {
	tabs := views.Tabs()
	at := max(0, slices.IndexFunc(tabs, func(t view.Spec) bool { return t.ID == m.answer.Query.View }))
	m.turn(tabs[(at+len(tabs)+n)%len(tabs)].ID)
}

func (m *Model) turn(v query.View) {
	q := m.answer.Query
	if q.View == v {
		m.say(v.String() + " is already on show")
		return
	}
	fresh := m.focus == m.defaultFocus && unnamed(m.answer) && (v == query.Path || q.View == query.Path && v != query.Sheet)
	q.View = v
	m.change(q, "")
	if fresh && m.answer.Query.View == v { // the path lists other allies first than the ranking
		m.atFirst()
	}
}

func (m *Model) open() {
	switch {
	case m.options.Pick:
		m.picked = m.focus
		m.quit()
	case m.answer.Query.View == query.Sheet:
		m.turn(m.under.Spec.ID)
	case m.focus == "":
		m.say("no ally to open")
	default:
		m.turn(query.Sheet)
	}
}

// across moves the focus in a view that moves it itself. It returns false in other views.
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

// pointAt handles a click on a view: it sorts by a column head, or displays the figure that was hit
// and goes to its ally and year.
func (m *Model) pointAt(hit cell.Hit, text string) {
	if asked, err := query.Parse(hit.Ask, m.vocab); hit.Ask != "" && err == nil {
		m.change(intent.SortBy(m.answer, asked.Sort))
		return
	}
	if text != "" {
		m.note = note{text, cell.Notice, 0}
	}
	if _, listed := m.answer.Find(ally.Code(hit.Code)); listed {
		m.focus = ally.Code(hit.Code)
		m.place()
	}
	year := figure.Year(hit.Year)
	if year != m.answer.Year && year >= m.answer.First && year <= m.answer.Last {
		m.step(intent.Year(m.answer, year))
		return
	}
	m.later()
}

// drawTabs draws the names of the views, including one without a tab if it is on show. It returns
// the column after them; on an empty grid it measures their width.
func (m *Model) drawTabs(g *cell.Grid, x int) int {
	const gap = 2
	for _, v := range views.All() {
		role, attr := cell.Faint, cell.Attr(0)
		switch shown := v.ID == m.answer.Query.View; {
		case shown:
			role, attr = cell.Heading, cell.Underline
		case v.Tabless:
			continue
		}
		end := g.Text(x, 0, v.Title, role, attr) + gap
		if !v.Tabless {
			g.Tag(x, 0, end-x, 1, cell.Hit{Ask: v.ID.String()})
		}
		x = end
	}
	return x
}
