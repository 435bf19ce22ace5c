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

// folder reads an edition from a folder of tables. It can be the folder of one edition,
// with lists in the folder above or without lists, or a folder that contains the lists.
func (im *importer) folder(name string) (*dataset.Edition, error) {
	im.report.Kind = "CSV folder"
	abs, _ := filepath.Abs(name) // on failure no list is found above
	base, files, above := filepath.Base(abs), tree{os.DirFS(name)}, tree{os.DirFS(filepath.Dir(abs))}
	for _, l := range []struct {
		files                   tree
		list, source, dir, only string
	}{
		{files, "nato/tables.csv", dataset.NATO, "nato/", ""}, {files, "tables.csv", dataset.NATO, "", ""},
		{files, "sipri/editions.csv", dataset.SIPRI, "sipri/", ""}, {files, "series/tables.csv", dataset.Series, "series/", ""},
		{above, "tables.csv", dataset.NATO, "", base}, // the folder of one edition, with lists above it
	} {
		if _, err := fs.Stat(l.files, l.list); err != nil || l.only != "" && !dataset.ValidID(l.only) {
			continue
		}
		editions, err := dataset.ReadEditions(l.files, l.source, l.dir, im.names.allies.Has)
		if err != nil {
			return nil, problemsError(dataset.ProblemsOf(err), err)
		}
		if l.only != "" {
			if editions = slices.DeleteFunc(editions, func(e *dataset.Edition) bool { return e.ID != l.only }); len(editions) == 0 {
				continue
			}
		}
		e, err := choose(editions, im.opt.Edition)
		if err != nil {
			return nil, err
		}
		return im.listed(e)
	}
	return im.folderWithoutLists(files, base)
}

// choose returns the edition with that identifier, or the only one. An only edition may
// have another identifier, because id can be its new name.
func choose(editions []*dataset.Edition, id string) (*dataset.Edition, error) {
	for _, e := range editions {
		if e.ID == id || len(editions) == 1 {
			return e, nil
		}
	}
	if len(editions) == 0 {
		return nil, ErrNoTable.errorf("editions.csv lists no edition")
	}
	ids := format.Each(editions, func(e *dataset.Edition) string { return e.ID })
	return nil, ErrUsage.errorf("several editions: name one of %s", strings.Join(ids[:min(len(ids), 20)], ", "))
}

// listed reads the tables of an edition in a list.
func (im *importer) listed(e *dataset.Edition) (*dataset.Edition, error) {
	named := dataset.ValidID(e.ID) && strings.HasPrefix(e.ID, "sipri-") == (e.Source == dataset.SIPRI)
	if e.Source == dataset.Series {
		named = dataset.ValidName(e.ID)
	}
	if !named {
		return nil, fmt.Errorf("editions.csv: %.40q cannot name an edition of %s", e.ID, e.Source)
	}
	tables, err := e.Tables()
	if err != nil {
		return nil, problemsError(dataset.ProblemsOf(err), err)
	}
	if len(tables) == 0 {
		return nil, ErrNoTable.errorf("tables.csv lists no table of %s", e.ID)
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

// folderWithoutLists reads a folder in which each file is named after its measure.
func (im *importer) folderWithoutLists(files tree, base string) (*dataset.Edition, error) {
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
			return nil, ErrTooLarge.errorf("more than %d tables in the folder", maxCSVFiles)
		}
		m, ok := figure.MeasureByID(id)
		if !ok {
			im.report.skipf(name, id, "not the name of a measure")
			continue
		}
		held = append(held, m)
	}
	if len(held) == 0 {
		return nil, ErrNoTable.errorf("no file in the folder is named after a measure")
	}
	var tables []*dataset.Table
	slices.Sort(held)
	for _, m := range held {
		t, err := dataset.ReadTable(files, m.String(), m, im.names.allies.Has)
		if err != nil {
			return nil, problemsError(dataset.ProblemsOf(err), err)
		}
		tables = append(tables, t)
	}
	return im.newEdition(tables, base)
}
