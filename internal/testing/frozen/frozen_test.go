package frozen_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"allyscope/data"
	"allyscope/internal/dataset"
	"allyscope/internal/testing/frozen"
)

func TestTheLatestEditionIsTheKeptOne(t *testing.T) {
	ds := frozen.Data(t)
	if id := ds.Latest().ID; id != frozen.Edition {
		t.Errorf("the latest edition is %s, want %s", id, frozen.Edition)
	}

	for _, p := range dataset.Check(frozen.Files(t)) {
		t.Error(p)
	}
}

// Earlier editions come from the program's own tables.
func TestEarlierEditionsAreTheProgramsOwn(t *testing.T) {
	files := frozen.Files(t)

	err := fs.WalkDir(data.Files(), "nato/2025-08", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		want, err := fs.ReadFile(data.Files(), name)
		if err != nil {
			return err
		}

		if got, err := fs.ReadFile(files, name); err != nil || string(got) != string(want) {
			t.Errorf("%s: %v, or a different text", name, err)
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}

	if err := fstest.TestFS(files, "nato/editions.csv", "nato/2026-07/share_gdp.csv", "sipri/2026-04.csv"); err != nil {
		t.Error(err)
	}
}
