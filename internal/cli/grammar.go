package cli

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
)

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
	for _, c := range query.Chapters(analysis.Vocabulary(ds)) {
		fmt.Fprintf(&b, "\n## %s\n", c.Title)
		if c.About != "" {
			fmt.Fprintf(&b, "\n%s\n", c.About)
		}
		b.WriteString("\n| word | is |\n|---|---|\n")
		for _, o := range c.Words {
			fmt.Fprintf(&b, "| `%s` | %s |\n", o.Text, strings.ReplaceAll(o.Note, "|", `\|`))
		}
	}
	return b.String()
}
