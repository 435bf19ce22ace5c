// Package cli is allyscope's commands: it reads arguments in the one grammar,
// asks package analysis, and has package report write the answer.
//
// It makes no number and draws nothing. Standard output carries data only and
// all of it at once, when everything has succeeded; messages go to standard
// error. It keeps no state between runs and reads nothing of its process: an SSH
// session runs the same commands on its own streams.
package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"allyscope/internal/dataset"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/read"
	"allyscope/internal/terminal"
	"allyscope/internal/tty"
	"allyscope/internal/tui"
)

//go:generate go test -run ^Test(Grammar|Data)Page$ -update .

// The exit codes.
const (
	ExitOK     = 0
	ExitFailed = 1
	ExitUsage  = 2
)

// Streams is where a run reads from and writes to.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	// Env is the session's environment, as KEY=value.
	Env []string
	// Terminal tells whether Out is a terminal; Columns is then its width, 0
	// where it does not say.
	Terminal bool
	Columns  int
	// ErrTerminal tells whether Err is a terminal, which is drawn on where Out is a pipe.
	ErrTerminal bool
	// Keys opens where keys are read, which is not In where that is no terminal. It
	// fails where there are no keys at all. Nil: keys are read from In.
	Keys func() (io.Reader, error)
}

func (s Streams) getenv(key string) string { return uv.Environ(s.Env).Getenv(key) }

func (s Streams) home() string { return cmp.Or(s.getenv("HOME"), s.getenv("USERPROFILE")) }

// Standard is the streams of the process itself.
func Standard() Streams {
	columns, _, _ := term.GetSize(os.Stdout.Fd()) // 0 where it cannot be asked
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Environ(), Columns: columns,
		Terminal: term.IsTerminal(os.Stdout.Fd()), ErrTerminal: term.IsTerminal(os.Stderr.Fd()),
		Keys: func() (io.Reader, error) { return tty.Keys(os.Stdin) },
	}
}

// Explorer opens the explorer, and returns when it is left.
type Explorer func(ctx context.Context, o tui.Options, s Streams) error

// Program is what a run is made of besides its arguments and streams.
type Program struct {
	Version string
	// Commit is what the program was built from; empty where that is not known.
	Commit string
	// Tables are what the program carries, laid out as those of package data.
	Tables fs.FS
	// Explore opens the explorer; nil where there is none, as in a session without a terminal.
	Explore Explorer
	// Serve serves over SSH; nil where this run cannot.
	Serve func(args []string, s Streams) error
	// Data are the figures, where many runs share them; nil: each run opens Tables
	// and its user's own editions.
	Data *dataset.Dataset
	// Guest tells that whoever runs it is at another machine: nothing of this one's
	// files is read or written, but what the program carries.
	Guest bool
	// Now is the clock; nil is the system's.
	Now func() time.Time
}

// Run runs one command and returns its exit code: 0 fine, 1 failed, 2 not
// understood, 128 and its number where a signal ended it.
func Run(ctx context.Context, p Program, args []string, s Streams) int {
	typed := strings.Join(append([]string{"allyscope"}, args...), " ")
	r := &run{Program: p, Streams: s, env: terminal.Detect(s.Env), command: typed}
	if r.Now == nil {
		r.Now = time.Now
	}
	r.out = &heedful{Writer: s.Out}
	root := r.root()                          //nolint:contextcheck // a command is given its context when it is run
	root.SetArgs(append([]string{}, args...)) // of none at all the library takes the process's own
	root.SetIn(s.In)
	root.SetOut(r.out)
	root.SetErr(s.Err)
	err := root.ExecuteContext(ctx)
	return r.end(cmp.Or(r.out.failed, err))
}

// heedful keeps why it could not be written to: the library asks nobody who is shown help.
type heedful struct {
	io.Writer
	failed error
}

func (w *heedful) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err != nil {
		w.failed = fmt.Errorf("cannot write the answer: %w", read.Reason(err))
	}
	return n, err
}

