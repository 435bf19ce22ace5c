package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/dataset"
	"allyscope/internal/deck"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/read"
	"allyscope/internal/report"
)

func (r *run) present() *cobra.Command {
	copied := false
	c := &cobra.Command{
		Use:     "present [FILE]",
		Short:   "Present a deck: one question per line, with a caption after a |",
		Example: presentExample,
		Args:    cobra.MaximumNArgs(1),
		ValidArgsFunction: func(_ *cobra.Command, before []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(before) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return format.Each(deck.Examples(), func(x deck.Example) string {
				return cobra.CompletionWithDesc(x.Name, x.About)
			}), cobra.ShellCompDirectiveDefault
		},
		RunE: func(c *cobra.Command, args []string) error {
			name := strings.Join(args, "")
			switch text, found := deck.ExampleText(cmp.Or(name, deck.Tour)); {
			case copied && found:
				return r.deliverText(c, text)
			case copied:
				return usagef("%q is not a deck that can be copied (choose from: %s)", name, exampleNames())
			case name == "":
				return r.deliverText(c, offeredDecks())
			}
			return r.presentDeck(c, name)
		},
	}
	c.Flags().BoolVar(&copied, "example", false, "print one of the program's decks, to copy: "+exampleNames())
	return r.addExploring(c)
}

func (r *run) tour() *cobra.Command {
	return r.addExploring(&cobra.Command{
		Use:   deck.Tour,
		Short: "Learn to read the screens: ten slides, three minutes",
		Args:  takes(0),
		RunE:  func(c *cobra.Command, _ []string) error { return r.presentDeck(c, deck.Tour) },
	})
}

func exampleNames() string {
	return strings.Join(format.Each(deck.Examples(), func(x deck.Example) string { return x.Name }), ", ")
}

// offeredDecks returns the text that "present" prints if no deck is named.
func offeredDecks() string {
	list := format.Each(deck.Examples(), func(x deck.Example) string {
		return fmt.Sprintf("  allyscope present %-10s  %s\n", x.Name, x.About)
	})
	return "A deck is a file with one question per line and, after a |, the caption above its\n" +
		"answer. These can be presented as they are, or copied and changed:\n\n" + strings.Join(list, "") +
		"\n  allyscope present --example ally > deck.txt\n  allyscope present deck.txt\n"
}

// presentDeck presents a deck in the explorer or, without a terminal, prints its slides.
func (r *run) presentDeck(c *cobra.Command, name string) error {
	if name == stdio && r.flags.plain {
		return usagef("--plain reads keys from standard input, so the deck cannot come from there too: name its file")
	}
	ds := r.open()
	slides, answered, err := r.readDeck(ds, name)
	if err != nil {
		return err
	}
	for i := range slides {
		if how := cmp.Or(slides[i].Said(), answered[i].Said); how != "" {
			r.message(fmt.Sprintf("%s: line %d: %s", name, slides[i].Line, how))
		}
	}
	s, err := r.explorerOptions()
	if err != nil {
		return err
	}
	s.Data, s.Deck = ds, slides
	if name != stdio {
		s.Reload = func() ([]deck.Slide, error) {
			reread, _, err := r.readDeck(ds, name) // hints are not printed: the explorer owns the screen
			return reread, err
		}
	}
	if r.hasOutputFlags() || !r.explorable(r.Terminal) {
		return r.printSlides(slides, answered)
	}
	return r.Explore(c.Context(), s, r.Streams)
}

// readDeck reads a deck and answers its questions. The error names the line.
func (r *run) readDeck(ds *dataset.Dataset, file string) (slides []deck.Slide, answered []*document.Document, err error) {
	text, err := r.deckText(file)
	if err != nil {
		return nil, nil, fmt.Errorf("the deck %s cannot be read: %w", file, read.Reason(err))
	}
	if slides, err = deck.Parse(text, analysis.Vocabulary(ds)); err != nil {
		return nil, nil, usagef("%s: %v", file, err)
	}
	for _, slide := range slides {
		d, err := answers.Of(ds, slide.Question)
		if err != nil {
			return nil, nil, usagef("%s: line %d: %v", file, slide.Line, err)
		}
		answered = append(answered, d)
	}
	return slides, answered, nil
}

// deckText returns the text of a deck: one that the program carries, or else the contents of the
// file, or of standard input if file is "-".
func (r *run) deckText(file string) (string, error) {
	if text, ok := deck.ExampleText(file); ok {
		return text, nil
	}
	var content []byte
	var err error
	switch {
	case file == stdio:
		content, err = read.All(r.In, deck.MaxSize)
	case r.Guest:
		err = usagef("files stay on your own machine: present - takes the deck from your input")
	default:
		content, err = read.File(file, deck.MaxSize)
	}
	if err != nil {
		return "", err
	}
	return read.Text(content)
}

const presentExample = `  allyscope present tour
  allyscope present --example ally > deck.txt
  allyscope present deck.txt
  grep trend deck.txt | allyscope present -

  # deck.txt: one question per line
  2024 2%                     | Who met 2 % in 2024?
  2024 2% edition:2024-06     | The same year, as it was known then
  trend EST LVA LTU POL       | The eastern flank`

// printSlides prints the slides for use without a screen: one sentence per slide or, if a format
// was asked for, the full answer of each.
func (r *run) printSlides(slides []deck.Slide, answered []*document.Document) error {
	if err := r.check([]report.Format{report.AsTable, report.AsPlain, report.AsMarkdown}); err != nil {
		return err
	}
	var b bytes.Buffer
	inFull := r.flags.format != "" || r.format() == report.AsMarkdown // the file's ending may ask for it
	for i, s := range slides {
		d, head := answered[i], fmt.Sprintf("%d. ", i+1)
		if s.Caption != "" {
			head += report.Text(s.Caption, r.format())
			if !strings.ContainsAny(s.Caption[len(s.Caption)-1:], ".?!)") {
				head += ":"
			}
			head += " "
		}
		if !inFull {
			b.WriteString(r.visible(head + report.Text(d.Sentence, r.format()) + "\n"))
			continue
		}
		b.WriteString(strings.TrimRight(head, ": ") + "\n\n")
		if err := report.Write(&b, d, r.format(), r.options()); err != nil {
			return err
		}
		b.WriteByte('\n')
	}
	return r.deliver(b.Bytes())
}
