package follow

import "sync"

// Memory is a bus within one process. The zero value is ready.
type Memory struct {
	mu   sync.Mutex
	subs map[string]map[*memorySub]struct{}
}

// memorySub hands messages on in their order, one after the other, to a function
// that may itself publish.
type memorySub struct {
	receive func([]byte)
	mu      sync.Mutex
	queue   [][]byte
	busy    bool
	stopped bool
}

// maxWaiting bounds what waits for one who does not listen.
const maxWaiting = 1024

// Publish hands a message to all who listen.
func (m *Memory) Publish(subject string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for s := range m.subs[subject] {
		s.put(data)
	}
	return nil
}

// Subscribe listens to a subject.
func (m *Memory) Subscribe(subject string, receive func([]byte)) (func(), error) {
	s := &memorySub{receive: receive}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.subs == nil {
		m.subs = map[string]map[*memorySub]struct{}{}
	}
	if m.subs[subject] == nil {
		m.subs[subject] = map[*memorySub]struct{}{}
	}
	m.subs[subject][s] = struct{}{}
	return func() { m.drop(subject, s) }, nil
}

func (m *Memory) drop(subject string, s *memorySub) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.subs[subject], s)
	if len(m.subs[subject]) == 0 {
		delete(m.subs, subject)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped, s.queue = true, nil
}

// Up is always true: nothing lies between.
func (m *Memory) Up(func(bool)) (bool, func()) { return true, func() {} }

func (s *memorySub) put(data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped || len(s.queue) >= maxWaiting {
		return
	}
	s.queue = append(s.queue, data)
	if !s.busy {
		s.busy = true
		go s.run()
	}
}

func (s *memorySub) run() {
	for {
		s.mu.Lock()
		if len(s.queue) == 0 {
			s.busy = false
			s.mu.Unlock()
			return
		}
		data := s.queue[0]
		s.queue = s.queue[1:]
		s.mu.Unlock()
		s.receive(data)
	}
}
