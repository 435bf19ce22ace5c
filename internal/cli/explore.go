package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/atotto/clipboard"
	"github.com/spf13/cobra"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/command"
	"allyscope/internal/config"
	"allyscope/internal/query"
	"allyscope/internal/read"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
	"allyscope/internal/theme"
	"allyscope/internal/tty"
	"allyscope/internal/tui"
)

// Explore opens the explorer on the run's own terminal. Over SSH the machine's
// clipboard is not the reader's, but its files are: the reader has a shell on it.
func Explore(ctx context.Context, o tui.Options, s Streams) error {
	o.Save = func(name string, data []byte, replace bool) error {
		return save.File(save.AtHome(name, s.home()), data, replace) // no shell stands between, which knows "~"
	}
	switch {
	case o.Environment.Within == terminal.Tmux:
		o.Clipboard = toTmux
	case !o.Environment.Remote:
		o.Clipboard = func(text string) (string, error) { return "the clipboard", clipboard.WriteAll(text) }
	}
	return tui.Run(ctx, o, tui.Streams{In: s.In, Out: s.Out, Env: s.Env, Own: tty.Own(s.In, s.Out)})
}

// toTmux copies to tmux's own buffer and has it tell the terminal, which an older tmux cannot.
func toTmux(text string) (where string, err error) {
	const longest = 2 * time.Second
	ctx, done := context.WithTimeout(context.Background(), longest)
	defer done()
	c := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
	c.Stdin = strings.NewReader(text)
	return "tmux's buffer", c.Run()
}

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
		err = syscall.Exec(program, append([]string{program}, args...), s.Env)
		return fmt.Errorf("%s cannot be run: %w", program, read.Reason(err))
	}
	c := exec.Command(program, args...) //nolint:noctx // it lives as long as this process
	c.Stdin, c.Stdout, c.Stderr, c.Env = s.In, s.Out, s.Err, s.Env
	return c.Run()
}

func (r *run) addExploring(c *cobra.Command) *cobra.Command {
	f := c.Flags()
	oneOf(c, f, &r.flags.theme, "theme", "", "draw in `THEME`", terminal.Themes())
	oneOf(c, f, &r.flags.glyphs, "glyphs", "", "draw with `GLYPHS`", terminal.GlyphSets())
	oneOf(c, f, &r.flags.background, "background", "", "draw for a `BACKGROUND`", terminal.Backgrounds())
	f.BoolVar(&r.flags.noMouse, "no-mouse", false, "leave the mouse to the terminal")
	f.BoolVar(&r.flags.kiosk, "kiosk", false, "play the years over and over until a key is pressed")
	f.BoolVar(&r.flags.plain, "plain", false, "converse in lines of plain text, for screen readers and slow lines; needs no screen")
	return c
}

// defaults reads the reader's own defaults, once. Where they cannot be used, this
// is told, and there are none.
func (r *run) defaults() config.Config {
	switch {
	case r.Guest:
		return config.Config{}
	case r.config != nil:
		return *r.config
	}
	c, err := config.Load(r.settings())
	if err != nil {
		r.ignore("the settings are not used", err)
	}
	r.config = &c
	return c
}

func (r *run) settings() string { return config.Path(r.getenv) }

// ignore tells what of the settings is not used and why, and has the explorer say it too.
func (r *run) ignore(what string, err error) {
	r.notice = what + ": " + err.Error()
	r.tell(r.notice)
}

// opening is the question that is asked when none was: the reader's own, where it
// can be answered.
func (r *run) opening(own config.Config) []string {
	words := strings.Fields(own.Query)
	if len(words) == 0 {
		return nil
	}
	ds := r.open()
	q, err := query.Parse(own.Query, analysis.Vocabulary(ds))
	if err == nil {
		_, err = analysis.RankingFor(ds, q)
	}
	if err != nil {
		where := fmt.Sprintf("%s: line %d", r.settings(), own.QueryLine)
		if r.flags.resume {
			where = r.leftFile()
		}
		r.ignore("the question in the settings is not asked", fmt.Errorf("%s: %w", where, err))
		return nil
	}
	return words
}

// session is what the flags, the environment and the reader's defaults make of
// an explorer, in this order.
func (r *run) session() (tui.Options, error) {
	c := r.defaults()
	s := tui.Options{Environment: r.env, Kiosk: r.flags.kiosk, Plain: r.flags.plain, Notice: r.notice}
	look := &s.Environment.Look
	switch {
	case s.Plain && s.Kiosk:
		return s, usagef("--plain waits for keys, and --kiosk plays without them: leave one of them out")
	case s.Plain && r.written():
		return s, usagef("--plain converses; for the answer alone, in lines of plain text, use -f plain")
	}
	if look.Glyphs == terminal.ASCII { // the locale says what the terminal can draw at all
		c.Glyphs = ""
	}
	if n, ok := terminal.WaysOfNumbers().Find(c.Numbers); ok {
		look.Numbers = n
	}
	s.NoMouse = r.flags.noMouse || (c.Mouse != nil && !*c.Mouse)
	return s, cmp.Or(
		choose(r.flags.theme, c.Theme, "theme", terminal.Themes(), func(t terminal.Theme) { look.Theme = t }),
		choose(r.flags.glyphs, c.Glyphs, "set of glyphs", terminal.GlyphSets(), func(g terminal.Glyphs) { look.Glyphs = g }),
		choose(r.flags.background, c.Background, "background", terminal.Backgrounds(), func(g theme.Ground) { *look = look.On(g) }))
}

