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

// sheet is a worksheet; rows and columns count from 0.
type sheet struct {
	name   string
	hidden bool
	rows   [][]content
}

// content is what a cell contains.
type content struct {
	text    string // the stored value, not as it is shown; "" is an empty cell
	style   *style
	typed   bool // it is text, not a number
	unknown bool // it has a formula without a stored result
}

// where returns the name of a row without its number.
func (s *sheet) where() string { return "sheet " + squeeze(s.name) + " row " }

// place returns the name of row i, with the number spreadsheets show.
func (s *sheet) place(i int) string { return s.where() + strconv.Itoa(i+1) }

// firstText returns the first text of a sheet in quotation marks, or "" if it is empty.
func (s *sheet) firstText() string {
	for _, row := range s.rows {
		for _, c := range row {
			if text := squeeze(c.text); text != "" {
				return strconv.Quote(text)
			}
		}
	}
	return ""
}

// at returns a cell, which is empty beyond the end of the row. The row must exist.
func (s *sheet) at(row, column int) content {
	if column >= len(s.rows[row]) {
		return content{}
	}
	return s.rows[row][column]
}

// book is a workbook.
type book struct {
	*archive

	sheets       []*sheet
	strings      []string // shared strings, which cells refer to by index
	styles       []style
	large        []error // one for each sheet that is too large to be read
	text, extent int     // read so far: bytes of text, and cells up to the last of each row
}

func openBook(content []byte) (*book, error) {
	a, err := openArchive(content)
	if err != nil {
		return nil, err
	}
	b := &book{archive: a}
	part := target(a.relations(""), "officeDocument", "xl/workbook.xml")
	relations := a.relations(part)
	var shared struct {
		All []phrase `xml:"si"`
	}
	b.require(target(relations, "sharedStrings", "xl/sharedStrings.xml"), &shared)
	for _, p := range shared.All {
		b.strings = append(b.strings, p.String())
	}
	b.readStyles(target(relations, "styles", "xl/styles.xml"))
	return b, b.readSheets(part, relations)
}

// readSheets reads the sheets that the workbook's main part lists, in the order of their
// tabs. A sheet without cells, such as a chart, is empty.
func (b *book) readSheets(part string, relations []relation) error {
	var list struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			ID    string `xml:"id,attr"`
			State string `xml:"state,attr"` // "hidden" and "veryHidden" are not shown
		} `xml:"sheets>sheet"`
	}
	switch b.require(part, &list); {
	case b.err != nil:
		return b.err
	case len(list.Sheets) > maxSheets:
		return ErrTooLarge.errorf("%d sheets, at most %d are read", len(list.Sheets), maxSheets)
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
		if errors.Is(err, ErrTooLarge) { // the other sheets may be enough
			b.large = append(b.large, fmt.Errorf("sheet %s: %w", squeeze(s.name), err))
			s.rows, b.text, b.extent = nil, text, extent
		} else if err != nil {
			return fmt.Errorf("sheet %.40q: %w", s.name, err)
		}
	}
	return nil
}

// phrase is a text in XML: plain or in runs of one format. Phonetic hints are left out.
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
				return partError(part, err)
			}
		}
	}
	return nil
}

// cell reads the cell after column before in a row, and returns its own column. Rows and
// columns count from 1. The cells of a row must be in order.
func (b *book) cell(s *sheet, x *xmlCell, row, before int) (column int, err error) {
	column = before + 1
	if x.Ref != "" {
		var r int
		var ok bool
		switch column, r, ok = reference(x.Ref); {
		case !ok:
			return 0, ErrNotWorkbook.errorf("%.20q is not a cell reference", x.Ref)
		case column <= before || r != row:
			return 0, ErrNotWorkbook.errorf("cell %.20q is out of order", x.Ref)
		}
	}
	c := b.content(x)
	switch b.text += len(c.text); {
	case c.text == "" && !c.unknown:
		return column, nil // the format of an empty cell does not matter
	case row > maxRow:
		return 0, ErrTooLarge.errorf("row %d is in use, at most %d are read", row, maxRow)
	case column > maxColumn:
		return 0, ErrTooLarge.errorf("column %d is in use, at most %d are read", column, maxColumn)
	case b.text > maxText:
		return 0, ErrTooLarge.errorf("more than %d bytes of text in the cells", maxText)
	}
	c.text = c.text[:min(len(c.text), maxCell)]
	for len(s.rows) < row {
		s.rows = append(s.rows, nil)
	}
	cells := &s.rows[row-1]
	if b.extent += column - len(*cells); b.extent > maxExtent {
		return 0, ErrTooLarge.errorf("the sheets span more than %d cells", maxExtent)
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
		c.text = strings.ToUpper(strconv.FormatBool(n == 1)) // not the figures 1 and 0
	case x.Kind != "s":
		c.text = cmp.Or(x.Inline.String(), unescape(value))
	case err == nil && n >= 0 && n < len(b.strings):
		c.text = b.strings[n]
	}
	emptyResult := x.Kind == "str" && len(x.Value) > 0
	c.unknown = x.Formula != nil && c.text == "" && !emptyResult
	return c
}

