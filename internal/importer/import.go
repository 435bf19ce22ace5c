// Package importer reads an edition somebody holds as a file: NATO's and SIPRI's
// workbooks as they are published, or CSV laid out as this project's own.
//
// Tables are found by their titles and head rows, never by cell addresses, so
// an edition to come is read without a change here as long as NATO keeps its
// tables. Import gives an edition and a Report that says what was found, what was
// skipped and why, and what the arithmetic checks noticed. A figure that is not in
// the file is not there afterwards: nothing is filled in, and nothing is corrected.
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
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/read"
)

// Options is what a user may say about a file that the file does not.
type Options struct {
	Edition    string // identifier, such as "2027-06"
	Published  string // ISO date
	Title      string
	Definition string // what is counted
	PriceBase  string // year of constant prices, for CSV that does not name it
}

// Import reads a file, or a folder of CSV, into an edition and reports on it.
// The report is there even where the edition is not, with what was found until
// then. Nothing is stored.
func Import(allies *ally.Register, path string, opt Options) (*dataset.Edition, *Report, error) {
	report := &Report{File: filepath.Base(path)}
	if err := opt.check(); err != nil {
		return nil, report, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, report, err
	}
	if info.IsDir() {
		im := &importer{names: newNames(allies), opt: opt, report: report}
		e, err := im.folder(path)
		return e, report, named(err, path)
	}
	content, err := read.File(path, MaxFile)
	if err != nil {
		return nil, report, named(unread(err), path)
	}
	return ImportBytes(allies, path, content, opt)
}

// ImportBytes is Import of a file that is at hand already.
func ImportBytes(allies *ally.Register, name string, content []byte, opt Options) (*dataset.Edition, *Report, error) {
	report := &Report{File: filepath.Base(name)}
	if err := opt.check(); err != nil {
		return nil, report, err
	}
	if len(content) > MaxFile {
		return nil, report, named(tooLarge("%d bytes, at most %d are read", len(content), MaxFile), name)
	}
	im := &importer{names: newNames(allies), opt: opt, report: report}
	e, err := im.content(content)
	return e, report, named(err, name)
}

func named(err error, path string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", filepath.Base(path), err)
}

func (o Options) check() error {
	if o.Edition != "" && !dataset.ValidID(o.Edition) {
		return fmt.Errorf("edition %q: a month such as 2027-06 is wanted: %w", o.Edition, ErrUsage)
	}
	for _, said := range []struct {
		what, text string
		most       int
	}{{"title", o.Title, maxTitle}, {"definition", o.Definition, maxWords}, {"price base", o.PriceBase, maxWords}} {
		if why := unfit(said.text, said.most); why != "" {
			return fmt.Errorf("%s %.40q: %s: %w", said.what, said.text, why, ErrUsage)
		}
	}
	if o.Published != "" && !dataset.IsDate(o.Published) {
		return fmt.Errorf("published %q: a date such as 2027-06-30 is wanted: %w", o.Published, ErrUsage)
	}
	return nil
}

// importer is one import under way.
type importer struct {
	names  *names
	opt    Options
	report *Report
}

// content tells a workbook from CSV.
func (im *importer) content(content []byte) (*dataset.Edition, error) {
	sum := sha256.Sum256(content)
	im.report.SHA256 = hex.EncodeToString(sum[:])
	switch {
	case len(content) == 0:
		return nil, notWorkbook("it is empty")
	case looksLikeCSV(content):
		im.report.Kind = "CSV"
		return im.csv(content)
	}
	return im.workbook(content)
}

// looksLikeCSV tells whether the file begins with the head line of one of our
// tables; CSV is recognised by it, not by the file's name.
func looksLikeCSV(content []byte) bool {
	switch {
	case bytes.HasPrefix(content, []byte("PK")):
		return false
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
		return true // text in UTF-16, as spreadsheets save it too
	}
	start := bytes.TrimPrefix(content[:min(len(content), 512)], []byte("\ufeff"))
	line, _, _ := bytes.Cut(start, []byte("\n"))
	for _, separator := range []string{",", ";", "\t"} {
		if bytes.HasPrefix(line, []byte("code"+separator)) {
			return true
		}
	}
	return (bytes.Contains(line, []byte(",")) && utf8.Valid(line) && !bytes.ContainsRune(line, 0))
}

// workbook reads NATO's or SIPRI's.
func (im *importer) workbook(content []byte) (*dataset.Edition, error) {
	b, err := openBook(content)
	if err != nil {
		return nil, err
	}
	for _, s := range b.sheets {
		if isSIPRI(s) {
			return im.sipri(b, s)
		}
	}
	return im.nato(b)
}

