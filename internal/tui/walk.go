package tui

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
