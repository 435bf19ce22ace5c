// Package importer reads an edition somebody holds as a file: NATO's and SIPRI's
// workbooks as they are published, or CSV laid out as this project's own. It reads
// files of other layouts too, as a series under a name of its own.
//
// Tables are found by their titles and head rows, never by cell addresses, so
// an edition to come is read without a change here as long as NATO keeps its
// tables. A figure that is not in the file is not there afterwards: nothing is filled
// in, and nothing is corrected.
//
// A file is hostile until shown otherwise: its size is looked at before it is
// read, the directory of its archive before it is unpacked, and the extent of
// its sheets while they are read. The package keeps nothing; that is the business
// of package store below it.
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

// Options is what a user may say about a file that the file does not.
type Options struct {
	Edition    string // identifier, such as "2027-06", or the name of a series
	Published  string // ISO date
	Title      string
	Definition string // what is counted
	PriceBase  string // year of constant prices, for CSV that does not name it
	Latest     bool   // it is to be asked for without a word, which wants it complete
	Measure    string // makes the file a series of the reader's own: what its figures are
	Credit     string // whom to name for a series
	Scale      string // what the figures of a series are multiplied by: "1", "100", …
	Today      string // ISO date after which nothing is published; empty where no clock is at hand
}

// Import reads a file, or a folder of CSV, into an edition. The report is there even
// where the edition is not, with what was found until then. Nothing is stored.
func Import(ds *dataset.Dataset, path string, opt Options) (*dataset.Edition, *Report, error) {
	return open(ds, path, opt, func(im *importer) (*dataset.Edition, error) {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			if opt.Measure != "" || opt.Scale != "" {
				return nil, ErrUsage.as("a folder says itself what its tables are of: --measure and --scale are for a file")
			}
			return im.folder(path)
		}
		content, err := read.File(path, MaxFile)
		if err != nil {
			return nil, unread(err)
		}
		return im.content(content)
	})
}

// ImportBytes is Import of a file that is at hand already.
func ImportBytes(ds *dataset.Dataset, name string, content []byte, opt Options) (*dataset.Edition, *Report, error) {
	return open(ds, name, opt, func(im *importer) (*dataset.Edition, error) { return im.content(content) })
}

type reading func(*importer) (*dataset.Edition, error)

func open(ds *dataset.Dataset, path string, opt Options, reads reading) (*dataset.Edition, *Report, error) {
	report := &Report{File: strings.Join(strings.Fields(filepath.Base(path)), " ")} // on one line
	if err := opt.check(); err != nil {
		return nil, report, err
	}
	im := &importer{names: newNames(ds.Allies()), held: ds.All(), opt: opt, report: report}
	e, err := reads(im)
	if err == nil {
		err = im.finish(e)
	}
	if err != nil {
		return nil, report, fmt.Errorf("%s: %w", report.File, err)
	}
	return e, report, nil
}

func (o Options) check() error {
	for _, said := range []struct {
		what, text string
		most       int
	}{
		{"title", o.Title, maxTitle}, {"definition", o.Definition, maxWords},
		{"price base", o.PriceBase, maxWords}, {"credit", o.Credit, maxWords},
	} {
		if why := unfit(said.text, said.most); why != "" {
			return ErrUsage.as("%s %.40q: %s", said.what, said.text, why)
		}
	}
	if o.Published != "" && !dataset.IsDate(o.Published) {
		return ErrUsage.as("published %q: a date such as 2026-07-10 is wanted", o.Published)
	}
	return nil
}

// misnamed is why no edition can be called as is said.
func (o Options) misnamed() error {
	if o.Edition == "" || dataset.ValidID(o.Edition) {
		return nil
	}
	return ErrUsage.as("edition %q: a month such as 2027-06 is wanted, or for a series of your own --measure", o.Edition)
}

type importer struct {
	names  *names
	held   []*dataset.Edition
	opt    Options
	report *Report
	titles []string // lines of the file that may tell when it was published
}

func (im *importer) content(content []byte) (*dataset.Edition, error) {
	if len(content) > MaxFile {
		return nil, ErrTooLarge.as("%d bytes, at most %d are read", len(content), MaxFile)
	}
	if err := im.opt.misnamed(); im.opt.Measure == "" && err != nil {
		return nil, err
	}
	im.report.SHA256 = fmt.Sprintf("%x", sha256.Sum256(content))
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) { // an archive
		return im.workbook(content)
	}
	if err := foreign(content); err != nil {
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
	reads := im.nato
	switch sipri := slices.IndexFunc(b.sheets, isSIPRI); {
	case im.opt.Measure != "":
		reads = im.seriesOf
	case sipri >= 0:
		reads = func(b *book) (*dataset.Edition, error) { return im.sipri(b, b.sheets[sipri]) }
	}
	e, err := reads(b)
	if errors.Is(err, ErrNoTable) && len(b.large) > 0 {
		return nil, b.large[0]
	}
	return e, err
}

