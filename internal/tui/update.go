package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/cell"
	"allyscope/internal/terminal"
	"allyscope/internal/theme"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
)

// Update routes a message to whom it concerns.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.route(msg) }

func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = m.options.Environment.Clamp(msg.Width, msg.Height)
		m.arrange()
	case tea.BackgroundColorMsg:
		m.setGround(msg.IsDark())
	case tea.CapabilityMsg:
		m.setRich()
	case noShellMsg:
		m.say(noShell)
	case settleMsg:
		if msg.rest == m.rest {
			m.settle()
		}
	case copiedMsg:
		if msg.err == nil {
			m.say(msg.what + " copied to " + msg.where)
		}
	case savedMsg:
		m.saved(msg)
	case playMsg:
		return m.played(msg)
	case audienceMsg:
		return m.heard(msg)
	case followMsg:
		return m.led(msg)
	case tea.PasteMsg:
		return m.typed(msg)
	case tea.KeyPressMsg:
		return m.pressed(msg)
	case tea.MouseClickMsg, tea.MouseMotionMsg, tea.MouseReleaseMsg, tea.MouseWheelMsg:
		return m.pointed(msg)
	}
	return nil
}

// pressed routes a key: to the line where one is open, else to the table of keys.
func (m *Model) pressed(k tea.KeyPressMsg) tea.Cmd {
	k = tea.KeyPressMsg(keymap.Typed(tea.Key(k)))
	name, action := m.keys.Pressed(tea.Key(k))
	switch action { // from anywhere, also while one types
	case keymap.Interrupt:
		return m.quit()
	case keymap.Redraw:
		return tea.ClearScreen
	case keymap.Suspend:
		return m.act(action)
	}
	if m.line.Kind() != prompt.Closed {
		return m.typed(k)
	}
	return m.do(name, action)
}

// do does what the key of a name asks for, where no line is open: it goes to what
// lies over the view, or to the view.
func (m *Model) do(name string, action keymap.Action) tea.Cmd {
	m.note = note{}
	if m.kiosk {
		m.kiosk, m.playing = false, false
		return m.later()
	}
	if m.legend == legendFirst {
		m.legend = legendGoing
	}
	if m.presented(name, action) {
		return nil
	}
	if m.top() != nil {
		return m.pressOver(name, action)
	}
	if action == keymap.None {
		m.note = note{fmt.Sprintf("%s does nothing here; ? lists the keys", cell.Cut(name, 20)), cell.Faint, cell.Verbatim}
		return nil
	}
	if m.options.Following != nil && !slices.Contains(forFollowers[:], action) {
		return m.say("whoever you follow chooses what is shown; q leaves")
	}
	return m.act(action)
}

// setGround notes what the terminal says of its background, unless the reader knows
// better.
func (m *Model) setGround(dark bool) {
	g := theme.Light
	if dark {
		g = theme.Dark
	}
	if m.look.Ground != g && !m.look.Told {
		m.look.Ground = g
		m.setLook(m.look)
	}
}

// setRich notes that the terminal has more than its sixteen colours.
func (m *Model) setRich() {
	if m.look.Profile == terminal.Colour16 {
		m.look.Profile = terminal.TrueColour
		m.setLook(m.look)
	}
}

func (m *Model) setLook(l terminal.Look) {
	m.look = l
	m.writer = terminal.NewWriter(l)
	m.arrange()
}

// wheelStep is how many allies a notch of the wheel moves.
const wheelStep = 3

// pointed acts on the mouse: a click goes to an ally or a year, a drag over the
// slider moves the year, the wheel the focus.
func (m *Model) pointed(msg tea.Msg) tea.Cmd {
	if m.top() != nil || m.slides.on || m.line.Kind() != prompt.Closed || m.options.Following != nil {
		return nil
	}
	if m.kiosk { // whoever touches it takes it over
		if _, moved := msg.(tea.MouseMotionMsg); moved {
			return nil
		}
		m.kiosk, m.playing = false, false
		return m.later()
	}
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelDown:
			return m.jump(wheelStep)
		case tea.MouseWheelUp:
			return m.jump(-wheelStep)
		}
	case tea.MouseClickMsg:
		if msg.Button != tea.MouseLeft {
			return nil
		}
		return m.click(msg.X, msg.Y)
	case tea.MouseMotionMsg:
		if m.dragging {
			return m.slideTo(msg.X)
		}
	case tea.MouseReleaseMsg:
		m.dragging = false
	}
	return nil
}

func (m *Model) click(x, y int) tea.Cmd {
	switch {
	case m.screen.Slider.Has(x, y):
		m.dragging = true
		return m.slideTo(x)
	case m.screen.Title.Has(x, y), m.screen.Tabs.Has(x, y):
		return m.clickTab(x, y)
	case m.screen.Head.Has(x, y), m.screen.Body.Has(x, y) && !m.listed():
		return m.pointAt(x, y)
	case m.screen.Body.Has(x, y):
		if hit := m.hitAt(x, y); hit.Mark {
			return m.change(intent.Pin(m.answer, hit.Code))
		}
		at := m.offset + y - m.screen.Body.Y
		if at < 0 || at >= len(m.lines) || m.lines[at] == "" {
			return nil
		}
		m.focus, m.row = m.lines[at], y-m.screen.Body.Y
		m.home = m.row
		return m.later()
	}
	return nil
}

func (m *Model) slideTo(x int) tea.Cmd {
	year, ok := m.slide.Year(x - m.screen.Slider.X)
	if !ok || year == m.answer.Year {
		return nil
	}
	m.playing = false
	return m.step(intent.Year(m.answer, year))
}
