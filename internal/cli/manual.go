package cli

import (
	"strings"
	"time"

	"github.com/muesli/mango"
	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/tui"
	"allyscope/internal/tui/keymap"
)

// manual is the command that prints the manual page: allyscope man | man -l -
func (r *run) manual() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Example: "  allyscope man | man -l -\n  allyscope man -o /usr/local/share/man/man1/allyscope.1",
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			ds, err := r.open()
			if err != nil {
				return err
			}
			return r.deliverText(c, manualPage(r.Program, ds))
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
		m.WithSection(s[0], s[1])
	}
	return m.Build(&page{version: p.Version})
}

// manualSections is a constant table: what stands behind the commands, words and
// keys.
var manualSections = [...][2]string{
	{"Environment", "NO_COLOR\tset to anything: no colour.\n" +
		"TERM\tunset or dumb: no explorer; the ranking is printed, or with --plain talked about.\n" +
		"LC_ALL, LC_CTYPE, LANG\ttables are drawn in ASCII unless the locale says UTF-8.\n" +
		"XDG_CONFIG_HOME\twhere the settings are, in allyscope/config.toml; where it is not set, in ~/.config, on macOS in ~/Library/Application Support, on Windows in %AppData%.\n" +
		"XDG_DATA_HOME\twhere editions of your own are kept, in a folder allyscope; ~/.local/share where it is not set.\n" +
		"XDG_STATE_HOME\twhere the question is kept that the explorer was left at, for --resume; ~/.local/state where it is not set."},
	{"Files", "~/.config/allyscope/config.toml\twhat the explorer opens on and how it draws.\n" +
		"~/.local/share/allyscope\teditions of your own, as import keeps them."},
	{"Exit status", "0\tfine.\n1\tfailed.\n" +
		"2\tnot understood: the message names the word and offers the nearest. Nothing was written."},
	{"Figures", "Figures are NATO's as published, edition by edition, and are never mixed; every answer names its source. " +
		"An e marks an estimate. What is missing is never blank or zero: – not a member then, · no armed forces, n/a not held, ? not measurable."},
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

// macro writes a line the library has no method for.
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

// Heading leaves out the day on which the page is printed, which the library puts
// there.
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
