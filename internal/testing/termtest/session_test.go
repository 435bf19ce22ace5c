package termtest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"allyscope/internal/testing/termtest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// counter is the smallest model that exercises the harness: keys move a
// number, p starts a clock, d answers through a command.
type counter struct {
	n, width, height int
	seen             []string
}

type (
	tick    struct{}
	delayed struct{}
)

func (c *counter) Init() tea.Cmd { return nil }

func (c *counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.width, c.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		c.seen = append(c.seen, msg.String())

		return c, c.key(msg.String())
	case tea.MouseClickMsg:
		c.n = msg.X*1000 + msg.Y
	case tea.MouseMotionMsg:
		c.n++
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelDown {
			c.n--
		} else {
			c.n++
		}
	case delayed:
		c.n += 100
	case tick:
		c.n++

		return c, clock()
	}

	return c, nil
}

func (c *counter) key(name string) tea.Cmd {
	switch name {
	case "right":
		c.n++
	case "left":
		c.n--
	case "d":
		return func() tea.Msg { return delayed{} }
	case "p":
		return clock()
	case "q":
		return tea.Quit
	case "ctrl+c":
		return tea.Interrupt
	}

	return nil
}

func clock() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tick{} })
}

func (c *counter) View() tea.View {
	view := tea.NewView(fmt.Sprintf("count %d\n\x1b[1;32mon %dx%d\x1b[m", c.n, c.width, c.height))
	view.AltScreen = true
	view.MouseMode = tea.MouseModeCellMotion
	view.WindowTitle = "counter"

	return view
}

// run starts a counter in a bubble.
func run(t *testing.T, options termtest.Options, test func(t *testing.T, s *termtest.Session)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(t, termtest.Start(t, &counter{}, options))
	})
}

func has(text string) func(string) bool {
	return func(screen string) bool { return strings.Contains(screen, text) }
}

func TestFirstScreenIsThereAtTheStart(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		if got := strings.TrimSpace(s.Screen()); got != "count 0\non 80x24" {
			t.Errorf("screen %q", got)
		}

		if !s.AltScreen() || s.Title() != "counter" {
			t.Errorf("alternate screen %v, title %q", s.AltScreen(), s.Title())
		}
	})
}

func TestBytesOfAKeyAreAlwaysTheSame(t *testing.T) {
	for range 20 {
		run(t, termtest.Options{Width: 120, Height: 40}, func(t *testing.T, s *termtest.Session) {
			// The first frame leaves the cursor behind the second line, hence
			// the way up; after that it stands behind the digit.
			for _, want := range []string{"\x1b[1;7H1", "\x1b[D2", "\x1b[D3"} {
				s.Reset()
				s.Press("right")

				if got := s.Output(); got != want || s.Bytes() != len(want) || s.Writes() != 1 {
					t.Fatalf("%q, %d bytes in %d frames; want %q", got, s.Bytes(), s.Writes(), want)
				}
			}
		})
	}
}

func TestKeysTypedTogetherShareAFrame(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		arrow, err := termtest.Keys("right")
		if err != nil {
			t.Fatal(err)
		}

		s.Reset()
		s.Type(strings.Repeat(arrow, 20))
		s.Idle()

		if s.Writes() != 1 || !has("count 20")(s.Screen()) {
			t.Errorf("%d frames, screen %q", s.Writes(), s.Screen())
		}
	})
}

func TestCommandsRunBeforeTheFrame(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Reset()
		s.Press("d")

		if s.Writes() != 1 || !has("count 100")(s.Screen()) {
			t.Errorf("%d frames, screen %q", s.Writes(), s.Screen())
		}
	})
}

func TestIdleSendsNothing(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Reset()
		s.Advance(time.Minute)

		if s.Bytes() != 0 {
			t.Errorf("idle for a minute: %q", s.Output())
		}
	})
}

func TestTimePassesOnRequest(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Press("p")

		if !has("count 0")(s.Screen()) {
			t.Fatalf("too early: %q", s.Screen())
		}

		s.Advance(3500 * time.Millisecond)

		if !has("count 3")(s.Screen()) {
			t.Errorf("after three ticks: %q", s.Screen())
		}

		s.WaitFor(has("count 60"))
	})
}

func TestEscapeIsAKeyOfItsOwn(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Press("esc", "j")

		model, ok := s.Quit().(*counter)
		if !ok || strings.Join(model.seen, " ") != "esc j" {
			t.Errorf("keys %q", model.seen)
		}
	})
}

