//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package tty

import (
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// A program that has read that its terminal is gone ends with its own exit code, also
// where the signal that says so comes later: the signal would end this test.
func TestAHangUpComesLate(t *testing.T) {
	l := &local{signals: make(chan os.Signal, 8), resumed: make(chan struct{}, 1)}
	l.Events()
	l.Close()
	behind := make(chan os.Signal, 1) // one of a higher number is taken after it
	signal.Notify(behind, syscall.SIGUSR1)
	defer signal.Stop(behind)
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGUSR1} {
		if err := syscall.Kill(os.Getpid(), s); err != nil {
			t.Fatal(err)
		}
	}
	<-behind
}
