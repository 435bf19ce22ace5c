package importer

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/nfp"
)

type sheet struct {
	name   string
	hidden bool
	rows   [][]content
}

type content struct {
	text    string // the value itself, not as it is shown; "" is none
	style   *style
	typed   bool // it is text, not a number
	unknown bool // nobody computed the formula in it
}

// where is what the number of a row stands behind.
func (s *sheet) where() string { return "sheet " + squeeze(s.name) + " row " }

// place names a row as a spreadsheet does.
func (s *sheet) place(i int) string { return s.where() + strconv.Itoa(i+1) }

// first is the first text of a sheet, in quotation marks; "" where there is none.
func (s *sheet) first() string {
	for _, row := range s.rows {
		for _, c := range row {
			if text := squeeze(c.text); text != "" {
				return strconv.Quote(text)
			}
		}
	}
	return ""
}

// at returns a cell, of a row there is; both are counted from 0.
func (s *sheet) at(row, column int) content {
	if column >= len(s.rows[row]) {
		return content{}
	}
	return s.rows[row][column]
}

type book struct {
	*archive

	sheets       []*sheet
	strings      []string // that cells share
	styles       []style
	large        []error // why sheets are too large to be read
	text, extent int     // bytes of text read so far, and cells up to the last of each row
}

func openBook(content []byte) (*book, error) {
	a, err := openArchive(content)
	if err != nil {
		return nil, err
	}
	b := &book{archive: a}
	at := target(a.relations(""), "officeDocument", "xl/workbook.xml")
	relations := a.relations(at)
	b.readStrings(target(relations, "sharedStrings", "xl/sharedStrings.xml"))
	b.readStyles(target(relations, "styles", "xl/styles.xml"))
	return b, b.readSheets(at, relations)
}

// readSheets reads the sheets in the order of their tabs. One that is no table of
// cells, such as a chart, is empty.
func (b *book) readSheets(at string, relations []relation) error {
	var list struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			ID    string `xml:"id,attr"`
			State string `xml:"state,attr"` // "hidden" and "veryHidden" are not shown
		} `xml:"sheets>sheet"`
	}
	switch b.need(at, &list); {
	case b.err != nil:
		return b.err
	case len(list.Sheets) > maxSheets:
		return ErrTooLarge.as("%d sheets, at most %d are read", len(list.Sheets), maxSheets)
	}
	for _, named := range list.Sheets {
		s := &sheet{name: named.Name, hidden: strings.HasSuffix(strings.ToLower(named.State), "hidden")}
		b.sheets = append(b.sheets, s)
		i := slices.IndexFunc(relations, func(r relation) bool { return r.ID == named.ID && r.kind() == "worksheet" })
		if i < 0 {
			continue
		}
		text, extent := b.text, b.extent
		err := b.readSheet(s, relations[i].Target)
		if errors.Is(err, ErrTooLarge) { // the others may be all that is wanted
			b.large = append(b.large, fmt.Errorf("sheet %s: %w", squeeze(s.name), err))
			s.rows, b.text, b.extent = nil, text, extent
		} else if err != nil {
			return fmt.Errorf("sheet %.40q: %w", s.name, err)
		}
	}
	return nil
}

// phrase is a text in XML: that of its runs, less how they are pronounced.
type phrase struct {
	Text []string `xml:"t"`
	Runs []string `xml:"r>t"`
}

func (p phrase) String() string {
	texts := slices.Concat(p.Text, p.Runs)
	for i := range texts {
		texts[i] = unescape(texts[i])
	}
	return strings.Join(texts, "")
}

func (b *book) readStrings(part string) {
	var list struct {
		All []phrase `xml:"si"`
	}
	b.need(part, &list)
	for _, p := range list.All {
		b.strings = append(b.strings, p.String())
	}
}

type xmlCell struct {
	Ref     string    `xml:"r,attr"`
	Kind    string    `xml:"t,attr"`
	Style   string    `xml:"s,attr"`
	Formula *struct{} `xml:"f"`
	Value   []string  `xml:"v"` // one, if any
	Inline  phrase    `xml:"is"`
}

