package cli

import (
	"fmt"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// chapter is a kind of words, with all of them.
type chapter struct {
	title, about string
	words        []query.Option
}

// fewValues is how many values a key may have to have them listed.
const fewValues = 14

// grammar lists all words there are, in chapters. It is what the manual page
// and docs/grammar.md are made from.
func grammar(ds *dataset.Dataset) []chapter {
	v := vocabulary(ds)
	all := query.Words(v)
	views, groups := query.Views, len(ds.Allies().Groups())
	allies := len(all) - len(ds.Allies().All())
	c := []chapter{
		{"Years, ranges and levels", "Known by their shape; they need no key.", query.Shapes()},
		{"Allies", "A code, a name, or a beginning that only one name has. Naming an ally pins it; up to eight.", all[allies:]},
		{"Groups", "Membership of a group is dated, as that of the alliance.", all[views : views+groups]},
		{"Measures", "A level without a measure is a share of GDP, but for 20 %, which is of equipment.", all[views+groups : views+groups+figure.Measures]},
	}
	levels := chapter{"Pledged levels", "Any other level is one of your own.", nil}
	switches := chapter{"Switches", "", nil}
	keys := chapter{"Keys", "A key stands before a colon, its value behind it.", nil}
	for _, o := range all[views+groups+figure.Measures : allies] {
		switch {
		case strings.HasSuffix(o.Text, "%"):
			levels.words = append(levels.words, o)
		case strings.HasSuffix(o.Text, ":"):
			keys.words = append(keys.words, withValues(o, v))
		default:
			switches.words = append(switches.words, o)
		}
	}
	return append(c, levels, keys, switches,
		chapter{"Views", "What the explorer opens on.", all[:views]})
}

// withValues adds a key's values to what it means, where they are few.
func withValues(o query.Option, v *query.Vocabulary) query.Option {
	_, _, values := query.Complete(o.Text, len([]rune(o.Text)), v)
	if len(values) == 0 || len(values) > fewValues {
		return o
	}
	var list []string
	for _, x := range values {
		if _, value, _ := strings.Cut(x.Text, ":"); !strings.HasPrefix(value, "-") { // a reversed order
			list = append(list, value)
		}
	}
	meaning, _, _ := strings.Cut(o.Note, ", such as ")
	return query.Option{Text: o.Text, Note: meaning + ": " + strings.Join(list, ", ")}
}

// GrammarPage is docs/grammar.md.
func GrammarPage(ds *dataset.Dataset) string {
	var b strings.Builder
	b.WriteString(`<!-- Made by go generate ./internal/cli from the words themselves. Do not edit. -->

# The words of allyscope

There is one grammar: as arguments of a command, behind ` + "`:`" + ` in the explorer, as the command of an SSH session, and as the text a copied link gives.

    allyscope EST POL LVA 2014..2024 3.5%        allies pinned, range, target
    allyscope equipment 2024 20% sort:gap        measure, year, target, order
    allyscope nordic 2024 edition:2024-06        group, year, edition

Words stand in any order and case; a blank, hyphen or underscore is the same within a name (` + "`north macedonia`, `north-macedonia`" + `). What is left out has a default: the latest edition, its last year, the pledge in force in that year. A word that is not understood is an error that names it and offers the nearest.
`)
	for _, c := range grammar(ds) {
		fmt.Fprintf(&b, "\n## %s\n", c.title)
		if c.about != "" {
			fmt.Fprintf(&b, "\n%s\n", c.about)
		}
		b.WriteString("\n| word | is |\n|---|---|\n")
		for _, o := range c.words {
			fmt.Fprintf(&b, "| `%s` | %s |\n", o.Text, strings.ReplaceAll(o.Note, "|", `\|`))
		}
	}
	return b.String()
}
