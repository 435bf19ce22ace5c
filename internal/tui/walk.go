package tui

// walk moves the focus by n allies. Beside a panel the list turns over by half
// a page, since a terminal cannot scroll a part of a line; alone it scrolls.
func (m *Model) walk(n int) {
	at := m.offset + m.row
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for k := at + step; n > 0 && k >= 0 && k < len(m.items); k += step {
		if m.items[k].Row != nil {
			at = k
			n--
		}
	}
	if at < 0 || at >= len(m.items) || m.items[at].Row == nil {
		return
	}
	m.focus = m.items[at].Row.Ally.Code
	m.reveal(at, step)
}

// reveal scrolls as little as shows item at, and the rule before the first ally
// or the sums after the last.
func (m *Model) reveal(at, step int) {
	h := max(1, m.screen.Body.H)
	edge := at
	for k := at + step; k >= 0 && k < len(m.items) && m.items[k].Row == nil; k += step {
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
	m.offset = max(0, min(m.offset, len(m.items)-h))
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
	n, at := len(m.items), m.offset+m.row
	for i := 1; i <= n; i++ {
		k := ((at+i*step)%n + n) % n
		if r := m.items[k].Row; r != nil && r.Pin >= 0 {
			m.focus = r.Ally.Code
			m.reveal(k, step)
			return
		}
	}
}
