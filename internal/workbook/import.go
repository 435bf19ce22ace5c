package workbook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
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
func Import(allies *ally.Register, path string, opt Options) (*Edition, *Report, error) {
	report := &Report{File: filepath.Base(path)}
	if err := opt.check(); err != nil {
		return nil, report, err
	}
	info, err := os.Stat(path) // before opening: a pipe would wait for its writer
	if err != nil {
		return nil, report, err
	}
	im := &importer{names: newNames(allies), opt: opt, report: report}
	if info.IsDir() {
		e, err := im.folder(path)
		return e, report, named(err, path)
	}
	content, err := readFile(path, info)
	if err != nil {
		return nil, report, named(err, path)
	}
	e, err := im.content(content)
	return e, report, named(err, path)
}

// ImportBytes is Import of a file that is at hand already.
func ImportBytes(allies *ally.Register, name string, content []byte, opt Options) (*Edition, *Report, error) {
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

// Reread reads one of NATO's editions again from a tree in the layout of the
// embedded tables, and checks it as an import would.
func Reread(allies *ally.Register, files fs.FS, id string) (*Edition, *Report, error) {
	report := &Report{File: "nato/" + id, Kind: "tables"}
	im := &importer{names: newNames(allies), report: report}
	e, err := im.listed(files, "nato/", id)
	return e, report, err
}

func named(err error, path string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", filepath.Base(path), err)
}

func (o Options) check() error {
	if o.Edition != "" && !ValidID(o.Edition) {
		return fmt.Errorf("edition %q: a month such as 2027-06 is wanted: %w", o.Edition, ErrUsage)
	}
	if !checkDate(o.Published) {
		return fmt.Errorf("published %q: a date such as 2027-06-30 is wanted: %w", o.Published, ErrUsage)
	}
	return nil
}

// readFile reads a regular file whose size, as the system says, is within the
// limit, and not a byte more than that.
func readFile(path string, info fs.FileInfo) ([]byte, error) {
	switch {
	case !info.Mode().IsRegular():
		return nil, notWorkbook("it is not a regular file")
	case info.Size() > MaxFile:
		return nil, tooLarge("%d bytes, at most %d are read", info.Size(), MaxFile)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	return readAll(f)
}

// readAll reads to the end, but no further than the limit: a file may grow.
func readAll(r io.Reader) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err == nil && len(content) > MaxFile {
		return nil, tooLarge("more than %d bytes", MaxFile)
	}
	return content, err
}

// importer is one import under way.
type importer struct {
	names  *names
	opt    Options
	report *Report
}

// content tells a workbook from CSV.
func (im *importer) content(content []byte) (*Edition, error) {
	sum := sha256.Sum256(content)
	im.report.SHA256 = hex.EncodeToString(sum[:])
	var e *Edition
	var err error
	switch {
	case len(content) == 0:
		return nil, notWorkbook("it is empty")
	case looksLikeCSV(content):
		im.report.Kind = "CSV"
		e, err = im.csv(content)
	default:
		e, err = im.workbook(content)
	}
	if err != nil {
		return nil, err
	}
	return im.finish(e)
}

// looksLikeCSV tells whether the file begins with the head line of one of our
// tables; CSV is recognised by it, not by the file's name.
func looksLikeCSV(content []byte) bool {
	if bytes.HasPrefix(content, []byte("PK")) {
		return false
	}
	start := bytes.TrimPrefix(content[:min(len(content), 512)], []byte("\ufeff"))
	line, _, _ := bytes.Cut(start, []byte("\n"))
	return bytes.HasPrefix(line, []byte("code,")) || (bytes.Contains(line, []byte(",")) && utf8.Valid(line) && !bytes.ContainsRune(line, 0))
}

// workbook reads NATO's or SIPRI's.
func (im *importer) workbook(content []byte) (*Edition, error) {
	b, err := openBook(content)
	if err != nil {
		return nil, err
	}
	// What excelize does with cells one by one can panic as its opening can.
	return guarded(func() (*Edition, error) {
		for _, s := range b.sheets {
			if isSIPRI(s) {
				return im.sipri(b, s)
			}
		}
		return im.nato(b)
	})
}

func guarded(read func() (*Edition, error)) (e *Edition, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, err = nil, notWorkbook("its parts do not fit together (%v)", r)
		}
	}()
	return read()
}

