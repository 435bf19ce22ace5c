package cli

import (
	"cmp"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/muesli/mango"
	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/cell"
	"allyscope/internal/command"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/tui"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/views"
)

const rootLong = `allyscope compares NATO allies' defence expenditure with their pledges, from
figures as NATO published them, edition by edition.

On a terminal it opens the explorer. With its output in a pipe or a file it
prints the ranking. With --plain it converses in lines of plain text, for screen
readers and slow connections.

Ask in words, in any order: allies, a group, a measure, a year or a range, a
target, and key:value for the rest.`

const rootExample = `  allyscope                                opens the explorer
  allyscope EST POL LVA 2014..2024 3.5%    with three allies pinned
  allyscope equipment 2024 20% sort:gap    another measure and target
  allyscope nordic 2024 edition:2024-06    a group, as it was known then
  allyscope rank 2024 2% --format csv      the ranking as data
  allyscope --plain                        in lines of text, without a screen
  allyscope tour                           ten slides on how to read all this`

func (r *run) root() *cobra.Command {
	c := &cobra.Command{
		Use:               "allyscope [word…]",
		Short:             "Compare NATO allies' defence expenditure with their pledges",
		Long:              rootLong,
		Example:           rootExample,
		Version:           r.Version,
		Args:              cobra.ArbitraryArgs, // the words of the grammar
		SilenceErrors:     true,
		SilenceUsage:      true,
		ValidArgsFunction: r.completing(command.Command{Uses: query.AllWords}),
		RunE:              r.explore,
	}
	c.SetVersionTemplate("allyscope " + r.Version + "\n")
	c.SetFlagErrorFunc(badFlag)
	// Cobra's own function writes help in pieces: a reader such as head, which ends after the first
	// lines, would break the pipe before the last piece.
	c.SetHelpFunc(func(c *cobra.Command, _ []string) { _, _ = io.WriteString(r.out, helpText(c)) })
	r.addFlags(c)
	r.addExploring(c)
	c.Flags().BoolVar(&r.flags.resume, "resume", false, "continue where the explorer was left")
	for _, x := range command.All() {
		c.AddCommand(r.questionCommand(x))
	}
	editions, _, _ := c.Find([]string{"editions"}) // one of the commands just added
	editions.AddCommand(r.diff())
	c.AddCommand(r.tour(), r.present(), r.data(), r.pick(), r.manual(), r.version())
	if r.Serve != nil {
		c.AddCommand(&cobra.Command{
			Use: "serve [flag…]", Short: "Serve allyscope over SSH; serve --help says how", DisableFlagParsing: true,
			RunE: func(_ *cobra.Command, args []string) error { return r.Serve(args, r.Streams) },
		})
	}
	r.adaptLibraryCommands(c)
	return c
}

// questionCommand returns the Cobra command for one that answers a question.
func (r *run) questionCommand(x command.Command) *cobra.Command {
	return &cobra.Command{
		Use: x.Usage(), Short: x.Short, Example: x.Example,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: r.completing(x),
		RunE: func(_ *cobra.Command, words []string) error {
			return r.answer(x.Viewed, func(v *query.Vocabulary) (command.Question, error) { return x.Ask(words, v) })
		},
	}
}

// answer checks the flags, reads the question with ask and writes its answer. viewed reports
// whether a view shows the answer, so that it can be written as a picture.
func (r *run) answer(viewed bool, ask func(*query.Vocabulary) (command.Question, error)) error {
	formats, picture := report.Documents(), viewed && r.format().IsPicture()
	if picture {
		formats = append(report.Pictures(), formats...)
	}
	if err := r.check(formats); err != nil {
		return err
	}
	ds := r.open()
	q, err := ask(analysis.Vocabulary(ds))
	if err != nil {
		return err
	}
	if picture && !q.OnView() {
		return r.check(report.Documents()) // refuses the picture: no view shows this answer
	}
	write := answers.Of
	if picture {
		write = r.picture
	}
	d, err := write(ds, q)
	if err != nil {
		return err
	}
	if said := cmp.Or(q.Said(), d.Said); said != "" {
		r.message(said)
	}
	return r.putDocument(d)
}

// picture returns a document that holds only the picture of the view that answers the question.
func (r *run) picture(ds *dataset.Dataset, asked command.Question) (*document.Document, error) {
	q, err := answers.Query(ds, asked)
	if err != nil {
		return nil, err
	}
	width, height, _ := r.size() // check has looked at the error
	p, err := views.Picture(ds, q, width, height)
	return &document.Document{Picture: p}, err
}

