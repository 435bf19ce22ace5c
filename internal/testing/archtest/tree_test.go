package archtest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// module is the path of the module whose tree this is.
const module = "allyscope"

// source is one parsed Go file.
type source struct {
	name      string // from the root, with slashes
	ast       *ast.File
	test      bool
	generated bool
	lines     int
}

// imports returns the paths a file imports.
func (s source) imports() []string {
	var paths []string

	for _, spec := range s.ast.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, p)
		}
	}

	return paths
}

// tree is every Go file of the module, by package directory.
type tree struct {
	fset     *token.FileSet
	packages map[string][]source
	typed    map[string]*typedPackage
}

// typedPackage is a package with its types, as far as they are known.
type typedPackage struct {
	pkg  *types.Package
	info *types.Info
}

// errForeign is the error for imports from outside of the module. Their types stay unknown, which
// is good enough for the rules, and nothing has to be compiled.
var errForeign = errors.New("not of this module")

// newTree returns an empty tree.
func newTree() *tree {
	return &tree{fset: token.NewFileSet(), packages: map[string][]source{}, typed: map[string]*typedPackage{}}
}

// add parses a file into the tree.
func (t *tree) add(name string, content []byte) error {
	file, err := parser.ParseFile(t.fset, name, content, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("parse: %w", err)
	}

	dir := path.Dir(name)
	t.packages[dir] = append(t.packages[dir], source{
		name:      name,
		ast:       file,
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(file),
		lines:     t.fset.File(file.Pos()).LineCount(),
	})

	return nil
}

// dirs returns the package directories in order.
func (t *tree) dirs() []string {
	var dirs []string
	for dir := range t.packages {
		dirs = append(dirs, dir)
	}

	sort.Strings(dirs)

	return dirs
}

// shipped returns the files of a directory that are not tests.
func (t *tree) shipped(dir string) []source {
	var files []source

	for _, s := range t.packages[dir] {
		if !s.test {
			files = append(files, s)
		}
	}

	return files
}

// at returns a position as file:line.
func (t *tree) at(pos token.Pos) string {
	p := t.fset.Position(pos)

	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// Import implements [types.Importer] over the tree itself.
func (t *tree) Import(importPath string) (*types.Package, error) {
	dir, ours := strings.CutPrefix(importPath, module+"/")
	if !ours || len(t.packages[dir]) == 0 {
		return nil, errForeign
	}

	return t.check(dir).pkg, nil
}

// check determines the types of a package, including its internal tests, as far as they depend only
// on this module.
func (t *tree) check(dir string) *typedPackage {
	if done, ok := t.typed[dir]; ok {
		return done
	}

	result := &typedPackage{
		pkg: types.NewPackage(module+"/"+dir, path.Base(dir)),
		info: &types.Info{
			Types:      map[ast.Expr]types.TypeAndValue{},
			Defs:       map[*ast.Ident]types.Object{},
			Uses:       map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		},
	}
	t.typed[dir] = result // set before checking, as a test may import a package that imports its own

	var files []*ast.File

	for _, s := range t.packages[dir] {
		if !strings.HasSuffix(s.ast.Name.Name, "_test") {
			files = append(files, s.ast)
		}
	}

	config := types.Config{Importer: t, Error: func(error) {}}
	// The error only says that foreign types are missing.
	_ = types.NewChecker(&config, t.fset, result.pkg, result.info).Files(files)

	return result
}

// root returns the directory of go.mod.
func root(t *testing.T) string {
	t.Helper()

	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}

	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}

		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}

		dir = parent
	}
}

// walk calls visit for every file of the working tree, with its name relative to the root and its
// path. It leaves out .git and dist.
func walk(t *testing.T, visit func(name, file string)) {
	t.Helper()

	top := root(t)

	err := filepath.WalkDir(top, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		name, err := filepath.Rel(top, file)
		if err != nil {
			return fmt.Errorf("walk: %w", err)
		}

		switch {
		case entry.Name() == ".git": // in a linked worktree it is a file
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir() && entry.Name() == "dist":
			return fs.SkipDir
		case entry.Type().IsRegular():
			visit(filepath.ToSlash(name), file)
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// load parses the module.
func load(t *testing.T) *tree {
	t.Helper()

	result := newTree()

	walk(t, func(name, file string) {
		if !strings.HasSuffix(name, ".go") || strings.Contains("/"+name, "/testdata/") {
			return
		}

		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		if err := result.add(name, content); err != nil {
			t.Fatal(err)
		}
	})

	return result
}

// snippets returns a tree of small examples.
func snippets(t *testing.T, files map[string]string) *tree {
	t.Helper()

	result := newTree()

	for name, content := range files {
		if err := result.add(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}

	return result
}

// expect fails the test unless there are as many complaints as texts, and each text occurs in them.
func expect(t *testing.T, complaints []string, want ...string) {
	t.Helper()

	if len(complaints) != len(want) {
		t.Errorf("%d complaints, want %d:\n%s", len(complaints), len(want), strings.Join(complaints, "\n"))
	}

	for _, text := range want {
		if !strings.Contains(strings.Join(complaints, "\n"), text) {
			t.Errorf("no complaint says %q:\n%s", text, strings.Join(complaints, "\n"))
		}
	}
}

// report fails a test with a rule's complaints.
func report(t *testing.T, complaints []string) {
	t.Helper()

	for _, c := range complaints {
		t.Error(c)
	}
}
