// Package termtest runs a Bubble Tea program against a terminal emulator, so
// that a test sees what a person would see and counts the bytes that a slow line
// would carry. It is for tests only: nothing that ships imports it.
//
// # The clock is fake
//
// Bubble Tea writes to the terminal from a ticker, 60 times a second, whatever
// the model last returned by then. Under a real clock the number of frames
// between two keys, and with it the number of bytes, is a matter of luck. So a
// session lives in a bubble of [testing/synctest]:
//
//	func TestYearStep(t *testing.T) {
//		synctest.Test(t, func(t *testing.T) {
//			s := termtest.Start(t, newModel(), termtest.Options{Width: 120, Height: 40})
//			s.Reset()
//			s.Press("right")
//			if got := s.Bytes(); got > 600 {
//				t.Errorf("a year step costs %d bytes, the budget is 600:\n%q", got, s.Output())
//			}
//		})
//	}
//
// In the bubble the clock moves only when every goroutine waits: a key is
// read, handled, its commands run and their messages are handled before the
// next tick of the renderer can happen. Nothing sleeps, a minute of idling
// takes a millisecond, and the outcome is the same on a loaded machine, under
// the race detector and on the hundredth run.
//
// # How bytes are counted
//
// [Terminal.Bytes] is the number of bytes the program handed to its output
// since the last [Terminal.Reset], before "\n" becomes "\r\n" on the way to the
// emulator. [Session.Press] waits after each key until nothing moves, hence one key
// is exactly one frame unless it starts something that moves later. Keys sent in
// one [Session.Type] are handled before the next tick and share a frame.
//
// The numbers are those of a program whose input is no terminal device, which
// is how a session over SSH runs: Bubble Tea then moves down with "\n" and
// takes it to return the carriage too. On a local terminal it may use tabs and
// backspaces as well, and sends as much or less. Colour depth is
// [Options.Profile], and TERM decides which sequences are used at all.
//
// # What it does not do
//
// The emulator knows neither synchronized output nor the Kitty keyboard; a
// test that wants the program to believe otherwise types the reply itself:
// s.Type("\x1b[?2026;2$y"). Window titles have to be ASCII: a byte of a longer
// character can be one of the C1 controls, and the emulator obeys it.
//
// A model that waits for a network or a process has no place in a bubble. Use
// a [Terminal] alone for that, its [Terminal.WaitFor] works with any clock.
package termtest
