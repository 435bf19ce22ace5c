package frozen

import (
	"io/fs"
	"path"
	"testing"
	"testing/fstest"

	"allyscope/data"
)

// The frozen tables stay the same if the program's tables lose the edition, so they depend on
// nothing that the program says about it.
func TestAnEditionThatIsWithdrawnIsKept(t *testing.T) {
	program := fstest.MapFS{}
	if err := copyTree(program, data.Files(), func(dir string) bool { return dir != path.Join("nato", Edition) }); err != nil {
		t.Fatal(err)
	}

	for _, name := range lists {
		program[name].Data = without(program[name].Data, func(id string) bool { return id == Edition })
	}

	kept, err := build(program)
	if err != nil {
		t.Fatal(err)
	}

	err = fs.WalkDir(Files(t), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == "MANIFEST.csv" {
			return err
		}

		if got, err := fs.ReadFile(kept, name); err != nil || string(got) != Text(t, name) {
			t.Errorf("%s: %v, or a different text", name, err)
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
