package tui

import (
	tea "charm.land/bubbletea/v2"

	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/prompt"
)

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
			m.walk(wheelStep)
		case tea.MouseWheelUp:
			m.walk(-wheelStep)
		default:
			return nil
		}
		return m.later()
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
	tab, onTab := tabAt(x - m.tabsAt)
	switch {
	case m.screen.Slider.Has(x, y):
		m.dragging = true
		return m.slideTo(x)
	case m.tabsAt >= 0 && y == m.tabsRow() && onTab:
		return m.turn(tab)
	case m.screen.Body.Has(x, y) && !m.listed():
		return m.pointAt(x, y)
	case m.screen.Body.Has(x, y):
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

// tabsRow is the line the tabs stand on.
func (m *Model) tabsRow() int {
	if m.screen.Tabs.Shown() {
		return m.screen.Tabs.Y
	}
	return m.screen.Title.Y
}
