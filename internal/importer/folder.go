package importer

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// folder reads an edition from a folder of tables: the folder of one edition,
// with the lists beside it or without, or the folder above it that has them.
func (im *importer) folder(name string) (*dataset.Edition, error) {
	im.report.Kind = "CSV folder"
	abs, _ := filepath.Abs(name) // else no list is looked for above it
	base, files, above := filepath.Base(abs), tree{os.DirFS(name)}, tree{os.DirFS(filepath.Dir(abs))}
	for _, l := range []struct {
		files                   tree
		list, source, dir, only string
	}{
		{files, "nato/tables.csv", dataset.NATO, "nato/", ""}, {files, "tables.csv", dataset.NATO, "", ""},
		{files, "sipri/editions.csv", dataset.SIPRI, "sipri/", ""}, {files, "series/tables.csv", dataset.Series, "series/", ""},
		{above, "tables.csv", dataset.NATO, "", base}, // the lists of an edition's own folder stand one above it
	} {
		if _, err := fs.Stat(l.files, l.list); err != nil || l.only != "" && !dataset.ValidID(l.only) {
			continue
		}
		editions, err := dataset.ReadEditions(l.files, l.source, l.dir, im.names.allies.Has)
		if err != nil {
			return nil, complaint(dataset.ProblemsOf(err), err)
		}
		if l.only != "" {
			if editions = slices.DeleteFunc(editions, func(e *dataset.Edition) bool { return e.ID != l.only }); len(editions) == 0 {
				continue
			}
		}
		e, err := chosen(editions, im.opt.Edition)
		if err != nil {
			return nil, err
		}
		return im.listed(e)
	}
	return im.bare(files, base)
}

// chosen is the edition that was asked for, or the only one there is: then what
// was said is what it is to be called.
func chosen(editions []*dataset.Edition, id string) (*dataset.Edition, error) {
	for _, e := range editions {
		if e.ID == id || len(editions) == 1 {
			return e, nil
		}
	}
	if len(editions) == 0 {
		return nil, ErrNoTable.as("editions.csv lists no edition")
	}
	ids := format.Each(editions, func(e *dataset.Edition) string { return e.ID })
	return nil, ErrUsage.as("several editions, name one of %s", strings.Join(ids[:min(len(ids), 20)], ", "))
}

func (im *importer) listed(e *dataset.Edition) (*dataset.Edition, error) {
	named := dataset.ValidID(e.ID) && strings.HasPrefix(e.ID, "sipri-") == (e.Source == dataset.SIPRI)
	if e.Source == dataset.Series {
		named = dataset.ValidName(e.ID)
	}
	if !named {
		return nil, fmt.Errorf("editions.csv: %.40q is no edition of %s's", e.ID, e.Source)
	}
	tables, err := e.Tables()
	if err != nil {
		return nil, complaint(dataset.ProblemsOf(err), err)
	}
	if len(tables) == 0 {
		return nil, ErrNoTable.as("tables.csv lists no table of %s", e.ID)
	}
	whole, err := im.complete(tables)
	if err != nil {
		return nil, err
	}
	whole.Record = e.Record
	if e.Source == dataset.Series && im.opt.Edition != "" {
		whole.ID, err = seriesName(im.opt.Edition)
	}
	return whole, err
}

// bare reads a folder without lists: what its files are named after.
func (im *importer) bare(files tree, base string) (*dataset.Edition, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	var held []figure.Measure
	n := 0
	for _, entry := range entries {
		name := entry.Name()
		id, isCSV := strings.CutSuffix(name, ".csv")
		if !isCSV || strings.HasSuffix(id, ".unrounded") {
			continue
		}
		if n++; n > maxCSVFiles {
			return nil, ErrTooLarge.as("more than %d tables in the folder", maxCSVFiles)
		}
		m, ok := figure.MeasureByID(id)
		if !ok {
			im.report.skipf(name, id, "not the name of a measure")
			continue
		}
		held = append(held, m)
	}
	if len(held) == 0 {
		return nil, ErrNoTable.as("no file in the folder is named after a measure")
	}
	var tables []*dataset.Table
	slices.Sort(held)
	for _, m := range held {
		t, err := dataset.ReadTable(files, m.String(), m, im.names.allies.Has)
		if err != nil {
			return nil, complaint(dataset.ProblemsOf(err), err)
		}
		tables = append(tables, t)
	}
	return im.unlisted(tables, base)
}