func (im *importer) nato(b *book) (*Edition, error) {
	im.report.Kind = "NATO workbook"
	r := &natoReader{names: im.names, book: b, report: im.report, tables: map[figure.Measure]*Table{}}
	for _, s := range b.sheets {
		r.readSheet(s)
		if r.broken != nil {
			return nil, r.broken
		}
	}
	if len(r.tables) == 0 {
		return nil, fmt.Errorf("%s: %w", nothing(b), ErrNoTable)
	}
	e := &Edition{Source: NATO, Title: im.opt.Title}
	for m := range figure.Measure(figure.Measures) {
		if t := r.tables[m]; t != nil {
			e.Tables = append(e.Tables, t)
		}
	}
	e.describe(r.bases, r.core)
	if len(r.bases) > 1 {
		im.report.notef("constant prices of more than one year: %s", strings.Join(r.bases, ", "))
	}
	printed, saved := b.dates()
	day, from := published(im.opt, im.report.File, printed, saved)
	return e, im.date(e, day, from, "")
}

// nothing says why a workbook has no table: what its sheets begin with, and
// that only English is read.
func nothing(b *book) string {
	var begin []string
	for _, s := range b.sheets {
		for _, row := range s.rows {
			text := ""
			for _, c := range row {
				if text = squeeze(c); text != "" {
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

func (im *importer) sipri(b *book, s *sheet) (*Edition, error) {
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
	e := &Edition{Source: SIPRI, Title: im.opt.Title, PriceBase: "current", Coverage: "share of GDP",
		Definition: "military expenditure (SIPRI's own definition)", Tables: []*Table{t}}
	e.Years = span(t.Years[0].Year, t.Years[len(t.Years)-1].Year)
	if e.Title == "" {
		e.Title = strings.TrimSuffix(fmt.Sprintf("SIPRI Military Expenditure Database %s, %s",
			strings.ReplaceAll(e.Years, "-", "–"), sipriVersion(im.report.File)), ", ")
	}
	printed, saved := b.dates()
	day, from := published(im.opt, im.report.File, printed, saved)
	return e, im.date(e, day, from, "sipri-")
}

// date gives the edition its date and, of it, its identifier.
func (im *importer) date(e *Edition, day, from, prefix string) error {
	e.Published, e.ID = day, im.opt.Edition
	if e.ID != "" && prefix != "" && !strings.HasPrefix(e.ID, prefix) {
		e.ID = prefix + e.ID
	}
	if prefix == "" && strings.HasPrefix(e.ID, "sipri-") {
		return fmt.Errorf("%s: these are figures of NATO's: %w", e.ID, ErrUsage)
	}
	if e.ID != "" && im.opt.Published == "" && !strings.HasPrefix(day, e.month()) {
		day = "" // a guess that contradicts what was said
	}
	switch {
	case e.ID == "" && day == "":
		return fmt.Errorf("the file does not say when it was published: name the edition or the date: %w", ErrUsage)
	case e.ID == "":
		e.ID = prefix + day[:len("2006-01")]
	case day == "":
		e.Published, from = e.month()+"-01", "the first of the edition's month"
	}
	im.report.notef("published %s: %s", e.Published, from)
	return nil
}

// finish checks the edition and has it say how.
func (im *importer) finish(e *Edition) (*Edition, error) {
	if im.opt.Definition != "" {
		e.Definition = im.opt.Definition
	}
	check(e, im.names.allies, im.report)
	e.Warnings = im.report.Warnings
	e.attest(im.report)
	return e, nil
}
