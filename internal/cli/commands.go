package cli

import (
	"cmp"
	"fmt"
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
	c.SetVersionTemplate("allyscope {{.Version}}\n")
	c.SetFlagErrorFunc(badFlag)
	r.addFlags(c)
	r.addExploring(c)
	c.Flags().BoolVar(&r.flags.resume, "resume", false, "continue where the explorer was left")
	for _, x := range command.All() {
		c.AddCommand(r.asking(x))
	}
	editions, _, _ := c.Find([]string{"editions"}) // it is one of them
	editions.AddCommand(r.diff())
	c.AddCommand(r.tour(), r.present(), r.data(), r.pick(), r.manual(), r.version())
	if r.Serve != nil {
		c.AddCommand(&cobra.Command{
			Use: "serve [flag…]", Short: "Serve allyscope over SSH; serve --help says how", DisableFlagParsing: true,
			RunE: func(_ *cobra.Command, args []string) error { return r.Serve(args, r.Streams) },
		})
	}
	r.heeding(c)
	return c
}

func (r *run) asking(x command.Command) *cobra.Command {
	return &cobra.Command{
		Use: x.Usage(), Short: x.Short, Example: x.Example,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: r.completing(x),
		RunE: func(_ *cobra.Command, words []string) error {
			return r.answer(x.Viewed, func(v *query.Vocabulary) (command.Question, error) { return x.Ask(words, v) })
		},
	}
}

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
		return r.check(report.Documents()) // which pictures are none of
	}
	d, err := r.document(ds, q, picture)
	if err != nil {
		return err
	}
	if said := cmp.Or(q.Said(), d.Said); said != "" {
		r.tell(said)
	}
	return r.put(d)
}

func (r *run) document(ds *dataset.Dataset, asked command.Question, picture bool) (*document.Document, error) {
	if !picture {
		return answers.Of(ds, asked)
	}
	q, err := answers.Query(ds, asked)
	if err != nil {
		return nil, err
	}
	width, height, _ := r.size() // it was looked at before
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

// revision is the commit that Go itself noted when it built from a clone; empty
// where it did not, as under go run.
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

// takes refuses more words than there is something to say by, and fewer than some of them.
func takes(least int, what ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s wants %s", c.CommandPath(), strings.Join(what[len(args):], " and "))
		case len(args) > 0 && len(what) == 0:
			return usagef("%s takes no words, but was given %s", c.CommandPath(), strings.Join(args, " "))
		case len(args) > len(what):
			return usagef("%s wants no more than %s, but was given %s too",
				c.CommandPath(), strings.Join(what, " and "), strings.Join(args[len(what):], " "))
		}
		return nil
	}
}

// completing offers the shell words of the grammar, and those that may stand first besides.
func (r *run) completing(x command.Command) cobra.CompletionFunc {
	return func(_ *cobra.Command, before []string, word string) ([]string, cobra.ShellCompDirective) {
		directive := cobra.ShellCompDirectiveNoFileComp
		if x.Uses == 0 {
			return nil, directive
		}
		text := strings.Join(append(slices.Clone(before), word), " ")
		_, _, options := query.Complete(text, len([]rune(text)), analysis.Vocabulary(r.open()))
		if len(before) == 0 {
			options = append([]query.Option{x.First}, options...) // an empty one is left out
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

// continued is an option in the case its user began to type it in: a shell shows
// only what begins so, and the grammar takes any case. It is empty where another was begun.
func continued(typed, option string) string {
	rest, n := []rune(option), len([]rune(typed))
	if len(rest) < n || !strings.EqualFold(string(rest[:n]), typed) {
		return ""
	}
	return typed + string(rest[n:])
}

const diffExample = `  allyscope editions diff                  the latest against the one before
  allyscope editions diff 2025-08 2026-07
  allyscope editions diff 2024-06 2026-07 2.5% --top 0`

func (r *run) diff() *cobra.Command {
	top := answers.TopRevisions
	c := &cobra.Command{
		Use: "diff [older [newer]] [level…]", Short: "Show what changed from one edition to another", Example: diffExample,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: r.completeIDs,
		RunE: r.checked(report.Documents(), func(words []string) error {
			if top < 0 {
				return usagef("--top %d is no number of revisions: 0 lists all", top)
			}
			d, err := answers.Diff(r.open(), words, top)
			if err != nil {
				return err
			}
			return r.put(d)
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

// manualPage is the manual page in roff, made from the commands, the words of the
// grammar and the table of keys.
func manualPage(p Program, ds *dataset.Dataset) string {
	root := (&run{Program: p}).root() // one that has not run has no flag twice
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	m, _ := mcobra.NewManPage(1, root) // it fails only where two commands have one name
	m.Root.Example = ""                // where mango puts it, its first line would stand as a heading
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

// manualSections is a constant table: what stands behind the commands, words and keys.
var manualSections = [...]struct{ title, text string }{
	{"Environment", `NO_COLOR	set to anything: no colour.
TERM	unset or dumb: no explorer; the ranking is printed, or with --plain told in lines.
LC_ALL, LC_CTYPE, LANG	tables are drawn in ASCII unless the locale says UTF-8.
COLUMNS	how wide a table in a pipe may be.
XDG_CONFIG_HOME	the settings are in allyscope/config.toml below it; by default it is ~/.config, on macOS ` +
		"~/Library/Application Support, on Windows %AppData%.\n" +
		`XDG_DATA_HOME	your own editions are kept in the folder allyscope below it; by default it is ~/.local/share.
XDG_STATE_HOME	the last question of the explorer is kept below it, for --resume; by default it is ~/.local/state.`},
	{"Files", `~/.config/allyscope/config.toml	what the explorer opens on, and how it draws.
~/.local/share/allyscope	editions of your own, as import keeps them.
~/.local/state/allyscope/last	the question the explorer was left at, for --resume.`},
	{"Exit status", `0	fine.
1	failed.
2	not understood: the message names the word and offers the nearest. Nothing was written.`},
	{"Figures", "Figures are NATO's as published, edition by edition, and are never mixed; every answer names its source. " +
		"An e marks an estimate. What is missing is never blank or zero: " +
		"– not a member then, · no armed forces, n/a not held, ? not measurable."},
}

// page is a manual page in the making. The library's own writer makes a paragraph
// of every line; here blank lines part paragraphs, lines with a tab are a word and
// what it is, and lines that begin with two blanks stay as they are.
type page struct {
	version string
	roff.Document
	done strings.Builder // what stands before the document
}

var _ mango.Builder = (*page)(nil)

func (p *page) macro(line string) {
	p.done.WriteString(p.Document.String() + "\n" + line + "\n")
	p.Document = roff.Document{}
}

// String is the page. A hyphen that is not marked would be set as one that no
// shell knows, and an empty line as one.
func (p *page) String() string {
	text := strings.ReplaceAll(p.done.String()+p.Document.String(), "\n\n", "\n")
	return strings.NewReplacer("-", `\-`, "\n'", "\n\\&'").Replace(strings.TrimSpace(text)) + "\n"
}

// Heading leaves out the day on which the page is printed, which the library puts there.
func (p *page) Heading(uint, string, string, time.Time) {
	p.macro(`.TH ALLYSCOPE 1 "" "allyscope ` + p.version + `" "User Commands"`)
}

// TextBold writes a word.
func (p *page) TextBold(s string) { p.Document.TextBold(literal(s)) }

// Text writes text of one or several paragraphs.
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

// literal is text as the library writes it unchanged: it would read % as a verb,
// and a flag's usage has its value in quotes.
func literal(s string) string { return strings.NewReplacer("%", "%%", "`", "").Replace(s) }
