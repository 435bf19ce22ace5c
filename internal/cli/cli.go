// Package cli implements allyscope's commands: it parses the arguments with the query grammar,
// gets the answer from package answers, and has package report write it.
//
// It computes no figures and draws nothing. Standard output carries only data, written in one go
// once everything has succeeded; messages go to standard error. A run keeps no global state and
// reads nothing from its process, so an SSH session can run the same commands on its own streams.
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

// Streams holds the input, the outputs and the environment of a run.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	// Env is the environment of the session, as KEY=value.
	Env []string
	// Terminal reports whether Out is a terminal. Columns is its width then, or 0 if not known.
	Terminal bool
	Columns  int
	// ErrTerminal reports whether Err is a terminal; pick draws on it so that Out can be piped.
	ErrTerminal bool
	// Keys opens the stream that keys are read from if In is not a terminal. It returns an error
	// if there is no keyboard. If Keys is nil, keys are read from In.
	Keys func() (io.Reader, error)
}

func (s Streams) getenv(key string) string { return uv.Environ(s.Env).Getenv(key) }

func (s Streams) home() string { return cmp.Or(s.getenv("HOME"), s.getenv("USERPROFILE")) }

// Standard returns the standard streams and the environment of the process.
func Standard() Streams {
	columns, _, _ := term.GetSize(os.Stdout.Fd()) // 0 if unknown
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Environ(), Columns: columns,
		Terminal: term.IsTerminal(os.Stdout.Fd()), ErrTerminal: term.IsTerminal(os.Stderr.Fd()),
		Keys: func() (io.Reader, error) { return tty.Keys(os.Stdin) },
	}
}

// Explorer runs the explorer and returns when the user leaves it.
type Explorer func(ctx context.Context, o tui.Options, s Streams) error

// Program holds everything a run needs besides its arguments and streams.
type Program struct {
	Version string
	// Commit is the commit that the program was built from; empty if unknown.
	Commit string
	// Tables holds the embedded tables, laid out as in package data.
	Tables fs.FS
	// Explore opens the explorer; nil if this run has none.
	Explore Explorer
	// Serve serves over SSH; nil if this run cannot.
	Serve func(args []string, s Streams) error
	// Data holds the figures if several runs share them. If Data is nil, each run opens Tables and
	// the user's own editions.
	Data *dataset.Dataset
	// Guest is true if the user is on another machine: the run then uses no files of this one.
	Guest bool
	// Now returns the current time; nil means time.Now.
	Now func() time.Time
}

// Run runs one command and returns its exit code: 0 for success, 1 for a failure, 2 for bad usage,
// or 128 plus the number of the signal that ended the command.
func Run(ctx context.Context, p Program, args []string, s Streams) int {
	typed := strings.Join(append([]string{"allyscope"}, args...), " ")
	r := &run{Program: p, Streams: s, env: terminal.Detect(s.Env), command: typed}
	if r.Now == nil {
		r.Now = time.Now
	}
	r.out = &answerWriter{Writer: s.Out}
	root := r.root()                          //nolint:contextcheck // ExecuteContext sets the context
	root.SetArgs(append([]string{}, args...)) // never nil: Cobra would use the arguments of the process
	root.SetIn(s.In)
	root.SetOut(r.out)
	root.SetErr(s.Err)
	err := root.ExecuteContext(ctx)
	return r.exitCode(cmp.Or(r.out.failed, err))
}

// answerWriter is the standard output of a run. It remembers the last write error, because Cobra
// ignores errors when it prints help.
type answerWriter struct {
	io.Writer
	failed error
}

func (w *answerWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err != nil {
		w.failed = fmt.Errorf("cannot write the answer: %w", read.Reason(err))
	}
	return n, err
}

// exitCode prints the error, if it has to be printed, and returns the exit code for it. A reader
// that closes the pipe early is no failure; on the standard output of the process itself, SIGPIPE
// ends the program before that, as it ends cat and grep.
func (r *run) exitCode(err error) int {
	if err == nil || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		return ExitOK
	}
	if killed, ok := errors.AsType[*tty.KilledError](err); ok {
		return killed.ExitCode() // the sender of the signal needs no message
	}
	r.message(err.Error())
	if errors.As(err, new(*usageError)) || errors.As(err, new(*query.Error)) {
		return ExitUsage
	}
	return ExitFailed
}

// usageError is an error in how the command was used: Run returns ExitUsage for it.
type usageError struct{ error }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// unknown returns the error for a word that is not one of the known ones. It offers the nearest
// known word and lists all of them; what says what they are, such as "a format".
func unknown(word, what string, known []string) error {
	if len(known) == 0 {
		return usagef("%q is not %s: there are none", word, what)
	}
	return usagef("%q is not %s%s (choose from: %s)", word, what, didYouMean(query.Nearest(word, known)), strings.Join(known, ", "))
}

// didYouMean returns the end of an error message that offers near, or "" if near is empty.
func didYouMean(near string) string { return format.When(near != "", "; did you mean "+near+"?") }

// badFlag rewords pflag's errors in the form of our own messages. For a command that takes a
// question it offers the word that asks for the same thing, such as top:5 for --top.
func badFlag(c *cobra.Command, err error) error {
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		why := bad.Unwrap().Error()
		switch bad.GetFlag().Value.Type() {
		case "int":
			why = "not a usable whole number"
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
	near := didYouMean(format.After("--", query.Nearest(name, known)))
	if strings.Contains(c.Use, "…") { // the command takes the words of a question
		near = cmp.Or(didYouMean(query.Keyed(name)), near)
	}
	return usagef("%q is not a flag of %s%s", dashes+name, c.CommandPath(), cmp.Or(near, " (see "+c.CommandPath()+" --help)"))
}

// runGroup runs a command that only groups others: it shows its help, and refuses any word.
func (r *run) runGroup(c *cobra.Command, words []string) error { return r.help(c, c, words) }

// help writes the help text of about, following the flags of ran. Words left over are refused.
func (r *run) help(ran, about *cobra.Command, words []string) error {
	if len(words) > 0 {
		return unknown(words[0], "a command of "+about.CommandPath(), available(about))
	}
	about.InitDefaultHelpFlag()
	about.InitDefaultVersionFlag()
	return r.deliverText(ran, helpText(about))
}

func helpText(c *cobra.Command) string { return cmp.Or(c.Long, c.Short) + "\n\n" + c.UsageString() }

// available returns the names of the subcommands that help lists.
func available(c *cobra.Command) []string {
	return format.Each(c.Commands(), func(c *cobra.Command) string { return format.When(c.IsAvailableCommand(), c.Name()) })
}

// adaptLibraryCommands makes Cobra's own commands, help and completion, write through deliverText,
// obey our flags, and refuse words that they would ignore.
func (r *run) adaptLibraryCommands(root *cobra.Command) {
	var script bytes.Buffer
	root.SetOut(&script) // the completion commands keep the writer that is set when they are made
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.RunE = func(_ *cobra.Command, words []string) error {
				about, others, _ := root.Find(words) // help refuses what Find does not know
				return r.help(c, about, others)
			}
		case "completion":
			c.Args, c.RunE = cobra.ArbitraryArgs, r.runGroup
			for _, shell := range c.Commands() {
				write := shell.RunE
				shell.RunE = func(_ *cobra.Command, words []string) error {
					_ = write(shell, words) // writes to memory, which cannot fail
					return r.deliverText(shell, script.String())
				}
			}
		}
	}
}

// offerCommand adds the nearest command to an error about the first word, so that "rnak" offers
// rank. It returns any other error unchanged.
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
