package workbook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"allyscope/internal/figure"
)

// folder reads an edition from a folder of tables: the folder of one edition,
// with the lists beside it or without, or the folder above it that has them.
func (im *importer) folder(name string) (*Edition, error) {
	im.report.Kind = "CSV folder"
	files := os.DirFS(name)
	for _, root := range []struct {
		files  fs.FS
		prefix string
	}{{files, "nato/"}, {files, ""}} {
		if _, err := fs.Stat(root.files, root.prefix+"tables.csv"); err == nil {
			return im.listed(root.files, root.prefix, im.opt.Edition)
		}
	}
	if _, err := fs.Stat(files, "sipri/editions.csv"); err == nil {
		return im.sipriFolder(files)
	}
	// The lists of an edition's own folder stand one above it.
	up, base := os.DirFS(filepath.Join(name, "..")), filepath.Base(name)
	if abs, err := filepath.Abs(name); err == nil {
		up, base = os.DirFS(filepath.Dir(abs)), filepath.Base(abs)
	}
	if _, err := fs.Stat(up, "tables.csv"); err == nil && ValidID(base) {
		if e, err := im.listed(up, "", base); !errors.Is(err, ErrNoTable) {
			return e, err
		}
	}
	return im.bare(files, base)
}

// listed reads an edition that editions.csv and tables.csv list.
func (im *importer) listed(files fs.FS, prefix, id string) (*Edition, error) {
	editions, err := im.list(files, prefix+"editions.csv", EditionsHead())
	if err != nil {
		return nil, err
	}
	e, err := chosen(editions, id, "")
	if err != nil {
		return nil, err
	}
	e.Source = NATO
	lines, err := im.list(files, prefix+"tables.csv", TablesHead())
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if l[0] != e.ID {
			continue
		}
		m, ok := figure.MeasureByID(l[1])
		if _, again := e.Table(m); !ok || again {
			return nil, fmt.Errorf("%stables.csv: %.40q is no measure, or listed twice", prefix, l[1])
		}
		t, err := im.pair(files, prefix+e.ID, m, l[2])
		if err != nil {
			return nil, err
		}
		e.Tables = append(e.Tables, t)
	}
	if len(e.Tables) == 0 {
		return nil, fmt.Errorf("%stables.csv lists no table of %s: %w", prefix, e.ID, ErrNoTable)
	}
	own := *e
	if e, err = im.ours(e.Tables, &own); err != nil {
		return nil, err
	}
	return im.finish(e)
}

// chosen is the edition that was asked for, or the only one there is. prefix is
// what identifiers of its source begin with.
func chosen(lines [][]string, id, prefix string) (*Edition, error) {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l[0])
		if l[0] != id && (id != "" || len(lines) > 1) {
			continue
		}
		if !ValidID(l[0]) || strings.HasPrefix(l[0], "sipri-") != (prefix != "") || !checkDate(l[2]) || l[2] == "" || !checkDate(l[3]) {
			return nil, fmt.Errorf("editions.csv: %.40q, %.40q and %.40q are not an edition, its date and its cut-off", l[0], l[2], l[3])
		}
		return &Edition{ID: l[0], Title: l[1], Published: l[2], CutOff: l[3], Years: l[4], PriceBase: l[5],
			Definition: l[6], Coverage: l[7]}, nil
	}
	if id != "" {
		return nil, fmt.Errorf("editions.csv does not list %s: %w", id, ErrNoTable)
	}
	return nil, fmt.Errorf("several editions, name one of %s: %w", strings.Join(ids[:min(len(ids), 20)], ", "), ErrUsage)
}

