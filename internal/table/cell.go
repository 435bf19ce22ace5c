package table

import (
	"strconv"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Kind is what a cell's data are.
type Kind uint8

// The kinds.
const (
	IsMissing Kind = iota // there is nothing, for a reason that is shown
	IsWord
	IsNumber
	IsFlag
)

// Cell is one fact, as people and as machines are told of it.
type Cell struct {
	Kind  Kind
	Shown string // for people; a missing fact has a mark, and is never blank or zero
	Data  string // for machines, with an ASCII minus; empty where missing
	Said  string // in a line of plain text; empty: it is not said
	Role  cell.Role

	tail int // how much of Shown is a mark behind the digits
}

// Say gives the cell its words in a line of plain text.
func (c Cell) Say(words string) Cell {
	c.Said = words
	return c
}

// Telling is Say with what is shown in place of the first %s.
func (c Cell) Telling(words string) Cell { return c.Say(strings.Replace(words, "%s", c.Shown, 1)) }

// Saying is Telling for a cell that has a value; one that has none stays as it is.
func (c Cell) Saying(words string) Cell {
	if c.Kind == IsMissing {
		return c
	}
	return c.Telling(words)
}

// Where is the cell where that is so, and else missing, with the mark that says why.
func (c Cell) Where(so bool, mark string) Cell {
	if so {
		return c
	}
	return Missing(mark)
}

// As gives the cell a role.
func (c Cell) As(r cell.Role) Cell {
	c.Role = r
	return c
}

// Marked gives the cell a mark behind its digits: the "e" of an estimate, a unit.
func (c Cell) Marked(mark string) Cell {
	c.Shown, c.tail = c.Shown+mark, c.tail+cell.Width(mark)
	return c
}

// Before gives the cell a mark before its digits.
func (c Cell) Before(mark string) Cell {
	c.Shown = mark + c.Shown
	return c
}

// numeral tells whether what is shown is a number, or a word that is one among words.
func (c Cell) numeral() bool {
	return c.Kind == IsNumber || c.Kind == IsWord && strings.Trim(c.Shown, "0123456789,.") == "" && strings.Count(c.Shown, ".") < 2
}

// fraction is how much of the digits of a number stands from the decimal point on.
func (c Cell) fraction() int {
	if at := strings.IndexByte(c.Shown, '.'); at >= 0 && c.numeral() {
		return cell.Width(c.Shown[at:]) - c.tail
	}
	return 0
}

// Field is the cell in CSV: empty where missing. Under headings in words flags say yes and no.
func (c Cell) Field(machine bool) string {
	if c.Kind == IsFlag && !machine {
		return c.Shown
	}
	return c.Data
}

// Word is a text that people and machines read alike.
func Word(s string) Cell { return Cell{Kind: IsWord, Shown: s, Data: s} }

// Words is a text for people with an identifier for machines.
func Words(shown, data string) Cell { return Cell{Kind: IsWord, Shown: shown, Data: data} }

// Optional is a text, missing where it is empty.
func Optional(s string) Cell { return Word(s).Where(s != "", "") }

// Name is what a row is about, told everywhere.
func Name(s string) Cell { return Word(s).Say(s) }

// Missing is a fact that is not there, with the mark that says why.
func Missing(mark string) Cell { return Cell{Shown: mark, Role: cell.Unknown} }

// Flag is a yes or no.
func Flag(b bool) Cell {
	if b {
		return Cell{Kind: IsFlag, Shown: "yes", Data: "true"}
	}
	return Cell{Kind: IsFlag, Shown: "no", Data: "false"}
}

// Whole is a count.
func Whole(n int) Cell { return Number(figure.Decimal{Units: int64(n)}) }

// Place is a place in a ranking, missing where there is none.
func Place(rank int, tied bool) Cell {
	c := Whole(rank)
	c.Said, c.Shown = c.Shown+format.When(tied, " (joint)"), format.Place(rank, tied)
	return c.Where(rank != 0, "")
}

// Year is a year, missing where it is 0.
func Year(y figure.Year) Cell {
	s := strconv.Itoa(int(y)) // not grouped as a count is
	return Cell{Kind: IsNumber, Shown: s, Data: s}.Where(y != 0, "")
}

// LeadYear is the year that a row is of: it begins its line of plain text.
func LeadYear(y figure.Year) Cell { return Year(y).Telling("%s") }

// Number is a decimal as printed.
func Number(d figure.Decimal) Cell {
	return Cell{Kind: IsNumber, Shown: format.Number(d), Data: d.String()}
}

// Signed is a difference: people always see its sign.
func Signed(d figure.Decimal) Cell {
	return Cell{Kind: IsNumber, Shown: format.Signed(d), Data: d.String()}
}

// Figure is a figure as its edition prints it; missing with the mark.
func Figure(f figure.Figure, mark string) Cell {
	return Number(f.Printed).Marked(f.Status.Mark()).Where(f.Known(), mark)
}

// FigureIn is Figure, told with its unit and, where it is no actual one, with that.
func FigureIn(f figure.Figure, mark, unit string) Cell {
	return Figure(f, mark).Say(format.When(f.Known(), format.Number(f.Printed)+" "+unit+format.Status(f)))
}

// Unrounded is the workbook's own cell behind a figure, with all its digits.
func Unrounded(f figure.Figure) Cell {
	s := strconv.FormatFloat(f.Unrounded, 'f', -1, 64)
	return Cell{Kind: IsNumber, Shown: s, Data: s}.Where(f.Known() && f.Held, format.NotPublished)
}

// Status is whether a figure is actual, estimated or forecast; missing where there is none.
func Status(f figure.Figure) Cell { return Optional(f.Status.String()) }

// Rounded is a computed amount, rounded once, here where it is shown.
func Rounded(a figure.Amount, places uint8, mark string) Cell {
	return Number(figure.Round(a.Value, places)).Where(a.OK, mark)
}

// RoundedSigned is Rounded with its sign.
func RoundedSigned(a figure.Amount, places uint8, mark string) Cell {
	return Difference(figure.Delta{Value: figure.Round(a.Value, places), OK: a.OK}, mark)
}

// Difference is an exact difference; missing with the mark.
func Difference(d figure.Delta, mark string) Cell {
	return Signed(d.Value).Where(d.OK, mark)
}

// Glyph is the mark of a verdict.
func Glyph(v target.Verdict, edge bool) Cell {
	mark, role := format.Glyph(v, edge)
	return Word(mark).As(role)
}

// Verdict tells a verdict on a level by glyph and word.
func Verdict(v target.Verdict, edge bool, l target.Level) Cell {
	glyph, _ := format.Glyph(v, edge)
	c := Words(glyph+" "+format.Verdict(v, l), v.String()).As(format.Role(v, edge))
	if v.Counted() {
		c.Said = format.Stands(v, l) + format.When(edge, " ("+format.OnEdge+")")
	}
	return c
}

// VerdictOrWhy is Verdict that tells, where there is none, why.
func VerdictOrWhy(v target.Verdict, edge bool, l target.Level) Cell {
	c := Verdict(v, edge, l)
	if !v.Counted() {
		c.Said = v.Words()
	}
	return c
}

// KnifeEdge tells whether a figure is on the knife's edge; missing where there is no verdict.
func KnifeEdge(v target.Verdict, edge bool) Cell {
	return Flag(edge).Where(v.Counted(), format.NotMeasured)
}