func TestMouse(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Click(7, 3)

		if !has("count 7003")(s.Screen()) {
			t.Errorf("click: %q", s.Screen())
		}

		s.Wheel(7, 3, 2)
		s.Wheel(7, 3, -1)

		if !has("count 7002")(s.Screen()) {
			t.Errorf("wheel: %q", s.Screen())
		}

		s.Drag(1, 1, 5, 1)

		if !has("count 1002")(s.Screen()) {
			t.Errorf("drag: %q", s.Screen())
		}
	})
}

func TestResize(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Resize(120, 40)

		if !has("on 120x40")(s.Screen()) || strings.Count(s.Screen(), "\n") != 39 {
			t.Errorf("screen %q", s.Screen())
		}
	})
}

func TestColoursFollowTheProfile(t *testing.T) {
	for _, test := range []struct {
		profile colorprofile.Profile
		want    string
	}{
		{colorprofile.ANSI256, "a bold fg=2"},
		{colorprofile.ASCII, "a bold"},
	} {
		run(t, termtest.Options{Profile: test.profile}, func(t *testing.T, s *termtest.Session) {
			if got := s.Styles(); !strings.HasSuffix(got, "\n"+test.want) {
				t.Errorf("%v: styles %q", test.profile, got)
			}
		})
	}
}

func TestSynchronizedOutputIfTheTerminalSaysSo(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Type("\x1b[?2026;2$y")
		s.Reset()
		s.Press("right")

		if !strings.HasPrefix(s.Output(), "\x1b[?2026h") || !strings.HasSuffix(s.Output(), "\x1b[?2026l") {
			t.Errorf("output %q", s.Output())
		}
	})
}

func TestTheProgramMayEndItself(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Press("right", "p", "q") // a tick is still under way

		model, err := s.WaitExit()
		if err != nil || s.AltScreen() {
			t.Errorf("error %v, alternate screen %v", err, s.AltScreen())
		}

		if last, ok := model.(*counter); !ok || last.n != 1 {
			t.Errorf("last model %+v", model)
		}
	})

	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Press("ctrl+c")

		if _, err := s.WaitExit(); !errors.Is(err, tea.ErrInterrupted) {
			t.Errorf("error %v", err)
		}
	})
}

func TestSend(t *testing.T) {
	run(t, termtest.Options{}, func(t *testing.T, s *termtest.Session) {
		s.Send(delayed{})

		if !has("count 100")(s.Screen()) {
			t.Errorf("screen %q", s.Screen())
		}
	})
}

// witness records what a helper would have reported. Its Fatal ends the
// goroutine as a real one does.
type witness struct {
	testing.TB

	failures []string
}

func (w *witness) Helper() {}

func (w *witness) Errorf(format string, args ...any) {
	w.failures = append(w.failures, fmt.Sprintf(format, args...))
}

func (w *witness) Fatalf(format string, args ...any) {
	w.Errorf(format, args...)
	panic(w)
}

func (w *witness) Fatal(args ...any) { w.Fatalf("%s", fmt.Sprint(args...)) }

// failure returns what the function reported as fatal.
func failure(t *testing.T, f func(testing.TB)) (text string) {
	t.Helper()

	w := &witness{TB: t}

	defer func() {
		if r := recover(); r != nil && r != any(w) {
			panic(r)
		}

		text = strings.Join(w.failures, "\n")
	}()

	f(w)

	return ""
}

func TestStartNeedsABubble(t *testing.T) {
	got := failure(t, func(w testing.TB) { termtest.Start(w, &counter{}, termtest.Options{}) })

	if !strings.Contains(got, "synctest.Test") {
		t.Errorf("reported %q", got)
	}
}

func TestWaitForGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := failure(t, func(w testing.TB) {
			termtest.Start(w, &counter{}, termtest.Options{}).WaitFor(has("never"))
		})

		if !strings.Contains(got, "never showed it within 1m0s") || !strings.Contains(got, "│count 0") {
			t.Errorf("reported %q", got)
		}
	})
}

func TestPressRefusesUnknownKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := failure(t, func(w testing.TB) {
			termtest.Start(w, &counter{}, termtest.Options{}).Press("rihgt")
		})

		if got != `unknown key "rihgt"` {
			t.Errorf("reported %q", got)
		}
	})
}

func TestPressRefusesAnEndedProgram(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := failure(t, func(w testing.TB) {
			termtest.Start(w, &counter{}, termtest.Options{}).Press("q", "x")
		})

		if !strings.Contains(got, "the program has ended") {
			t.Errorf("reported %q", got)
		}
	})
}