func (b *book) readSheet(s *sheet, part string) error {
	var list struct {
		Rows []struct {
			Number string    `xml:"r,attr"`
			Cells  []xmlCell `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := b.decode(part, &list); err != nil {
		return err
	}
	row := 0
	for _, r := range list.Rows {
		row = max(row+1, number(r.Number))
		column := 0
		for i := range r.Cells {
			var err error
			if column, err = b.cell(s, &r.Cells[i], row, column); err != nil {
				return broken(part, err)
			}
		}
	}
	return nil
}

// cell reads a cell of a row, behind a column, and returns its own; both are counted
// from 1. Cells of a row must stand in order.
func (b *book) cell(s *sheet, x *xmlCell, row, before int) (column int, err error) {
	column = before + 1
	if x.Ref != "" {
		var r int
		var ok bool
		switch column, r, ok = reference(x.Ref); {
		case !ok:
			return 0, ErrNotWorkbook.as("%.20q is no cell", x.Ref)
		case column <= before || r != row:
			return 0, ErrNotWorkbook.as("cell %.20q stands out of order", x.Ref)
		}
	}
	c := b.content(x)
	switch b.text += len(c.text); {
	case c.text == "" && !c.unknown:
		return column, nil // how an empty cell looks does not matter
	case row > maxRow:
		return 0, ErrTooLarge.as("row %d is in use, at most %d are read", row, maxRow)
	case column > maxColumn:
		return 0, ErrTooLarge.as("column %d is in use, at most %d are read", column, maxColumn)
	case b.text > maxText:
		return 0, ErrTooLarge.as("more than %d bytes of text in the cells", maxText)
	}
	c.text = c.text[:min(len(c.text), maxCell)]
	for len(s.rows) < row {
		s.rows = append(s.rows, nil)
	}
	cells := &s.rows[row-1]
	if b.extent += column - len(*cells); b.extent > maxExtent {
		return 0, ErrTooLarge.as("the sheets span more than %d cells", maxExtent)
	}
	*cells = append(*cells, make([]content, column-len(*cells))...)
	(*cells)[column-1] = c
	return column, nil
}

func (b *book) content(x *xmlCell) content {
	c := content{style: &b.styles[min(number(x.Style), len(b.styles)-1)]}
	c.typed = slices.Contains([]string{"s", "inlineStr", "str", "b"}, x.Kind)
	value := strings.Join(x.Value, "")
	switch n, err := strconv.Atoi(value); {
	case x.Kind == "b":
		c.text = strings.ToUpper(strconv.FormatBool(n == 1)) // 1 and 0 are no figures here
	case x.Kind != "s":
		c.text = cmp.Or(x.Inline.String(), unescape(value))
	case err == nil && n >= 0 && n < len(b.strings):
		c.text = b.strings[n]
	}
	nothing := x.Kind == "str" && len(x.Value) > 0 // which is a result, too
	c.unknown = x.Formula != nil && c.text == "" && !nothing
	return c
}

// plain is a cell as a file of CSV would hold it: a number in full, and in per cent where
// the sheet shows it so. What is no figure though it is kept as a number says what it is.
func (c content) plain() string {
	if c.unknown {
		return ErrFormula.Error()
	}
	v, err := strconv.ParseFloat(c.text, 64)
	if c.typed || err != nil {
		return c.text
	}
	number := inFull(v)
	switch form := c.style.format.of(v); {
	case form.date:
		return number + " (a date)"
	case form.percent:
		v, _ = strconv.ParseFloat(number+"e2", 64) // exactly: v × 100 may miss the nearest number
		for _, head := range []string{number, inFull(v)} {
			if _, _, ok := year(head); ok { // for no figure is so many per cent; 2024 typed into such a cell is kept as 20.24
				return head
			}
		}
		return inFull(v) + "%"
	}
	return number
}

// style is how a cell looks, as far as that says what its figure is.
type style struct {
	format numberFormat // of numbers
	said   bool         // it has a format, which says how many decimals are printed
	colour string       // of the text, as RRGGBB; "" is the usual one
}

// readStyles reads the styles that cells refer to by their place; behind them stands the
// plain one.
func (b *book) readStyles(part string) {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Fonts []struct {
			Colour struct {
				RGB     string `xml:"rgb,attr"`
				Indexed int    `xml:"indexed,attr"`
			} `xml:"color"`
		} `xml:"fonts>font"`
		Styles []struct {
			Format int `xml:"numFmtId,attr"`
			Font   int `xml:"fontId,attr"`
		} `xml:"cellXfs>xf"`
	}
	b.need(part, &sheet)
	codes := builtIn()
	for _, f := range sheet.Formats {
		if len(f.Code) > maxFormat {
			b.err = ErrTooLarge.as("a number format of more than %d characters", maxFormat)
			return
		}
		codes[f.ID] = f.Code
	}
	// Of the fixed palette red and blue: these are what figures are marked with.
	palette := map[int]string{2: "FF0000", 10: "FF0000", 37: "FF0000", 4: "0000FF", 12: "0000FF", 39: "0000FF"}
	formats := map[int]numberFormat{}
	for _, s := range sheet.Styles {
		code, said := codes[s.Format]
		if formats[s.Format] == nil {
			formats[s.Format] = newFormat(code)
		}
		st := style{format: formats[s.Format], said: said}
		if s.Font >= 0 && s.Font < len(sheet.Fonts) {
			c := sheet.Fonts[s.Font].Colour
			st.colour = cmp.Or(strings.ToUpper(c.RGB), palette[c.Indexed])
			st.colour = st.colour[max(0, len(st.colour)-len("RRGGBB")):] // without the alpha before it
		}
		b.styles = append(b.styles, st)
	}
	b.styles = append(b.styles, style{})
}

// shown is how a cell is shown, and how many decimals of its number v are: at most as
// many as are asked for.
func (c content) shown(v float64, most uint8) (form, uint8) {
	f := form{bar: strings.HasPrefix(strings.TrimSpace(c.text), "|"), free: true}
	if !c.typed {
		f = c.style.format.of(v)
	}
	if !c.style.said {
		return f, most
	}
	if f.free {
		return f, min(decimals(c.text), most)
	}
	return f, min(f.decimals(v), most)
}

func decimals(text string) uint8 {
	_, fraction, _ := strings.Cut(strings.TrimSpace(text), ".")
	return uint8(min(len(fraction)-len(strings.TrimLeft(fraction, "0123456789")), 9))
}

// builtIn are the number formats that every workbook has without saying so.
func builtIn() map[int]string {
	codes := map[int]string{
		1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
		37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
		41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 48: "##0.0E+0", 49: "@",
	}
	for _, n := range []int{14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47} { // dates and times
		codes[n] = "d"
	}
	return codes
}

// numberFormat is how numbers are written: a form for those above zero, for those below
// and for zero itself, where they differ. None is that it does not say.
type numberFormat []form

// form is how a number is written, as far as that says what its figure is.
type form struct {
	bar         bool // a bar stands before it, which marks a broken series
	percent     bool // it is shown as so many of a hundred
	date        bool // it is shown as a date or a time
	free        bool // it is shown with as many decimals as it has
	least, most int  // decimals, where that is not so
}

// quoted is text in a number format, in which the parser finds signs of per cent.
var quoted = regexp.MustCompile(`"[^"]*"`)

// newFormat reads the code of a number format. A form that is only for numbers that
// fulfil a condition says nothing, and neither does what follows.
func newFormat(code string) numberFormat {
	var all numberFormat
	if strings.EqualFold(code, "Standard") { // German for General, and its letters are no date's
		code = "General"
	}
	parser := nfp.NumberFormatParser()
	code = quoted.ReplaceAllStringFunc(code, func(text string) string { return strings.ReplaceAll(text, "%", "") })
	for _, section := range parser.Parse(strings.TrimSuffix(code, ";")) {
		var f form
		begun, fraction := false, false
		for _, t := range section.Items {
			switch t.TType {
			case nfp.TokenTypeCondition:
				return append(all, form{free: true})
			case nfp.TokenTypeGeneral, nfp.TokenTypeTextPlaceHolder: // as it is
				f.free = true
			case nfp.TokenTypePercent:
				f.percent = true
			case nfp.TokenTypeDateTimes, nfp.TokenTypeElapsedDateTimes:
				f.date = true
			case nfp.TokenTypeDecimalPoint:
				fraction = true
			case nfp.TokenTypeExponential:
				fraction = false
			case nfp.TokenTypeZeroPlaceHolder, nfp.TokenTypeHashPlaceHolder, nfp.TokenTypeDigitalPlaceHolder:
				begun = true
				if fraction {
					f.most += len(t.TValue)
				}
				if t.TType == nfp.TokenTypeZeroPlaceHolder {
					f.least = f.most
				}
			case nfp.TokenTypeLiteral:
				text := strings.TrimLeft(t.TValue, " ")
				f.bar = f.bar || !begun && strings.HasPrefix(text, "|")
				begun = begun || text != ""
			}
		}
		all = append(all, f)
	}
	return all
}

func (f numberFormat) of(v float64) form {
	switch {
	case len(f) == 0:
		return form{free: true}
	case v < 0 && len(f) > 1:
		return f[1]
	case v == 0 && len(f) > 2:
		return f[2]
	default:
		return f[0]
	}
}

func (f form) decimals(v float64) uint8 {
	if f.percent {
		v *= 100
	}
	shown, n := strconv.FormatFloat(v, 'f', f.most, 64), f.most
	for n > f.least && shown[len(shown)-1-(f.most-n)] == '0' {
		n--
	}
	return uint8(n)
}
