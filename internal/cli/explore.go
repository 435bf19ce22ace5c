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

// Explore opens the explorer on the terminal of the run. If the user has logged in to this machine
// over SSH, files are still saved on it, but its clipboard is not the user's and is not used.
func Explore(ctx context.Context, o tui.Options, s Streams) error {
	o.Save = func(name string, data []byte, replace bool) error {
		return save.File(save.AtHome(name, s.home()), data, replace) // no shell has expanded "~"
	}
	switch {
	case o.Environment.Within == terminal.Tmux:
		o.Clipboard = copyToTmux
	case !o.Environment.Remote:
		o.Clipboard = func(text string) (string, error) { return "the clipboard", clipboard.WriteAll(text) }
	}
	return tui.Run(ctx, o, tui.Streams{In: s.In, Out: s.Out, Env: s.Env, Own: tty.Own(s.In, s.Out)})
}

// copyToTmux copies text to tmux's buffer and on to the terminal. A tmux too old for that fails.
func copyToTmux(text string) (where string, err error) {
	const longest = 2 * time.Second
	ctx, done := context.WithTimeout(context.Background(), longest)
	defer done()
	c := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
	c.Stdin = strings.NewReader(text)
	return "tmux's buffer", c.Run()
}

// Serve runs the server, a separate program, in place of this process. The server is looked for
// next to this program and then on the path. On Windows it runs as a child process. Elsewhere Serve
// returns only if the server cannot be run.
func Serve(args []string, s Streams) error {
	const name = "allyscope-serve"
	own, _ := os.Executable() // if unknown, the path is searched twice
	program, err := exec.LookPath(filepath.Join(filepath.Dir(own), name))
	if err != nil {
		program, err = exec.LookPath(name)
	}
	if err != nil {
		return errors.New("the server, " + name + ", is neither next to this program nor on the path; in a clone: go run ./cmd/" + name)
	}
	if runtime.GOOS != "windows" {
		err = syscall.Exec(program, append([]string{program}, args...), s.Env)
		return fmt.Errorf("%s cannot be run: %w", program, read.Reason(err))
	}
	c := exec.Command(program, args...) //nolint:noctx // the server lives as long as this process
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

// defaults returns the user's settings, which are read once. If they cannot be used, it prints why
// and returns the zero Config.
func (r *run) defaults() config.Config {
	switch {
	case r.Guest:
		return config.Config{}
	case r.config != nil:
		return *r.config
	}
	c, err := config.Load(r.settings())
	if err != nil {
		r.reportIgnored("the settings are not used", err)
	}
	r.config = &c
	return c
}

func (r *run) settings() string { return config.Path(r.getenv) }

// reportIgnored prints which setting is not used and why, also for the explorer to show.
func (r *run) reportIgnored(what string, err error) {
	r.notice = what + ": " + err.Error()
	r.message(r.notice)
}

// openingWords returns the words of the question in the settings, which is used if the command line
// has none. It returns nil, and prints why, if that question cannot be answered.
func (r *run) openingWords(own config.Config) []string {
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
			where = r.resumeFile()
		}
		r.reportIgnored("the opening question cannot be answered", fmt.Errorf("%s: %w", where, err))
		return nil
	}
	return words
}

// explorerOptions returns the options of the explorer. A flag overrides a setting, and a setting
// overrides the environment; but the setting for glyphs is ignored in a locale without UTF-8.
func (r *run) explorerOptions() (tui.Options, error) {
	c := r.defaults()
	s := tui.Options{Environment: r.env, Kiosk: r.flags.kiosk, Plain: r.flags.plain, Notice: r.notice}
	look := &s.Environment.Look
	switch {
	case s.Plain && s.Kiosk:
		return s, usagef("--plain waits for keys, and --kiosk plays without them: leave one out")
	case s.Plain && r.hasOutputFlags():
		return s, usagef("--plain converses; for the answer alone, in lines of plain text, use -f plain")
	}
	if look.Glyphs == terminal.ASCII {
		c.Glyphs = ""
	}
	if n, ok := terminal.WaysOfNumbers().Find(c.Numbers); ok {
		look.Numbers = n
	}
	s.NoMouse = r.flags.noMouse || (c.Mouse != nil && !*c.Mouse)
	return s, cmp.Or(
		choose(r.flags.theme, c.Theme, "a theme", terminal.Themes(), func(t terminal.Theme) { look.Theme = t }),
		choose(r.flags.glyphs, c.Glyphs, "a set of glyphs", terminal.GlyphSets(), func(g terminal.Glyphs) { look.Glyphs = g }),
		choose(r.flags.background, c.Background, "a background", terminal.Backgrounds(), func(g theme.Ground) { *look = look.On(g) }))
}

