package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"allyscope/internal/tui/keymap"
)

// manual is the command that prints the manual page: allyscope man | man -l -
func (r *run) manual() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Example: "  allyscope man | man -l -\n  allyscope man > /usr/local/share/man/man1/allyscope.1",
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			ds, err := r.open()
			if err != nil {
				return err
			}
			var p roff
			p.head(r.Version)
			p.commands(c.Root())
			for _, x := range grammar(ds) {
				p.section("WORDS: " + strings.ToUpper(x.title))
				p.text(x.about)
				for _, o := range x.words {
					p.item(o.Text, o.Note)
				}
			}
			p.keys()
			p.options(c.Root())
			p.tail()
			_, err = io.WriteString(r.Out, p.String())
			return err
		},
	}
}

// roff is a manual page in the making.
type roff struct{ strings.Builder }

// escape keeps text from being read as commands.
func escape(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

func (p *roff) section(title string) { p.put(".SH " + escape(title) + "\n") }

// put writes text into memory, which cannot fail.
func (p *roff) put(s string) { _, _ = p.WriteString(s) }

func (p *roff) text(s string) {
	for line := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		if line == "" {
			p.put(".PP\n")
			continue
		}
		p.put(escape(line) + "\n")
	}
}

// item is a word and what it is.
func (p *roff) item(word, is string) {
	p.put(".TP\n.B " + escape(word) + "\n" + escape(is) + "\n")
}

// verbatim is text whose lines are kept.
func (p *roff) verbatim(s string) {
	p.put(".PP\n.nf\n")
	for line := range strings.SplitSeq(strings.Trim(s, "\n"), "\n") {
		p.put(escape(strings.TrimPrefix(line, "  ")) + "\n")
	}
	p.put(".fi\n")
}

func (p *roff) head(version string) {
	p.put(".TH ALLYSCOPE 1 \"\" \"allyscope " + escape(version) + "\" \"User Commands\"\n")
	p.section("NAME")
	p.text("allyscope - compare NATO allies' defence expenditure with their pledges")
	p.section("SYNOPSIS")
	p.put(".B allyscope\n[\\fIcommand\\fR] [\\fIword\\fR ...] [\\fIoption\\fR ...]\n")
	p.section("DESCRIPTION")
	p.text(rootLong)
	p.verbatim(rootExample)
}

// commands lists the commands, each with its examples.
func (p *roff) commands(root *cobra.Command) {
	p.section("COMMANDS")
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			continue
		}
		p.item(c.Name(), c.Short+".")
		if c.Example != "" {
			p.put(".RS\n")
			p.verbatim(c.Example)
			p.put(".RE\n")
		}
	}
}

// keys lists the explorer's keys, from the one table of them.
func (p *roff) keys() {
	p.section("KEYS OF THE EXPLORER")
	for _, b := range keymap.Table() {
		p.item(b.Shown, b.Help)
	}
}

func (p *roff) options(root *cobra.Command) {
	p.section("OPTIONS")
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	add := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if kind != "" {
			name += " " + kind
		}
		p.item(name, usage)
	}
	root.Flags().VisitAll(add)
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		if root.LocalNonPersistentFlags().Lookup(f.Name) == nil && root.Flags().Lookup(f.Name) == nil {
			add(f)
		}
	})
}

func (p *roff) tail() {
	p.section("ENVIRONMENT")
	p.item("NO_COLOR", "set to anything: no colour.")
	p.item("TERM", "unset or dumb: no explorer; the ranking is printed.")
	p.item("LC_ALL, LC_CTYPE, LANG", "tables are drawn in ASCII unless the locale says UTF-8.")
	p.item("XDG_DATA_HOME", "where editions of your own are kept, in a folder allyscope; ~/.local/share where it is not set.")
	p.section("EXIT STATUS")
	p.item("0", "fine.")
	p.item("1", "failed.")
	p.item("2", "not understood: the message names the word and offers the nearest. Nothing was written.")
	p.section("FIGURES")
	p.text("Figures are NATO's as published, edition by edition, and are never mixed; every answer names its source. An e marks an estimate. What is missing is never blank or zero: \u2013 not a member then, \u00b7 no armed forces, n/a not published, ? not measurable.")
}