func (im *importer) nato(b *book) (*dataset.Edition, error) {
	im.report.Kind = "NATO workbook"
	r := im.tablesOf(b)
	switch {
	case r.broken != nil:
		return nil, r.broken
	case len(r.tables) == 0:
		return nil, ErrNoTable.as("%s", nothing(b))
	}
	tables := format.Each(figure.InOrder(), func(m figure.Measure) *dataset.Table { return r.tables[m] })
	if len(r.bases) > 1 {
		im.report.notef("constant prices of more than one year: %s", strings.Join(r.bases, ", "))
	}
	e := dataset.NewEdition(dataset.Record{}, tables...)
	describe(e, r.bases, r.core)
	return e, nil
}

// tablesOf reads those of NATO's tables that a workbook has.
func (im *importer) tablesOf(b *book) *natoReader {
	r := &natoReader{importer: im, tables: map[figure.Measure]*dataset.Table{}}
	for _, s := range b.sheets {
		if r.broken == nil {
			r.readSheet(s)
		}
	}
	return r
}

// nothing says why a workbook has no table.
func nothing(b *book) string {
	begin := format.Each(b.sheets, (*sheet).first)
	if len(begin) == 0 {
		return "its sheets are empty"
	}
	return "titles, heads and allies are looked for in English; its sheets begin with " + strings.Join(begin[:min(len(begin), 3)], ", ")
}

// finish gives the edition its name and day, checks it and has it say how. What the
// user says of it goes before what the file does.
func (im *importer) finish(e *dataset.Edition) error {
	e.Title = cmp.Or(im.opt.Title, e.Title)
	e.Definition = cmp.Or(im.opt.Definition, e.Definition)
	e.Credit = cmp.Or(im.opt.Credit, e.Credit)
	if err := im.unused(e); err != nil {
		return err
	}
	var twin *dataset.Edition
	if e.Source != dataset.Series {
		twin = im.recognise(e)
		if err := im.identify(e, twin); err != nil {
			return err
		}
	} else if im.opt.Published != "" {
		e.Published = im.opt.Published
		if err := im.impossible(e.Published, newest(e)); err != nil {
			return err
		}
	}
	im.cleanse(e)
	check(e, im.names.allies, im.report)
	if twin != nil {
		im.asPrinted(twin)
	}
	e.Warnings = im.report.Warnings
	attest(e, im.report)
	if why := im.lacks(e, twin); im.opt.Latest && why != "" {
		return ErrUsage.as("%s cannot be the latest edition: %s; without --latest it is asked for by name", e.ID, why)
	}
	e.Latest = im.opt.Latest
	return nil
}

// unused refuses what was said of a file and is no use to what it holds.
func (im *importer) unused(e *dataset.Edition) error {
	series := e.Source == dataset.Series
	switch {
	case im.opt.Scale != "" && !series:
		return ErrUsage.as("--scale is for a series of your own, with --measure")
	case im.opt.PriceBase != "" && (series || !strings.HasPrefix(im.report.Kind, "CSV")):
		return ErrUsage.as("--price-base is for NATO's tables as CSV")
	}
	return nil
}

// The limits of what is read. NATO's and SIPRI's workbooks stay below a third
// of each; memory and time are bounded because all of these are.
const (
	MaxFile      = 16 << 20  // size of a file, looked at before it is opened
	MaxUnpacked  = 32 << 20  // what all parts of a workbook may unpack to
	maxPart      = 8 << 20   // one part of a workbook, unpacked
	maxParts     = 1_000     // parts of a workbook
	maxRatio     = 200       // times a part of more than ratioFrom may have been packed
	ratioFrom    = 1 << 20   //
	maxElements  = 1_000_000 // XML elements of all parts
	maxAttrs     = 3_000_000 // XML attributes of all parts
	maxTagAttrs  = 2_000     // attributes of one element, and signs like them in the text behind it
	maxSheets    = 128       // sheets of a workbook
	maxRow       = 5_000     // last row in use of a sheet
	maxColumn    = 1_000     // last column in use of a sheet
	maxExtent    = 400_000   // cells from the left edge to the last one of each row, all sheets
	maxFormat    = 255       // characters of a number format, as in Excel itself
	maxBlockRows = 200       // rows of a block, which has one for each ally and aggregate
	maxText      = 32 << 20  // text of all cells of a workbook
	maxCell      = 4 << 10   // text kept of a cell
	maxCSVFiles  = 64        // tables of a folder
	maxCSVFields = 256       // columns of a CSV table
	maxCSVRows   = 200_000   // lines of a CSV table
	maxProblems  = 10        // complaints an error lists
	maxSkipped   = 200       // lines a report keeps of one kind
)

// What an import fails with; each error says more.
const (
	ErrTooLarge    kindError = "too large"                    // beyond a limit
	ErrNotWorkbook kindError = "not a workbook"               // nor CSV
	ErrNoTable     kindError = "no known table"               // nothing known was found
	ErrFormula     kindError = "a formula without its result" // in place of a figure
	ErrUsage       kindError = "more must be said"            // such as which edition is meant
)

type kindError string

func (k kindError) Error() string { return string(k) }

// as is an error of the kind, which says first what is wrong.
func (k kindError) as(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), k)
}