// choose calls take with the value that the flag names or, without the flag, that the settings
// (own) name. Only an unknown name in the flag is an error.
func choose[T ~uint8](name, own, what string, names terminal.Names[T], take func(T)) error {
	switch v, ok := names.Find(cmp.Or(name, own)); {
	case ok:
		take(v)
	case name != "":
		return unknown(name, what, names)
	}
	return nil
}

// explore opens the explorer. Without a terminal, or with a format or a file, it prints the answer.
func (r *run) explore(c *cobra.Command, words []string) error {
	own := r.defaults()
	switch {
	case r.flags.resume && len(words) > 0:
		return usagef("--resume continues where the explorer was left, and takes no words")
	case r.flags.resume:
		own.Query = r.savedQuestion()
	}
	if len(words) == 0 {
		words = r.openingWords(own)
	}
	s, err := r.explorerOptions()
	if err != nil {
		return err
	}
	if r.hasOutputFlags() || !r.explorable(r.Terminal) {
		return offerCommand(c, words, r.answer(true, lineReader(words)))
	}
	ds := r.open()
	q, err := lineReader(words)(analysis.Vocabulary(ds))
	switch {
	case err != nil:
		return offerCommand(c, words, err)
	case !q.OnView():
		return r.answer(false, lineReader(words))
	}
	if !r.Guest && !s.Kiosk {
		s.Left = r.saveQuestion
	}
	s.Data, s.Query, s.Notice = ds, q.Query, cmp.Or(s.Notice, q.Said())
	if _, err := analysis.RankingFor(ds, s.Query); err != nil {
		return err // printed while the terminal still shows messages
	}
	return r.Explore(c.Context(), s, r.Streams)
}

// lineReader returns a function that reads words typed without a command. They may be a sentence
// that asks for a command, such as "whose figures".
func lineReader(words []string) func(*query.Vocabulary) (command.Question, error) {
	return func(v *query.Vocabulary) (command.Question, error) {
		q, _, err := command.Line(strings.Join(words, " "), v)
		return q, err
	}
}

// hasOutputFlags reports whether a flag asks for a format or a file instead of the screen.
func (r *run) hasOutputFlags() bool { return r.flags.format != "" || r.flags.output != "" }

// explorable reports whether the explorer can be opened, and prepares to read its keys. terminal
// says whether the stream it is drawn on is a terminal. A conversation (--plain) needs none: it
// reads any input.
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

// pick returns the command that lets the user choose an ally in the explorer and prints its code.
// The explorer is drawn on standard error, so that the code can be piped.
func (r *run) pick() *cobra.Command {
	return r.addExploring(&cobra.Command{
		Use:               "pick [word…]",
		Short:             "Choose an ally on the screen with enter, and print its code",
		Example:           "  allyscope show $(allyscope pick nordic)",
		ValidArgsFunction: r.completing(command.Command{Uses: query.AllWords}),
		RunE: func(c *cobra.Command, words []string) error {
			if r.flags.format != "" {
				return usagef("%s prints only a code and does not take --format", c.CommandPath())
			}
			ds := r.open()
			s, err := r.explorerOptions()
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

const maxLeft = 1 << 12 // bytes of the file with the last question

// resumeFile returns the file that keeps the explorer's last question for --resume:
// $XDG_STATE_HOME/allyscope/last, by default below ~/.local/state. It is empty if the home
// directory is unknown.
func (r *run) resumeFile() string {
	return save.Place(r.getenv("XDG_STATE_HOME"), r.home(), ".local/state", "last")
}

// saveQuestion stores the question on show when the explorer is left. If it cannot be stored, there
// is nothing for --resume to continue.
func (r *run) saveQuestion(q query.Query, _ ally.Code) {
	name := r.resumeFile()
	if name == "" || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	_ = save.File(name, []byte(q.Link()+"\n"), true) // the session is over: nowhere to report it
}

// savedQuestion returns what saveQuestion stored. If there is none it prints so and returns "".
func (r *run) savedQuestion() string {
	content, err := read.File(r.resumeFile(), maxLeft)
	if err != nil || r.Guest {
		r.message("there is nothing to resume: no question has been kept yet")
		return ""
	}
	return strings.TrimSpace(string(content))
}