// end tells what went wrong and turns it into the exit code.
func (r *run) end(err error) int {
	if err == nil || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		return ExitOK // a reader who has seen enough is no failure
	}
	if killed, ok := errors.AsType[*tty.KilledError](err); ok {
		return killed.ExitCode() // whoever sent the signal knows
	}
	r.tell(err.Error())
	if errors.As(err, new(*usageError)) || errors.As(err, new(*query.Error)) {
		return ExitUsage
	}
	return ExitFailed
}

type usageError struct{ error }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// unknown says that a word is no such thing, offers the nearest, and lists what there is.
func unknown(word, what string, known []string) error {
	if len(known) == 0 {
		return usagef("%q is no %s: there is none", word, what)
	}
	return usagef("%q is no %s%s (there are: %s)", word, what, meant(query.Nearest(word, known)), strings.Join(known, ", "))
}

func meant(near string) string { return format.When(near != "", "; did you mean "+near+"?") }

func badFlag(c *cobra.Command, err error) error {
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		why := bad.Unwrap().Error()
		switch bad.GetFlag().Value.Type() {
		case "int":
			why = "not a whole number that can be used"
		case "bool":
			why = "neither true nor false"
		}
		return usagef("--%s %s is %s", bad.GetFlag().Name, bad.GetValue(), why)
	}
	missing, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return usagef("%s (see allyscope --help)", err)
	}
	name := missing.GetSpecifiedName()
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, f.Name)
		}
	})
	dashes := "-" + format.When(missing.GetSpecifiedShortnames() == "", "-")
	near := meant(format.After("--", query.Nearest(name, known)))
	if strings.Contains(c.Use, "…") { // what it is asked, words say
		near = cmp.Or(meant(query.Keyed(name)), near)
	}
	return usagef("%q is no flag of %s%s", dashes+name, c.CommandPath(), cmp.Or(near, " (see "+c.CommandPath()+" --help)"))
}

// within is a command that has others: it shows its help, and refuses words that are none
// of them.
func (r *run) within(c *cobra.Command, words []string) error { return r.help(c, c, words) }

// help shows what a command is for, as the command that was run writes its text.
func (r *run) help(ran, about *cobra.Command, words []string) error {
	if len(words) > 0 {
		return unknown(words[0], "command of "+about.CommandPath(), available(about))
	}
	about.InitDefaultHelpFlag()
	about.InitDefaultVersionFlag()
	return r.deliverText(ran, cmp.Or(about.Long, about.Short)+"\n\n"+about.UsageString())
}

// available are the names of the commands within one.
func available(c *cobra.Command) []string {
	return format.Each(c.Commands(), func(c *cobra.Command) string { return format.When(c.IsAvailableCommand(), c.Name()) })
}

// heeding has the library's own commands write where the run writes, with its flags, and
// refuse the words that they would drop.
func (r *run) heeding(root *cobra.Command) {
	var script bytes.Buffer
	root.SetOut(&script) // the library notes here where its scripts go
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.RunE = func(_ *cobra.Command, words []string) error {
				about, others, _ := root.Find(words) // help names what it does not find
				return r.help(c, about, others)
			}
		case "completion":
			c.Args, c.RunE = cobra.ArbitraryArgs, r.within
			for _, shell := range c.Commands() {
				write := shell.RunE
				shell.RunE = func(_ *cobra.Command, words []string) error {
					_ = write(shell, words) // into memory: it cannot fail
					return r.deliverText(shell, script.String())
				}
			}
		}
	}
}

// offerCommand offers a command for the first word, where the grammar does not
// know it and a command is near.
func offerCommand(root *cobra.Command, words []string, err error) error {
	var e *query.Error
	if !errors.As(err, &e) || len(words) == 0 || e.Word != words[0] {
		return err
	}
	near := query.Nearest(words[0], available(root))
	if near == "" || slices.Contains(e.Nearest, near) {
		return err
	}
	better := *e
	better.Nearest = append([]string{near}, e.Nearest...)
	return &better
}
