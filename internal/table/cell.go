package table

import (
	"strconv"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Kind is the type of a cell's data.
type Kind uint8

// The kinds.
const (
	IsMissing Kind = iota // no value; Shown holds a mark that says why
	IsWord
	IsNumber
	IsFlag
)

// Cell is one value of a table in its forms for people and for machines. The zero value is a
// missing value without a mark.
type Cell struct {
	Kind  Kind
	Shown string // for people; a mark if the value is missing, never blank or zero
	Data  string // for machines, with an ASCII minus; empty if the value is missing
	Said  string // words in a line of plain text; empty to leave the cell out there
	Role  cell.Role

	tail int // the cells at the end of Shown that hold marks after the digits
}

// Say returns the cell with the given words in a line of plain text.
func (c Cell) Say(words string) Cell {
	c.Said = words
	return c
}

// Telling is Say with Shown replacing the first %s.
func (c Cell) Telling(words string) Cell { return c.Say(strings.Replace(words, "%s", c.Shown, 1)) }

// Saying is Telling for a cell with a value; a missing one is returned unchanged.
func (c Cell) Saying(words string) Cell {
	if c.Kind == IsMissing {
		return c
	}
	return c.Telling(words)
}

// Where returns the cell if cond is true, else Missing(mark).
func (c Cell) Where(cond bool, mark string) Cell {
	if cond {
		return c
	}
	return Missing(mark)
}

// As returns the cell with a role.
func (c Cell) As(r cell.Role) Cell {
	c.Role = r
	return c
}

// Marked returns the cell with a mark after its digits: the "e" of an estimate, a unit.
func (c Cell) Marked(mark string) Cell {
	c.Shown, c.tail = c.Shown+mark, c.tail+cell.Width(mark)
	return c
}

// Before returns the cell with a mark before its digits.
func (c Cell) Before(mark string) Cell {
	c.Shown = mark + c.Shown
	return c
}

// numeral reports whether the cell is a number, or a word that looks like one.
func (c Cell) numeral() bool {
	return c.Kind == IsNumber || c.Kind == IsWord && strings.Trim(c.Shown, "0123456789,.") == "" && strings.Count(c.Shown, ".") < 2
}

// fraction returns the cells that a number's decimal point and decimals take.
func (c Cell) fraction() int {
	if at := strings.IndexByte(c.Shown, '.'); at >= 0 && c.numeral() {
		return cell.Width(c.Shown[at:]) - c.tail
	}
	return 0
}

// Field returns the cell in CSV, empty if it is missing. Machines get true and false for
// flags, people yes and no.
func (c Cell) Field(machine bool) string {
	if c.Kind == IsFlag && !machine {
		return c.Shown
	}
	return c.Data
}

// Word returns a text that is the same for people and machines.
func Word(s string) Cell { return Cell{Kind: IsWord, Shown: s, Data: s} }

// Words returns a text for people with an identifier for machines.
func Words(shown, data string) Cell { return Cell{Kind: IsWord, Shown: shown, Data: data} }

// Optional returns a text; an empty one is missing.
func Optional(s string) Cell { return Word(s).Where(s != "", "") }

// Name returns the name of the row's subject, which plain text repeats.
func Name(s string) Cell { return Word(s).Say(s) }

// Missing returns a cell without a value; the mark says why.
func Missing(mark string) Cell { return Cell{Shown: mark, Role: cell.Unknown} }

// Flag returns a yes or no as a flag.
func Flag(b bool) Cell {
	if b {
		return Cell{Kind: IsFlag, Shown: "yes", Data: "true"}
	}
	return Cell{Kind: IsFlag, Shown: "no", Data: "false"}
}

// Whole returns a count.
func Whole(n int) Cell { return Number(figure.Decimal{Units: int64(n)}) }

// Place returns a rank; rank 0 is missing.
func Place(rank int, tied bool) Cell {
	c := Whole(rank)
	c.Said, c.Shown = c.Shown+format.When(tied, " (joint)"), format.Place(rank, tied)
	return c.Where(rank != 0, "")
}

// Year returns a year; 0 is missing.
func Year(y figure.Year) Cell {
	s := strconv.Itoa(int(y)) // without the thousands separator of a count
	return Cell{Kind: IsNumber, Shown: s, Data: s}.Where(y != 0, "")
}

// LeadYear returns the year of a row, which begins its line of plain text.
func LeadYear(y figure.Year) Cell { return Year(y).Telling("%s") }

// Number returns a decimal as printed.
func Number(d figure.Decimal) Cell {
	return Cell{Kind: IsNumber, Shown: format.Number(d), Data: d.String()}
}

// Signed returns a difference, always shown with its sign.
func Signed(d figure.Decimal) Cell {
	return Cell{Kind: IsNumber, Shown: format.Signed(d), Data: d.String()}
}

// Figure returns a figure as its edition prints it, or a missing cell with the mark.
func Figure(f figure.Figure, mark string) Cell {
	return Number(f.Printed).Marked(f.Status.Mark()).Where(f.Known(), mark)
}

// FigureIn is Figure, saying its unit in plain text, and its status unless it is actual.
func FigureIn(f figure.Figure, mark, unit string) Cell {
	return Figure(f, mark).Say(format.When(f.Known(), format.Number(f.Printed)+" "+unit+format.Status(f)))
}

// Unrounded returns the workbook cell behind a figure with all its digits, missing if none is held.
func Unrounded(f figure.Figure) Cell {
	s := strconv.FormatFloat(f.Unrounded, 'f', -1, 64)
	return Cell{Kind: IsNumber, Shown: s, Data: s}.Where(f.Known() && f.Held, format.NotPublished)
}

// Status says whether a figure is actual, estimated or forecast; missing without a figure.
func Status(f figure.Figure) Cell { return Optional(f.Status.String()) }

// Rounded returns a computed amount rounded for display, or a missing cell with the mark. Amounts
// are not rounded before.
func Rounded(a figure.Amount, places uint8, mark string) Cell {
	return Number(figure.Round(a.Value, places)).Where(a.OK, mark)
}

// RoundedSigned is Rounded with a sign.
func RoundedSigned(a figure.Amount, places uint8, mark string) Cell {
	return Difference(figure.Delta{Value: figure.Round(a.Value, places), OK: a.OK}, mark)
}

// Difference returns an exact difference, or a missing cell with the mark.
func Difference(d figure.Delta, mark string) Cell {
	return Signed(d.Value).Where(d.OK, mark)
}

// Glyph returns the mark of a verdict.
func Glyph(v target.Verdict, edge bool) Cell {
	mark, role := format.Glyph(v, edge)
	return Word(mark).As(role)
}

// Verdict returns a verdict on a level as glyph and word. Plain text leaves out verdicts that do
// not count.
func Verdict(v target.Verdict, edge bool, l target.Level) Cell {
	glyph, _ := format.Glyph(v, edge)
	c := Words(glyph+" "+format.Verdict(v, l), v.String()).As(format.Role(v, edge))
	if v.Counted() {
		c.Said = format.Stands(v, l) + format.When(edge, " ("+format.OnEdge+")")
	}
	return c
}

// VerdictOrWhy is Verdict, saying in plain text why a verdict does not count.
func VerdictOrWhy(v target.Verdict, edge bool, l target.Level) Cell {
	c := Verdict(v, edge, l)
	if !v.Counted() {
		c.Said = v.Words()
	}
	return c
}

// KnifeEdge says whether a figure is on the knife-edge; missing if the verdict does not count.
func KnifeEdge(v target.Verdict, edge bool) Cell {
	return Flag(edge).Where(v.Counted(), format.NotMeasured)
}
