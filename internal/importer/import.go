// Package importer reads an edition from a file: NATO's and SIPRI's workbooks as
// they are published, or CSV in the layout of this project. It also reads files in
// other layouts, as a series with a name of its own.
//
// Tables are found by their titles and head rows, never by cell addresses, so
// future editions can be read without a change here as long as NATO keeps its
// tables. Nothing is filled in, and nothing is corrected.
//
// Every file is treated as hostile: its size is checked before it is read, the
// directory of its archive before it is unpacked, and the extent of its sheets
// while they are read. The package stores nothing; package store below it does.
package importer

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/read"
)

// Options is what the user says about a file. It overrides what the file says.
type Options struct {
	Edition    string // identifier, such as "2027-06", or the name of a series
	Published  string // ISO date
	Title      string
	Definition string // what is counted
	PriceBase  string // year of constant prices, for CSV that does not name it
	Latest     bool   // declares the edition the latest; it must be complete
	Measure    string // reads the file as a series of this measure
	Credit     string // whom to credit for a series
	Scale      string // what the figures of a series are multiplied by: "1", "100", …
	Today      string // ISO date; nothing can be published after it. Empty means not known
}

// Import reads an edition from a file, or from a folder of CSV. It returns a report even if
// it fails, with what was found until then. It stores nothing.
func Import(ds *dataset.Dataset, path string, opt Options) (*dataset.Edition, *Report, error) {
	return open(ds, path, opt, func(im *importer) (*dataset.Edition, error) {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			if opt.Measure != "" || opt.Scale != "" {
				return nil, ErrUsage.errorf("the tables in a folder name their measures: --measure and --scale are for a single file")
			}
			return im.folder(path)
		}
		content, err := read.File(path, MaxFile)
		if err != nil {
			return nil, readError(err)
		}
		return im.content(content)
	})
}

// ImportBytes is like Import for a file whose content is in memory.
func ImportBytes(ds *dataset.Dataset, name string, content []byte, opt Options) (*dataset.Edition, *Report, error) {
	return open(ds, name, opt, func(im *importer) (*dataset.Edition, error) { return im.content(content) })
}

func open(
	ds *dataset.Dataset, path string, opt Options, parse func(*importer) (*dataset.Edition, error),
) (*dataset.Edition, *Report, error) {
	report := &Report{File: strings.Join(strings.Fields(filepath.Base(path)), " ")} // on one line
	if err := opt.check(); err != nil {
		return nil, report, err
	}
	im := &importer{names: newNames(ds.Allies()), held: ds.All(), opt: opt, report: report}
	e, err := parse(im)
	if err == nil {
		err = im.finish(e)
	}
	if err != nil {
		return nil, report, fmt.Errorf("%s: %w", report.File, err)
	}
	return e, report, nil
}

func (o Options) check() error {
	for _, option := range []struct {
		name, text string
		most       int
	}{
		{"title", o.Title, maxTitle}, {"definition", o.Definition, maxWords},
		{"price base", o.PriceBase, maxWords}, {"credit", o.Credit, maxWords},
	} {
		if why := unfit(option.text, option.most); why != "" {
			return ErrUsage.errorf("%s %.40q: %s", option.name, option.text, why)
		}
	}
	if o.Published != "" && !dataset.IsDate(o.Published) {
		return ErrUsage.errorf("published %q: expected a date such as 2026-07-10", o.Published)
	}
	return nil
}

// checkEdition checks that Edition can be the identifier of an edition, or is empty.
func (o Options) checkEdition() error {
	if o.Edition == "" || dataset.ValidID(o.Edition) {
		return nil
	}
	return ErrUsage.errorf("edition %q: expected a month such as 2027-06, or --measure for a series of your own", o.Edition)
}

// importer is the state of one import.
type importer struct {
	names  *names
	held   []*dataset.Edition // all editions of the data set
	opt    Options
	report *Report
	titles []string // lines of the file that may name the day of publication
}

func (im *importer) content(content []byte) (*dataset.Edition, error) {
	if len(content) > MaxFile {
		return nil, ErrTooLarge.errorf("%d bytes, at most %d are read", len(content), MaxFile)
	}
	if err := im.opt.checkEdition(); im.opt.Measure == "" && err != nil {
		return nil, err
	}
	im.report.SHA256 = fmt.Sprintf("%x", sha256.Sum256(content))
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) { // an archive
		return im.workbook(content)
	}
	if err := checkColumns(content); err != nil {
		return nil, err
	}
	im.report.Kind = "CSV"
	return im.csv(content)
}

func (im *importer) workbook(content []byte) (*dataset.Edition, error) {
	b, err := openBook(content)
	if err != nil {
		return nil, err
	}
	for _, why := range b.large {
		im.report.skipf("", "", "%v", why)
	}
	parse := im.nato
	switch sipri := slices.IndexFunc(b.sheets, isSIPRI); {
	case im.opt.Measure != "":
		parse = im.seriesWorkbook
	case sipri >= 0:
		parse = func(b *book) (*dataset.Edition, error) { return im.sipri(b, b.sheets[sipri]) }
	}
	e, err := parse(b)
	if errors.Is(err, ErrNoTable) && len(b.large) > 0 {
		return nil, b.large[0]
	}
	return e, err
}

