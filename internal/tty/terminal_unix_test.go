//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package tty

import (
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// A program that has noticed the loss of its terminal ends with its own exit code, even if the
// signal arrives later. Uncaught, the signal would end this test.
func TestAHangUpComesLate(t *testing.T) {
	l := &local{signals: make(chan os.Signal, 8), resumed: make(chan struct{}, 1)}
	l.Events()
	l.Close()
	behind := make(chan os.Signal, 1) // signals with a higher number are delivered later
	signal.Notify(behind, syscall.SIGUSR1)
	defer signal.Stop(behind)
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGUSR1} {
		if err := syscall.Kill(os.Getpid(), s); err != nil {
			t.Fatal(err)
		}
	}
	<-behind
}