func (im *importer) nato(b *book) (*dataset.Edition, error) {
	im.report.Kind = "NATO workbook"
	r := &natoReader{names: im.names, book: b, report: im.report, tables: map[figure.Measure]*dataset.Table{}}
	for _, s := range b.sheets {
		r.readSheet(s)
		if r.broken != nil {
			return nil, r.broken
		}
	}
	if len(r.tables) == 0 {
		return nil, fmt.Errorf("%s: %w", nothing(b), ErrNoTable)
	}
	tables := slices.Collect(maps.Values(r.tables))
	if len(r.bases) > 1 {
		im.report.notef("constant prices of more than one year: %s", strings.Join(r.bases, ", "))
	}
	return im.dated(describe(tables, r.bases, r.core), tables, b)
}

// dated finishes an edition whose date its workbook may tell.
func (im *importer) dated(r dataset.Record, tables []*dataset.Table, b *book) (*dataset.Edition, error) {
	day, from := published(im.opt, im.report.File, b.printed, b.saved)
	if err := im.date(&r, day, from); err != nil {
		return nil, err
	}
	return im.finish(r, tables)
}

// nothing says why a workbook has no table: what its sheets begin with, and
// that only English is read.
func nothing(b *book) string {
	var begin []string
	for _, s := range b.sheets {
		for _, row := range s.rows {
			text := ""
			for _, c := range row {
				if text = squeeze(c.text); text != "" {
					break
				}
			}
			if text != "" {
				begin = append(begin, fmt.Sprintf("%q", text))
				break
			}
		}
		if len(begin) == 3 {
			break
		}
	}
	if len(begin) == 0 {
		return "its sheets are empty"
	}
	return "titles, heads and allies are looked for in English; its sheets begin with " + strings.Join(begin, ", ")
}

func (im *importer) sipri(b *book, s *sheet) (*dataset.Edition, error) {
	im.report.Kind = "SIPRI workbook"
	t, err := readSIPRI(b, s, im.names, im.report)
	if err != nil {
		return nil, err
	}
	for _, other := range b.sheets {
		if other != s {
			im.report.skipf("sheet "+squeeze(other.name), other.name, "only the shares of GDP are taken over")
		}
	}
	r := dataset.Record{Source: dataset.SIPRI, PriceBase: "current", Coverage: "share of GDP", Years: span(t.First, t.Last),
		Definition: "military expenditure (SIPRI's own definition)"}
	r.Title = strings.TrimSuffix(fmt.Sprintf("SIPRI Military Expenditure Database %s, %s",
		strings.ReplaceAll(r.Years, "-", "–"), sipriVersion(im.report.File)), ", ")
	return im.dated(r, []*dataset.Table{t}, b)
}

// date gives the edition its date and, of it, its identifier.
func (im *importer) date(r *dataset.Record, day, from string) error {
	id, err := im.identifier(r.Source)
	if err != nil {
		return err
	}
	r.Published, r.ID = day, id
	if r.ID != "" && im.opt.Published == "" && !strings.HasPrefix(day, month(r.ID)) {
		day = "" // a guess that contradicts what was said
	}
	switch {
	case r.ID == "" && day == "":
		return fmt.Errorf("the file does not say when it was published: name the edition or the date: %w", ErrUsage)
	case r.ID == "":
		r.ID = month(day)
		if r.Source == dataset.SIPRI {
			r.ID = "sipri-" + r.ID
		}
	case day == "":
		r.Published, from = month(r.ID)+"-01", "the first of the edition's month"
	}
	im.report.notef("published %s: %s", r.Published, from)
	return nil
}

// identifier is what the user says an edition of the source is to be called.
func (im *importer) identifier(source string) (string, error) {
	id := im.opt.Edition
	switch sipri := strings.HasPrefix(id, "sipri-"); {
	case id != "" && source == dataset.SIPRI && !sipri:
		return "sipri-" + id, nil
	case sipri && source != dataset.SIPRI:
		return "", fmt.Errorf("%s: these are figures of NATO's: %w", id, ErrUsage)
	}
	return id, nil
}

// month is the month an identifier or a date names.
func month(text string) string { return strings.TrimPrefix(text, "sipri-")[:len("2006-01")] }

// finish checks the edition and has it say how. What the user says of it goes
// before what the file does.
func (im *importer) finish(r dataset.Record, tables []*dataset.Table) (*dataset.Edition, error) {
	r.Title = cmp.Or(im.opt.Title, r.Title)
	r.Published = cmp.Or(im.opt.Published, r.Published)
	r.Definition = cmp.Or(im.opt.Definition, r.Definition)
	im.cleanse(&r, tables)
	e := dataset.NewEdition(r, tables...)
	check(e, im.names.allies, im.report)
	e.Warnings = im.report.Warnings
	attest(e, im.report)
	return e, nil
}
