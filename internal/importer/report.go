package importer

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Report says what an import did, for whoever started it.
type Report struct {
	File    string // its name, without the folder
	SHA256  string // of its bytes; empty for a folder
	Kind    string // such as "NATO workbook"
	Found   []Found
	Skipped []Skipped
	Notes   []string // what a reader should know, and nothing is wrong with
	Checks  int      // how many sums and shares were computed again
	// Unchecked counts the sums that could not be: a figure of theirs is missing.
	Unchecked int
	Warnings  []dataset.Warning
	// Held is the edition the program carries that has all of the file's figures in
	// the same tables; empty where there is none.
	Held string

	dropped int // lines of Skipped and Notes beyond the first maxSkipped
}

// Found is a table that was found.
type Found struct {
	Where   string // sheet and row, or file
	Title   string // as printed
	Measure figure.Measure
	Unit    string
	Years   string
	Rows    int
	Cells   int
}

// Skipped is something that was not taken over.
type Skipped struct {
	Where string
	What  string
	Why   string
}

// String is what was skipped as one line.
func (s Skipped) String() string {
	if s.Where == "" {
		return s.Why
	}
	return fmt.Sprintf("%s, %q: %s", s.Where, s.What, s.Why)
}

// What a warning is about.
const (
	KindShare        = "share"        // a share of GDP is not money over GDP
	KindDistribution = "distribution" // the four parts do not add to 100
	KindTotal        = "total"        // an aggregate is not the sum of its members
	KindImplausible  = "implausible"  // a figure that cannot be one of its measure
)

func (r *Report) skipf(where, what, format string, args ...any) {
	if len(r.Skipped) >= maxSkipped {
		r.dropped++
		return
	}
	r.Skipped = append(r.Skipped, Skipped{Where: where, What: squeeze(what), Why: fmt.Sprintf(format, args...)})
}

func (r *Report) notef(format string, args ...any) {
	if len(r.Notes) >= maxSkipped {
		r.dropped++
		return
	}
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}

// stranger is a row that is of no ally.
type stranger struct{ where, label string }

// strangers reports all rows that are of no ally, by name: those first that miss an
// ally's by a letter, unless that has a row of its own. used are those that have one;
// nil is that a row of nobody's is odd.
func (r *Report) strangers(n *names, rows []stranger, used map[ally.Code]bool) {
	var others []string
	for _, row := range rows {
		label := squeeze(row.label)
		switch name, code := n.near(label); {
		case code != "" && !used[code]:
			r.skipf(row.where, label, "no ally or aggregate by that name: %s is one letter off, and is not taken for it", name)
		case used == nil:
			r.skipf(row.where, label, "no ally or aggregate by that name")
		case !slices.Contains(others, label):
			others = append(others, label)
		}
	}
	if len(others) > 0 {
		r.notef("rows of no ally, not used (%d): %s", len(others), strings.Join(others, ", "))
	}
}

// String is the report as lines of text.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", r.File, r.Kind)
	for _, f := range r.Found {
		fmt.Fprintf(&b, "  found    %s, %s: %s in %s, %s (%s)\n", f.Measure, f.Where,
			format.Counted(f.Cells, "figure", "figures"), format.Counted(f.Rows, "row", "rows"), f.Years, f.Unit)
	}
	for _, s := range r.Skipped {
		b.WriteString("  skipped  " + s.String() + "\n")
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "  note     %s\n", n)
	}
	for _, n := range r.Warnings {
		word := "notice "
		if n.Wrong {
			word = "WRONG  "
		}
		fmt.Fprintf(&b, "  %s  %s\n", word, n)
	}
	if r.dropped > 0 {
		fmt.Fprintf(&b, "  and %d more lines\n", r.dropped)
	}
	fmt.Fprintf(&b, "  checked  %d sums and shares; %d could not be, as a figure is missing\n", r.Checks, r.Unchecked)
	return b.String()
}
