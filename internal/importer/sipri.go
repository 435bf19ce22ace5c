package importer

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// sipriPlaces is the number of decimals kept of SIPRI's shares, which are published with many more.
const sipriPlaces = 6

// isSIPRI reports whether a sheet's title is that of SIPRI's shares. It names SIPRI from 2017 on.
func isSIPRI(s *sheet) bool {
	for _, row := range s.rows[:min(len(s.rows), 11)] {
		for _, c := range row {
			f := fold(c.text)
			if hasAny(f, "military expenditure") && hasAny(f, "gross domestic product", "gdp") && hasAny(f, "sipri", "by country") &&
				hasAny(f, "percentage of", "share of") {
				return true
			}
		}
	}
	return false
}

// sipri reads the shares of the allies from SIPRI's sheet. Estimates are printed in blue.
func (im *importer) sipri(b *book, s *sheet) (*dataset.Edition, error) {
	im.report.Kind = "SIPRI workbook"
	r := &natoReader{importer: im, sheet: s, tables: map[figure.Measure]*dataset.Table{}}
	uncertain := 0
	for i := range s.rows {
		if r.years == nil {
			if r.years = r.header(i); r.years != nil {
				r.begin(figure.ShareGDP, "% of GDP", "sheet "+squeeze(s.name))
			}
			continue
		}
		text, _ := r.words(i)
		code, _, known := r.names.code(text)
		switch {
		case known && !code.Aggregate() && r.block.seen[code]:
			r.report.skipf(r.place(i), text, "a second row of %s", code)
		case known && !code.Aggregate():
			r.block.seen[code] = true
			uncertain += r.shares(i, code)
		case r.numbers(i): // other countries, and regions
			r.others = append(r.others, unknownRow{r.place(i), text})
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	if r.block != nil {
		r.report.unknownRows(r.names, r.others, r.block.seen)
	}
	if uncertain > 0 {
		r.report.notef("%s printed in red, as highly uncertain; imported without a mark",
			format.Counted(uncertain, "figure is", "figures are"))
	}
	r.close()
	t := r.tables[figure.ShareGDP]
	if t == nil {
		return nil, ErrNoTable.errorf("sheet %.40q names no ally", s.name)
	}
	t.RoundShares()
	if empty := len(r.years) - len(t.Years()); empty > 0 {
		r.report.notef("%s left out", format.Counted(empty, "year without any figure is", "years without any figure are"))
	}
	im.skipOtherSheets(b, s, "only the shares of GDP are imported")
	e := dataset.NewEdition(dataset.Record{Source: dataset.SIPRI, PriceBase: "current", Coverage: "share of GDP",
		Years: span(t.First, t.Last), Definition: "military expenditure (SIPRI's own definition)"}, t)
	e.Title = strings.TrimSuffix(fmt.Sprintf("SIPRI Military Expenditure Database %s, %s",
		strings.ReplaceAll(e.Years, "-", "–"), sipriVersion(im.report.File)), ", ")
	return e, nil
}

// shares reads one ally's row, and returns how many figures are printed in red.
func (r *natoReader) shares(i int, code ally.Code) (red int) {
	for _, c := range r.years {
		f := r.figure(i, c, code)
		if !f.Known() {
			continue
		}
		d, err := figure.ParseDecimal(strconv.FormatFloat(f.Unrounded, 'f', sipriPlaces, 64))
		if err != nil {
			continue // too many digits for a figure
		}
		marked := dominant(r.at(i, c.index).style.colour)
		if marked == 'R' {
			red++
		}
		f = figure.Figure{Printed: d.Trim(), Status: figure.StatusOf(marked == 'B')}
		r.block.table.Put(code, c.year, f, "")
	}
	return red
}

// dominant returns which component of a colour RRGGBB is by far the strongest: 'R', 'G', 'B' or 0.
func dominant(colour string) byte {
	rgb, err := hex.DecodeString(colour)
	sorted := slices.Sorted(slices.Values(rgb))
	if err != nil || len(rgb) != 3 || sorted[2] < 0x80 || int(sorted[2]) <= int(sorted[1])+0x40 {
		return 0
	}
	return "RGB"[slices.Index(rgb, sorted[2])]
}

// sipriVersion returns the version of the database in the file's name, "v1.2", or "".
func sipriVersion(name string) string {
	if found := regexp.MustCompile(`_(v[\d.]+?)(\.xlsx)?$`).FindStringSubmatch(strings.ToLower(name)); found != nil {
		return found[1]
	}
	return ""
}