// bare reads a folder without lists: what its files are named after.
func (im *importer) bare(files fs.FS, base string) (*Edition, error) {
	var tables []*Table
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	n := 0
	for _, entry := range entries {
		name := entry.Name()
		id, isCSV := strings.CutSuffix(name, ".csv")
		if !isCSV || strings.HasSuffix(id, ".unrounded") {
			continue
		}
		if n++; n > maxCSVFiles {
			return nil, tooLarge("more than %d tables in the folder", maxCSVFiles)
		}
		m, ok := figure.MeasureByID(id)
		if !ok {
			im.report.skipf(name, id, "not the name of a measure")
			continue
		}
		t, err := im.pair(files, ".", m, "")
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	if len(tables) == 0 {
		return nil, fmt.Errorf("no file in the folder is named after a measure: %w", ErrNoTable)
	}
	if im.opt.Edition == "" && ValidID(base) {
		im.opt.Edition = base
	}
	e, err := im.ours(inOrder(tables), nil)
	if err != nil {
		return nil, err
	}
	return im.finish(e)
}

// inOrder puts tables in the order of the measures.
func inOrder(tables []*Table) []*Table {
	out := make([]*Table, 0, len(tables))
	for m := range figure.Measure(figure.Measures) {
		for _, t := range tables {
			if t.Measure == m {
				out = append(out, t)
			}
		}
	}
	return out
}

// pair reads a table and, where there is one, that of its unrounded values.
func (im *importer) pair(files fs.FS, dir string, m figure.Measure, unit string) (*Table, error) {
	name := path.Join(dir, m.String()+".csv")
	content, err := readEntry(files, name)
	if err != nil {
		return nil, err
	}
	t, err := im.wide(content, m, unit)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	raw := path.Join(dir, m.String()+".unrounded.csv")
	content, err = readEntry(files, raw)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err == nil {
		err = t.lay(content)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", raw, err)
	}
	return t, nil
}

// list reads editions.csv or tables.csv.
func (im *importer) list(files fs.FS, name string, head []string) ([][]string, error) {
	content, err := readEntry(files, name)
	if err != nil {
		return nil, err
	}
	lines, err := records(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(lines) == 0 || strings.Join(lines[0], ",") != strings.Join(head, ",") {
		return nil, fmt.Errorf("%s: the head line is not %s", name, strings.Join(head, ","))
	}
	return lines[1:], nil
}

// readEntry reads a file of a folder within the limit on files.
func readEntry(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, err
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, notWorkbook("%s is not a regular file", name)
	case info.Size() > MaxFile:
		return nil, tooLarge("%s has %d bytes, at most %d are read", name, info.Size(), MaxFile)
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	return readAll(f)
}

// sipriFolder reads what Tree gives of an edition of SIPRI's.
func (im *importer) sipriFolder(files fs.FS) (*Edition, error) {
	lines, err := im.list(files, "sipri/editions.csv", EditionsHead())
	if err != nil {
		return nil, err
	}
	e, err := chosen(lines, im.opt.Edition, "sipri-")
	if err != nil {
		return nil, err
	}
	name := path.Join("sipri", strings.TrimPrefix(e.ID, "sipri-")+".csv")
	content, err := readEntry(files, name)
	if err != nil {
		return nil, err
	}
	t, err := im.wide(content, figure.ShareGDP, "% of GDP")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	e.Source = SIPRI
	t.tidy()
	if len(t.Rows) == 0 {
		return nil, fmt.Errorf("%s: no figure: %w", name, ErrNoTable)
	}
	e.Tables = []*Table{t}
	im.report.Found = append(im.report.Found, foundTable(t, name, e.Title))
	return im.finish(e)
}

// ours completes an edition read from CSV: units that are not said, the
// identifier, the words about itself. own is what a list says of it, or nil.
func (im *importer) ours(tables []*Table, own *Edition) (*Edition, error) {
	e := own
	if e == nil {
		e = &Edition{Source: NATO, Title: im.opt.Title}
	}
	for _, t := range tables {
		t.tidy()
		if len(t.Rows) == 0 {
			im.report.skipf(t.Measure.String(), t.Measure.String(), "no figure in it")
		}
	}
	e.Tables = nil
	for _, t := range tables {
		if len(t.Rows) > 0 {
			e.Tables = append(e.Tables, t)
		}
	}
	if len(e.Tables) == 0 {
		return nil, fmt.Errorf("no figure in it: %w", ErrNoTable)
	}
	im.units(e)
	for _, t := range e.Tables {
		im.report.Found = append(im.report.Found, foundTable(t, t.Measure.String()+".csv", t.Measure.Spec().Title))
	}
	if own != nil {
		return e, nil
	}
	e.describe(basesOf(e.Tables, im.opt.PriceBase), strings.Contains(unitOf(e, figure.EquipmentPct), "core defence"))
	day, from := im.opt.Published, "as said"
	if t, ok := dateInName(im.report.File); ok && day == "" {
		day, from = t.Format("2006-01-02"), "from the file's name"
	}
	if id := strings.TrimSuffix(im.report.File, ".csv"); im.opt.Edition == "" && day == "" && ValidID(id) {
		im.opt.Edition = id
	}
	return e, im.date(e, day, from, "")
}
