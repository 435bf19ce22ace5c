package dataset

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// line is a row as it stands in a file: an ally has one for each currency it had.
type line struct {
	code     ally.Code
	currency string
}

// lines are the rows of the table's file. Those of one ally follow in time.
func (t *Table) lines() []line {
	var out []line
	for _, c := range t.codes {
		first := len(out)
		for y := t.First; t.currencies != nil && y <= t.Last; y++ {
			if l := (line{c, t.Currency(c, y)}); l.currency != "" && !slices.Contains(out[first:], l) {
				out = append(out, l)
			}
		}
		if len(out) == first {
			out = append(out, line{code: c})
		}
	}
	return out
}

// Rows is the number of rows of the table's file.
func (t *Table) Rows() int { return len(t.lines()) }

// Sum is the exact sum of the table's cells, a checksum and nothing more.
func (t *Table) Sum() figure.Decimal {
	sum := figure.Decimal{}
	for _, f := range t.cells {
		sum = sum.Sub(figure.Decimal{Units: -f.Printed.Units, Places: f.Printed.Places})
	}
	return sum
}

// Printed is the table as CSV, the figures as they were printed.
func (t *Table) Printed() []byte {
	return t.csv(func(y figure.Year, f figure.Figure) string { return f.Printed.String() + t.mark(y, f) })
}

// mark is the "e" or "f" behind a figure that its year does not have.
func (t *Table) mark(y figure.Year, f figure.Figure) string {
	return format.When(f.Status != figure.Estimate || !t.Estimated(y), f.Status.Mark())
}

// Unrounded is the table as CSV, the figures as the workbook's cells hold them,
// or nil where none does.
func (t *Table) Unrounded() []byte {
	if !slices.ContainsFunc(t.cells, func(f figure.Figure) bool { return f.Held }) {
		return nil
	}
	return t.csv(func(_ figure.Year, f figure.Figure) string {
		if !f.Held {
			return ""
		}
		text := plainFloat(f.Unrounded)
		return text + format.When(!strings.Contains(text, "."), ".0")
	})
}

// shares is SIPRI's table as CSV: its shares are published unrounded.
func (t *Table) shares() []byte {
	return t.csv(func(y figure.Year, f figure.Figure) string { return plainFloat(f.Exact()) + t.mark(y, f) })
}

// plainFloat writes the shortest decimal that reads back as v.
func plainFloat(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (t *Table) csv(cell func(figure.Year, figure.Figure) string) []byte {
	var b strings.Builder
	b.WriteString("code" + format.When(t.currencies != nil, ",currency"))
	years := t.Years()
	for _, y := range years {
		b.WriteString("," + format.Year(y, t.Estimated(y)))
	}
	b.WriteByte('\n')
	for _, l := range t.lines() {
		b.WriteString(string(l.code) + format.When(t.currencies != nil, ","+l.currency))
		for _, y := range years {
			b.WriteByte(',')
			if f := t.At(l.code, y); f.Known() && t.Currency(l.code, y) == l.currency {
				b.WriteString(cell(y, f))
			}
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// Files are the edition's tables as files, by the paths data/README.md gives:
// nato/<edition>/<measure>.csv, sipri/<month>.csv or series/<name>/<measure>.csv.
func (e *Edition) Files() (map[string][]byte, error) {
	tables, err := e.Tables()
	files := map[string][]byte{}
	for _, t := range tables {
		if e.Source == SIPRI {
			files[e.shares()+".csv"] = t.shares()
			continue
		}
		base := path.Join(e.Folder(), e.StoredID(), t.Measure.String())
		files[base+".csv"] = t.Printed()
		if text := t.Unrounded(); text != nil {
			files[base+".unrounded.csv"] = text
		}
	}
	return files, err
}

// Listing is what the lists say of the edition.
func (e *Edition) Listing() (Listing, error) {
	l := Listing{Record: e.Record, Warnings: e.Warnings}
	l.ID = e.StoredID()
	tables, err := e.Tables()
	for _, t := range tables {
		l.Tables = append(l.Tables, TableRecord{Edition: l.ID, Measure: t.Measure.String(), Unit: t.Unit,
			Rows: t.Rows(), Cells: t.Cells(), Sum: t.Sum()})
	}
	return l, err
}

// Tree is the edition as a tree of its own: its tables and the lists that name
// them, those of its source alone.
func (e *Edition) Tree() (map[string][]byte, error) {
	l, err := e.Listing()
	if err != nil {
		return nil, err
	}
	files, _ := e.Files() // of the same tables, which can be read
	lists := Lists([]Listing{l})
	maps.DeleteFunc(lists, func(name string, _ []byte) bool {
		return path.Dir(name) != e.Folder() || (name == warningsFile && len(l.Warnings) == 0)
	})
	maps.Copy(files, lists)
	return files, nil
}
