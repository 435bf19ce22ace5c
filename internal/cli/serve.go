package cli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"

	"allyscope/internal/read"
)

// Serve hands the process over to the server, which is a program of its own, found
// beside this one or on the path. It returns only where it cannot.
func Serve(args []string, s Streams) error {
	const name = "allyscope-serve"
	own, _ := os.Executable() // where it is not known, the path is looked at twice
	program, err := exec.LookPath(filepath.Join(filepath.Dir(own), name))
	if err != nil {
		program, err = exec.LookPath(name)
	}
	if err != nil {
		return errors.New("the server, " + name + ", is neither beside this program nor on the path; in a clone: go run ./cmd/" + name)
	}
	if runtime.GOOS != "windows" {
		return fmt.Errorf("%s cannot be run: %w", program, read.Reason(syscall.Exec(program, append([]string{program}, args...), s.Env)))
	}
	c := exec.Command(program, args...) //nolint:noctx // it lives as long as this process
	c.Stdin, c.Stdout, c.Stderr, c.Env = s.In, s.Out, s.Err, s.Env
	return c.Run()
}

func (r *run) serve() *cobra.Command {
	return &cobra.Command{
		Use: "serve [flag…]", Short: "Serve allyscope over SSH; serve --help says how",
		DisableFlagParsing: true,
		RunE:               func(_ *cobra.Command, args []string) error { return r.Serve(args, r.Streams) },
	}
}