func (im *importer) nato(b *book) (*dataset.Edition, error) {
	im.report.Kind = "NATO workbook"
	r := im.readTables(b)
	switch {
	case r.err != nil:
		return nil, r.err
	case len(r.tables) == 0:
		return nil, noTable(b)
	}
	tables := format.Each(figure.InOrder(), func(m figure.Measure) *dataset.Table { return r.tables[m] })
	if len(r.bases) > 1 {
		im.report.notef("constant prices of more than one year: %s", strings.Join(r.bases, ", "))
	}
	e := dataset.NewEdition(dataset.Record{}, tables...)
	describe(e, r.bases, r.core)
	return e, nil
}

// readTables reads NATO's tables in a workbook.
func (im *importer) readTables(b *book) *natoReader {
	r := &natoReader{importer: im, tables: map[figure.Measure]*dataset.Table{}}
	for _, s := range b.sheets {
		if r.err != nil {
			break
		}
		r.sheet = s
		r.restart("")
		for i := range s.rows {
			r.row(i)
		}
		r.close()
		r.report.unknownRows(r.names, r.others, nil)
		r.others = nil
	}
	return r
}

// noTable returns the error for a workbook without a known table.
func noTable(b *book) error {
	first := format.Each(b.sheets, (*sheet).firstText)
	if len(first) == 0 {
		return ErrNoTable.errorf("its sheets are empty")
	}
	return ErrNoTable.errorf("titles, column heads and allies must be in English; its sheets begin with %s",
		strings.Join(first[:min(len(first), 3)], ", "))
}

// finish gives the edition its identifier and date, applies the options, checks the figures
// and cleans the texts.
func (im *importer) finish(e *dataset.Edition) error {
	e.Title = cmp.Or(im.opt.Title, e.Title)
	e.Definition = cmp.Or(im.opt.Definition, e.Definition)
	e.Credit = cmp.Or(im.opt.Credit, e.Credit)
	series := e.Source == dataset.Series
	switch {
	case im.opt.Scale != "" && !series:
		return ErrUsage.errorf("--scale is for a series of your own, with --measure")
	case im.opt.PriceBase != "" && (series || !strings.HasPrefix(im.report.Kind, "CSV")):
		return ErrUsage.errorf("--price-base is for NATO's tables as CSV")
	}
	var twin *dataset.Edition
	if !series {
		twin = im.recognise(e)
		if err := im.identify(e, twin); err != nil {
			return err
		}
	} else if im.opt.Published != "" {
		e.Published = im.opt.Published
		if err := im.checkDate(e.Published, lastYear(e)); err != nil {
			return err
		}
	}
	im.cleanTexts(e)
	check(e, im.names.allies, im.report)
	if twin != nil {
		im.excusePrinted(twin)
	}
	e.Warnings = im.report.Warnings
	setWitness(e, im.report)
	if why := im.whyNotLatest(e, twin); im.opt.Latest && why != "" {
		return ErrUsage.errorf("%s cannot be the latest edition: %s; without --latest it is asked for by name", e.ID, why)
	}
	e.Latest = im.opt.Latest
	return nil
}

// The limits of what is read. NATO's and SIPRI's workbooks stay below a third
// of each. Together they bound the memory and time that any file can use.
const (
	MaxFile      = 16 << 20  // bytes of a file, checked before it is opened
	MaxUnpacked  = 32 << 20  // bytes of all parts of a workbook, unpacked
	maxPart      = 8 << 20   // bytes of one part of a workbook, unpacked
	maxParts     = 1_000     // parts of a workbook
	maxRatio     = 200       // compression ratio of parts larger than ratioFrom
	ratioFrom    = 1 << 20   // bytes, unpacked
	maxElements  = 1_000_000 // XML elements of all parts
	maxAttrs     = 3_000_000 // XML attributes of all parts
	maxTagAttrs  = 2_000     // attributes of one element, and equals signs in the text after it
	maxSheets    = 128       // sheets of a workbook
	maxRow       = 5_000     // number of a sheet's last used row
	maxColumn    = 1_000     // number of a sheet's last used column
	maxExtent    = 400_000   // cells from the left edge to the last one of each row, all sheets
	maxFormat    = 255       // characters of a number format, as in Excel itself
	maxBlockRows = 200       // rows of a block, which has one for each ally and aggregate
	maxText      = 32 << 20  // bytes of text in all cells of a workbook
	maxCell      = 4 << 10   // bytes of text kept of a cell
	maxCSVFiles  = 64        // tables of a folder
	maxCSVFields = 256       // columns of a CSV table
	maxCSVRows   = 200_000   // lines of a CSV table
	maxProblems  = 10        // problems listed in an error
	maxSkipped   = 200       // lines of one kind in a report
)

// The kinds of errors of an import. A returned error wraps one of them and gives details.
const (
	ErrTooLarge    kindError = "too large"                    // beyond a limit
	ErrNotWorkbook kindError = "not a workbook"               // and not CSV
	ErrNoTable     kindError = "no known table"               // nothing known was found
	ErrFormula     kindError = "a formula without its result" // instead of a figure
	ErrUsage       kindError = "check the options"            // an option is missing or wrong
)

type kindError string

func (k kindError) Error() string { return string(k) }

// errorf returns an error that wraps the kind: the formatted text, then the kind.
func (k kindError) errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), k)
}
