package dataset

import (
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
func (t *Table) Printed() string {
	return t.csv(func(y figure.Year, f figure.Figure) string { return f.Printed.String() + t.mark(y, f) })
}

// mark is the "e" or "f" behind a figure that its year does not have.
func (t *Table) mark(y figure.Year, f figure.Figure) string {
	return format.When(f.Status != figure.Estimate || !t.Estimated(y), f.Status.Mark())
}

// Unrounded is the table as CSV, the figures as the workbook's cells hold them, or "".
func (t *Table) Unrounded() string {
	if !slices.ContainsFunc(t.cells, func(f figure.Figure) bool { return f.Held }) {
		return ""
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
func (t *Table) shares() string {
	return t.csv(func(y figure.Year, f figure.Figure) string { return plainFloat(f.Exact()) + t.mark(y, f) })
}

// plainFloat writes the shortest decimal that reads back as v.
func plainFloat(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (t *Table) csv(cell func(figure.Year, figure.Figure) string) string {
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
	return b.String()
}

// Stored is the edition with its tables as files: nato/<edition>/<measure>.csv,
// sipri/<month>.csv or series/<name>/<measure>.csv.
func (e *Edition) Stored() (Stored, error) {
	s := Stored{Record: e.Record, Warnings: slices.Clone(e.Warnings), Files: map[string]string{}}
	s.ID = e.StoredID()
	for i := range s.Warnings {
		s.Warnings[i].Edition = s.ID
	}
	tables, err := e.Tables()
	for _, t := range tables {
		s.Tables = append(s.Tables, TableRecord{Edition: s.ID, Measure: t.Measure.String(), Unit: t.Unit,
			Rows: t.Rows(), Cells: t.Cells(), Sum: t.Sum()})
		base := e.base(e.Folder(), t.Measure.String())
		if e.Source == SIPRI {
			s.Files[base+".csv"] = t.shares()
			continue
		}
		s.Files[base+".csv"] = t.Printed()
		if text := t.Unrounded(); text != "" {
			s.Files[base+".unrounded.csv"] = text
		}
	}
	return s, err
}

// Tree is the edition as a tree of its own: its tables and the lists that name them.
func (e *Edition) Tree() (map[string][]byte, error) {
	s, err := e.Stored()
	if err != nil {
		return nil, err
	}
	folder := e.Folder() + "/"
	tree := map[string][]byte{folder + "editions.csv": WriteList([]Record{s.Record})}
	if e.Source != SIPRI {
		tree[folder+"tables.csv"] = WriteList(s.Tables)
	}
	if len(s.Warnings) > 0 {
		tree[folder+"warnings.csv"] = WriteList(s.Warnings)
	}
	for name, text := range s.Files {
		tree[name] = []byte(text)
	}
	return tree, nil
}