// plain returns the text of the cell in a CSV file: a number in full, in per cent if the sheet
// shows it so. Dates and missing results, which are not figures, are named as such.
func (c content) plain() string {
	if c.unknown {
		return ErrFormula.Error()
	}
	v, err := strconv.ParseFloat(c.text, 64)
	if c.typed || err != nil {
		return c.text
	}
	number := inFull(v)
	switch form := c.style.format.form(v); {
	case form.date:
		return number + " (a date)"
	case form.percent:
		v, _ = strconv.ParseFloat(number+"e2", 64) // exactly: v × 100 may miss the nearest number
		for _, head := range []string{number, inFull(v)} {
			// A year formatted in per cent: no figure is that large. 2024 typed into such a cell is
			// stored as 20.24.
			if _, _, ok := year(head); ok {
				return head
			}
		}
		return inFull(v) + "%"
	}
	return number
}

// style is the format of a cell, as far as it affects its figure.
type style struct {
	format numberFormat
	known  bool   // the workbook gives the format, and so the number of decimals
	colour string // of the text, as RRGGBB; "" is the default
}

// readStyles reads the styles that cells refer to by index. The last one is the default style.
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
	b.require(part, &sheet)
	codes := builtIn()
	for _, f := range sheet.Formats {
		if len(f.Code) > maxFormat {
			b.err = ErrTooLarge.errorf("a number format of more than %d characters", maxFormat)
			return
		}
		codes[f.ID] = f.Code
	}
	// Red and blue in the fixed palette: SIPRI marks figures with them.
	palette := map[int]string{2: "FF0000", 10: "FF0000", 37: "FF0000", 4: "0000FF", 12: "0000FF", 39: "0000FF"}
	formats := map[int]numberFormat{}
	for _, s := range sheet.Styles {
		code, known := codes[s.Format]
		if formats[s.Format] == nil {
			formats[s.Format] = newFormat(code)
		}
		st := style{format: formats[s.Format], known: known}
		if s.Font >= 0 && s.Font < len(sheet.Fonts) {
			c := sheet.Fonts[s.Font].Colour
			st.colour = cmp.Or(strings.ToUpper(c.RGB), palette[c.Indexed])
			st.colour = st.colour[max(0, len(st.colour)-len("RRGGBB")):] // without the alpha before it
		}
		b.styles = append(b.styles, st)
	}
	b.styles = append(b.styles, style{})
}

// shown returns the form in which the cell shows its number v, and how many decimals it shows, but
// at most most.
func (c content) shown(v float64, most uint8) (form, uint8) {
	f := form{bar: strings.HasPrefix(strings.TrimSpace(c.text), "|"), free: true}
	if !c.typed {
		f = c.style.format.form(v)
	}
	if !c.style.known {
		return f, most
	}
	if f.free {
		return f, min(decimals(c.text), most)
	}
	return f, min(f.decimals(v), most)
}

// decimals returns the number of digits after the point in a text, at most 9.
func decimals(text string) uint8 {
	_, fraction, _ := strings.Cut(strings.TrimSpace(text), ".")
	return uint8(min(len(fraction)-len(strings.TrimLeft(fraction, "0123456789")), 9))
}

// builtIn returns the codes of the number formats that every workbook has, by their numbers.
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

// numberFormat is a number format: the forms of positive numbers, negative numbers and zero. Later
// forms may be missing. An empty format shows all decimals.
type numberFormat []form

// form is how a number is shown, as far as it affects the figure.
type form struct {
	bar         bool // a bar before the number marks a break in the series
	percent     bool // in per cent
	date        bool // as a date or a time
	free        bool // with all its decimals
	least, most int  // number of decimals, unless free
}

// quoted matches text in a number format, in which the parser would find per cent signs.
var quoted = regexp.MustCompile(`"[^"]*"`)

// newFormat parses the code of a number format. It does not evaluate conditions: a form with a
// condition counts as free, and the forms after it are ignored.
func newFormat(code string) numberFormat {
	var all numberFormat
	if strings.EqualFold(code, "Standard") { // German for General; its letters would mean a date
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
			case nfp.TokenTypeGeneral, nfp.TokenTypeTextPlaceHolder:
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

// form returns the form in which v is shown.
func (f numberFormat) form(v float64) form {
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

// decimals returns how many decimals of v the form shows.
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
