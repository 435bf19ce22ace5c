package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/tui/intent"
)

// walk moves the focus by n allies. Beside a panel the list turns over by half
// a page, since a terminal cannot scroll a part of a line; alone it scrolls.
func (m *Model) walk(n int) {
	at := m.offset + m.row
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for k := at + step; n > 0 && k >= 0 && k < len(m.lines); k += step {
		if m.lines[k] != "" {
			at = k
			n--
		}
	}
	if at < 0 || at >= len(m.lines) || m.lines[at] == "" {
		return
	}
	m.focus = m.lines[at]
	m.reveal(at, step)
}

// reveal scrolls as little as shows item at, and the rule before the first ally
// or the sums after the last.
func (m *Model) reveal(at, step int) {
	h := max(1, m.screen.Body.H)
	edge := at
	for k := at + step; k >= 0 && k < len(m.lines) && m.lines[k] == ""; k += step {
		edge = k // what is no ally is shown with the ally before it
	}
	if max(edge, at)-min(edge, at) >= h {
		edge = at
	}
	turn := 1
	if m.screen.Side.Shown() {
		turn = max(1, h/2)
	}
	if edge < m.offset {
		m.offset = min(edge, m.offset-turn)
	}
	if edge >= m.offset+h {
		m.offset = max(edge-h+1, m.offset+turn)
	}
	m.offset = max(0, min(m.offset, len(m.lines)-h))
	m.row = at - m.offset
	m.home = m.row
}

// match goes to the next pinned ally or, where none is pinned, the next in the
// filtered list.
func (m *Model) match(step int) {
	if m.answer.Query.Pins == "" {
		if m.answer.Query.Filter == "" {
			m.say("nothing to go to: pin allies with space, or filter with /")
			return
		}
		m.walk(step)
		return
	}
	n, at := len(m.lines), m.offset+m.row
	for i := 1; i <= n; i++ {
		k := ((at+i*step)%n + n) % n
		if m.answer.Query.Pins.Index(m.lines[k]) >= 0 {
			m.focus = m.lines[k]
			m.reveal(k, step)
			return
		}
	}
}

// speeds is a constant table of years a minute.
var speeds = [...]int{20, 40, 60, 120, 240}

// firstSpeed is the place in speeds one starts with: a year a second.
const firstSpeed = 2

// playMsg moves the year on; its number tells a tick of an earlier play apart.
type playMsg struct{ rest int }

func (m *Model) togglePlay() tea.Cmd {
	if m.playing {
		m.playing = false
		m.say("stopped")
		return m.later()
	}
	m.playing = true
	if !m.plain {
		m.say(m.speedWords())
	}
	if m.answer.Year == m.answer.Last { // from the end one starts again at the beginning
		return tea.Batch(m.step(intent.Year(m.answer, m.answer.First)), m.tick())
	}
	return m.tick()
}

func (m *Model) speedWords() string {
	return fmt.Sprintf("playing %d years a minute; , slower . faster p stops", speeds[m.speed])
}

func (m *Model) setSpeed(by int) {
	m.speed = max(0, min(m.speed+by, len(speeds)-1))
	if m.playing {
		m.say(m.speedWords())
		return
	}
	m.say(fmt.Sprintf("%d years a minute; p plays", speeds[m.speed]))
}

func (m *Model) tick() tea.Cmd {
	m.plays++
	n := m.plays
	if m.plain {
		return func() tea.Msg { return playMsg{n} }
	}
	return tea.Tick(time.Minute/time.Duration(speeds[m.speed]), func(time.Time) tea.Msg { return playMsg{n} })
}

// played moves one year on, and stops at the last.
func (m *Model) played(msg playMsg) tea.Cmd {
	if !m.playing || msg.rest != m.plays {
		return nil
	}
	if m.answer.Year == m.answer.Last {
		if m.kiosk {
			return tea.Batch(m.step(intent.Year(m.answer, m.answer.First)), m.tick())
		}
		m.playing = false
		m.note = note{}
		return m.later()
	}
	return tea.Batch(m.step(intent.Step(m.answer, 1)), m.tick())
}