func (r *run) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, the commit it was built from, and the editions it holds",
		Args:  takes(0),
		RunE: func(c *cobra.Command, _ []string) error {
			ids := format.Each(r.open().All(), func(e *dataset.Edition) string { return e.ID })
			return r.deliverText(c, fmt.Sprintf("allyscope %s\ncommit %s\neditions %s\n",
				r.Version, cmp.Or(r.Commit, revision(), "unknown"), strings.Join(ids, " ")))
		},
	}
}

// revision returns the commit that the Go tool recorded in the binary; empty if it recorded none,
// as with go run.
func revision() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return ""
}

// takes returns a check of the number of arguments: at least least, at most one for each
// description in what. The descriptions say in the error what is missing or allowed.
func takes(least int, what ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s needs %s", c.CommandPath(), strings.Join(what[len(args):], " and "))
		case len(args) > 0 && len(what) == 0:
			return usagef("%s takes no words, but was given %s", c.CommandPath(), strings.Join(args, " "))
		case len(args) > len(what):
			return usagef("%s takes no more than %s, but was also given %s",
				c.CommandPath(), strings.Join(what, " and "), strings.Join(args[len(what):], " "))
		}
		return nil
	}
}

// completing returns the shell completion of a command: the words of the grammar and, for the
// first argument, the command's own word.
func (r *run) completing(x command.Command) cobra.CompletionFunc {
	return func(_ *cobra.Command, before []string, word string) ([]string, cobra.ShellCompDirective) {
		directive := cobra.ShellCompDirectiveNoFileComp
		if x.Uses == 0 {
			return nil, directive
		}
		text := strings.Join(append(slices.Clone(before), word), " ")
		_, _, options := query.Complete(text, len([]rune(text)), analysis.Vocabulary(r.open()))
		if len(before) == 0 {
			options = append([]query.Option{x.First}, options...) // an empty option is dropped below
		}
		out := format.Each(options, func(o query.Option) string {
			text := continued(word, o.Text)
			if strings.HasSuffix(text, ":") {
				directive |= cobra.ShellCompDirectiveNoSpace
			}
			return format.When(text != "", cobra.CompletionWithDesc(text, o.Note))
		})
		return out, directive
	}
}

// continued returns the option with its beginning as typed, since a shell offers only what matches
// the case of the typed text. It returns "" if the option does not begin with that text.
func continued(typed, option string) string {
	rest, n := []rune(option), len([]rune(typed))
	if len(rest) < n || !strings.EqualFold(string(rest[:n]), typed) {
		return ""
	}
	return typed + string(rest[n:])
}

const diffExample = `  allyscope editions diff                  the latest compared with the one before
  allyscope editions diff 2025-08 2026-07
  allyscope editions diff 2024-06 2026-07 2.5% --top 0`

func (r *run) diff() *cobra.Command {
	top := answers.TopRevisions
	c := &cobra.Command{
		Use: "diff [older [newer]] [level…]", Short: "Show what changed from one edition to another", Example: diffExample,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: r.completeIDs,
		RunE: r.checkedFlags(report.Documents(), func(words []string) error {
			if top < 0 {
				return usagef("--top %d is not a number of revisions: 0 lists all", top)
			}
			d, err := answers.Diff(r.open(), words, top)
			if err != nil {
				return err
			}
			return r.putDocument(d)
		}),
	}
	c.Flags().IntVar(&top, "top", answers.TopRevisions, "list the `N` largest revisions; 0: all")
	return c
}

func (r *run) completeIDs(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	latest := slices.Clone(r.open().Editions())
	slices.Reverse(latest)
	return format.Each(latest, func(e *dataset.Edition) string {
		return format.When(strings.HasPrefix(e.ID, word), cobra.CompletionWithDesc(e.ID, cell.Visible(e.Name())))
	}), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

func (r *run) manual() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Example: "  allyscope man | man -l -\n  allyscope man -o /usr/local/share/man/man1/allyscope.1",
		Args:    takes(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return r.deliverText(c, manualPage(r.Program, r.open()))
		},
	}
}

