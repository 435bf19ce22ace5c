package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/theme"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
)

// Update routes a message to whom it concerns.
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
		if !m.look.Told && m.look.Ground != ground { // else the reader knows better
			m.look.Ground = ground
			m.setLook(m.look)
		}
	case tea.CapabilityMsg: // there are more than sixteen colours
		if m.look.Profile == terminal.Colour16 {
			m.look.Profile = terminal.TrueColour
			m.setLook(m.look)
		}
	case doMsg:
		msg()
	case tea.PasteMsg:
		m.typed(msg)
	case tea.KeyPressMsg:
		m.pressed(msg)
	case tea.MouseClickMsg, tea.MouseMotionMsg, tea.MouseReleaseMsg, tea.MouseWheelMsg:
		m.pointed(msg)
	}
	return m, m.follows()
}

// pressed routes a key: to the line where one is open, else to the table of keys.
func (m *Model) pressed(k tea.KeyPressMsg) {
	k = tea.KeyPressMsg(keymap.Typed(tea.Key(k)))
	name, key := m.keys.Pressed(tea.Key(k))
	anywhere := []keymap.Action{keymap.Interrupt, keymap.Redraw, keymap.Suspend} // also while one types
	switch {
	case slices.Contains(anywhere, key.Action):
		key.Do()
	case m.line.Kind != prompt.Closed:
		m.typed(k)
	default:
		m.do(name, key)
	}
}

// do does what the key of a name asks for, where no line is open: it goes to what
// lies over the view, or to the view.
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
	switch {
	case m.presented(name, key.Action):
	case m.over != nil:
		m.pressOver(name, key.Action)
	case key.Do == nil:
		m.note = note{fmt.Sprintf("%s does nothing here; ? lists the keys", cell.Cut(name, 20)), cell.Faint, cell.Verbatim}
	case m.options.Following != nil && key.Use&keymap.Led == 0:
		m.say("whoever you follow chooses what is shown; q leaves")
	default:
		m.act(key)
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
func (m *Model) pointed(msg tea.Msg) {
	if m.over != nil || m.slides.on || m.line.Kind != prompt.Closed || m.options.Following != nil {
		return
	}
	if m.options.Kiosk { // whoever touches it takes it over
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
	// What stands there in the view, whose heads stand above its body.
	switch hit := m.view.At(x-m.screen.Body.X, y-m.screen.Body.Y+m.screen.Head.H); {
	case m.screen.Slider.Has(x, y):
		m.dragging = true
		m.slideTo(x)
	case m.screen.Title.Has(x, y), m.screen.Tabs.Has(x, y):
		tab, _ := m.canvas.HitAt(x, y)
		if q, err := query.Parse(tab.Ask, m.vocab); tab.Ask != "" && err == nil {
			m.turn(q.View)
		}
	case m.screen.Head.Has(x, y), m.screen.Body.Has(x, y) && !m.listed():
		m.pointAt(hit)
	case !m.screen.Body.Has(x, y):
	case hit.Mark:
		m.change(intent.Pin(m.answer, hit.Code))
	case at >= 0 && at < len(m.lines) && m.lines[at] != "":
		m.focus, m.at, m.home = m.lines[at], at, y-m.screen.Body.Y
		m.later()
	}
}

func (m *Model) slideTo(x int) {
	if year, ok := m.slide.Year(x - m.screen.Slider.X); ok && year != m.answer.Year {
		m.playing = false
		m.step(intent.Year(m.answer, year))
	}
}