// choose takes a choice by the name that a flag gives or, without one, the reader's own.
func choose[T ~uint8](name, own, what string, names terminal.Names[T], take func(T)) error {
	switch v, ok := names.Find(cmp.Or(name, own)); {
	case ok:
		take(v)
	case name != "":
		return unknown(name, what, names)
	}
	return nil
}

// explore opens the explorer where there is a terminal to draw on, and prints
// the ranking elsewhere, or where a format was asked for.
func (r *run) explore(c *cobra.Command, words []string) error {
	own := r.defaults()
	switch {
	case r.flags.resume && len(words) > 0:
		return usagef("--resume continues where the explorer was left, and takes no words")
	case r.flags.resume:
		own.Query = r.leftAt()
	}
	if len(words) == 0 {
		words = r.opening(own)
	}
	s, err := r.session()
	if err != nil {
		return err
	}
	if r.written() || !r.explorable(r.Terminal) {
		return offerCommand(c, words, r.answer(true, asked(words)))
	}
	ds := r.open()
	q, err := asked(words)(analysis.Vocabulary(ds))
	switch {
	case err != nil:
		return offerCommand(c, words, err)
	case !q.OnView():
		return r.answer(false, asked(words))
	}
	if !r.Guest && !s.Kiosk {
		s.Left = r.leave
	}
	s.Data, s.Query, s.Notice = ds, q.Query, cmp.Or(s.Notice, q.Said())
	if _, err := analysis.RankingFor(ds, s.Query); err != nil {
		return err // better said before the screen is taken
	}
	return r.Explore(c.Context(), s, r.Streams)
}

// asked reads words that no command stands before; a sentence may ask for one.
func asked(words []string) func(*query.Vocabulary) (command.Question, error) {
	return func(v *query.Vocabulary) (command.Question, error) {
		q, _, err := command.Line(strings.Join(words, " "), v)
		return q, err
	}
}

// written tells whether the answer is asked for in a format or a file, and not on the screen.
func (r *run) written() bool { return r.flags.format != "" || r.flags.output != "" }

// explorable tells whether the explorer can be opened where it would be drawn, and opens where
// its keys are read. A conversation needs no terminal: it reads the input, whatever that is.
func (r *run) explorable(terminal bool) bool {
	if r.flags.plain {
		return r.Explore != nil
	}
	if !terminal || !r.env.Screen || r.Explore == nil {
		return false
	}
	if r.Keys == nil {
		return true
	}
	keys, err := r.Keys()
	if err != nil {
		return false
	}
	r.In = keys
	tui.Prepare()
	return true
}

// pick lets the reader choose an ally on the screen and prints its code: the
// screen is drawn on standard error, so that the code can be piped.
func (r *run) pick() *cobra.Command {
	return r.addExploring(&cobra.Command{
		Use:               "pick [word…]",
		Short:             "Choose an ally on the screen with enter, and print its code",
		Example:           "  allyscope show $(allyscope pick nordic)",
		ValidArgsFunction: r.completing(command.Command{Uses: query.AllWords}),
		RunE: func(c *cobra.Command, words []string) error {
			if r.flags.format != "" {
				return usagef("%s prints a code alone and does not take --format", c.CommandPath())
			}
			ds := r.open()
			s, err := r.session()
			if err != nil {
				return err
			}
			if s.Query, err = query.Parse(strings.Join(words, " "), analysis.Vocabulary(ds)); err != nil {
				return err
			}
			if !r.explorable(r.ErrTerminal) {
				return errors.New("there is no terminal to choose on")
			}
			var chosen ally.Code
			s.Data, s.Pick, s.Left = ds, true, func(_ query.Query, picked ally.Code) { chosen = picked }
			on := r.Streams
			on.Out = r.Err
			if err := r.Explore(c.Context(), s, on); err != nil {
				return err
			}
			if chosen == "" {
				return errors.New("no ally was chosen")
			}
			return r.deliver([]byte(chosen + "\n"))
		},
	})
}

const maxLeft = 1 << 12 // bytes of the file with that question

// leftFile is where the question is kept that the explorer was left at:
// $XDG_STATE_HOME/allyscope/last, else below ~/.local/state; empty where no folder is known.
func (r *run) leftFile() string {
	return save.Place(r.getenv("XDG_STATE_HOME"), r.home(), ".local/state", "last")
}

// leave keeps the question that the explorer is left at. Where that cannot be, the next
// session begins anew, as it does without.
func (r *run) leave(q query.Query, _ ally.Code) {
	name := r.leftFile()
	if name == "" || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	_ = save.File(name, []byte(q.Link()+"\n"), true) // nobody is there any more who could be told
}

// leftAt is the question that the explorer was left at; empty where none is known.
func (r *run) leftAt() string {
	content, err := read.File(r.leftFile(), maxLeft)
	if err != nil || r.Guest {
		r.tell("there is no screen to resume: none has been left yet")
		return ""
	}
	return strings.TrimSpace(string(content))
}