// manualPage returns the manual page in roff, made from the commands, the grammar and the keys.
func manualPage(p Program, ds *dataset.Dataset) string {
	root := (&run{Program: p}).root() // a fresh one: the running command would list flags twice
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	m, _ := mcobra.NewManPage(1, root) // fails only if two commands have the same name
	m.Root.Example = ""                // mango would print its first line as a heading
	m.WithSection("Examples", rootExample)
	for _, x := range query.Chapters(analysis.Vocabulary(ds)) {
		words := format.Each(x.Words, func(o query.Option) string { return o.Text + "\t" + o.Note })
		m.WithSection("Words: "+x.Title, strings.TrimSpace(x.About+"\n\n"+strings.Join(words, "\n")))
	}
	keys := format.Each(tui.Keys(false), func(b keymap.Binding) string { return b.Help().Key + "\t" + b.Help().Desc })
	m.WithSection("Keys of the explorer", strings.Join(keys, "\n"))
	for _, s := range manualSections {
		m.WithSection(s.title, s.text)
	}
	return m.Build(&page{version: p.Version})
}

// manualSections is a constant table of the sections after commands, words and keys.
var manualSections = [...]struct{ title, text string }{
	{"Environment", `NO_COLOR	set to anything: no colour.
TERM	unset or dumb: no explorer; the ranking is printed, or --plain converses in lines.
LC_ALL, LC_CTYPE, LANG	tables are drawn in ASCII unless the locale says UTF-8.
COLUMNS	how wide a table in a pipe may be.
XDG_CONFIG_HOME	the settings are in allyscope/config.toml below it; by default it is ~/.config, on macOS ` +
		"~/Library/Application Support, on Windows %AppData%.\n" +
		`XDG_DATA_HOME	your own editions are kept in the folder allyscope below it; by default it is ~/.local/share.
XDG_STATE_HOME	the last question of the explorer is kept below it, for --resume; by default it is ~/.local/state.`},
	{"Files", `~/.config/allyscope/config.toml	what the explorer opens on, and how it draws.
~/.local/share/allyscope	your own editions, as data import stores them.
~/.local/state/allyscope/last	the question the explorer was left at, for --resume.`},
	{"Exit status", `0	fine.
1	failed.
2	not understood: the message names the word and offers the nearest. Nothing was written.`},
	{"Figures", "Figures are NATO's as published, edition by edition, and are never mixed; every answer names its source. " +
		"An e marks an estimate. What is missing is never blank or zero: " +
		"– not a member then, · no armed forces, n/a not held, ? not measurable."},
}

// page builds a manual page. roff's own builder makes every line a paragraph; here blank lines
// separate paragraphs, a line with a tab is a term and its description, and lines that begin with
// two spaces are printed as they are.
type page struct {
	version string
	roff.Document
	done strings.Builder // the finished part of the page, before Document
}

var _ mango.Builder = (*page)(nil)

// macro adds a line with a roff macro that the library has no method for.
func (p *page) macro(line string) {
	p.done.WriteString(p.Document.String() + "\n" + line + "\n")
	p.Document = roff.Document{}
}

// String returns the page. It escapes hyphens, which roff would typeset as a character that no
// shell accepts, and removes empty lines, which roff would print.
func (p *page) String() string {
	text := strings.ReplaceAll(p.done.String()+p.Document.String(), "\n\n", "\n")
	return strings.NewReplacer("-", `\-`, "\n'", "\n\\&'").Replace(strings.TrimSpace(text)) + "\n"
}

// Heading writes the title line without the current date, which the library would add, so that
// the same version always gives the same page.
func (p *page) Heading(uint, string, string, time.Time) {
	p.macro(`.TH ALLYSCOPE 1 "" "allyscope ` + p.version + `" "User Commands"`)
}

// TextBold writes a word in bold.
func (p *page) TextBold(s string) { p.Document.TextBold(literal(s)) }

// Text writes one or more paragraphs.
func (p *page) Text(s string) {
	for i, block := range strings.Split(s, "\n\n") {
		if i > 0 {
			p.Paragraph()
		}
		switch lines := strings.Split(block, "\n"); {
		case strings.HasPrefix(block, "  "):
			p.macro(".nf")
			for _, line := range lines {
				p.Document.Text(literal(strings.TrimPrefix(line, "  ")))
				p.EndSection()
			}
			p.macro(".fi")
		case strings.Contains(block, "\t"):
			for _, line := range lines {
				word, is, _ := strings.Cut(line, "\t")
				p.TaggedParagraph(-1)
				p.TextBold(word)
				p.EndSection()
				p.Document.Text(literal(is))
			}
		default:
			p.Document.Text(literal(strings.Join(lines, " ")))
		}
	}
}

// literal escapes text so that the library prints it unchanged: it would read % as a formatting
// verb. The backquotes that mark the value in a flag's usage are removed.
func literal(s string) string { return strings.NewReplacer("%", "%%", "`", "").Replace(s) }
