package archtest

import (
	"fmt"
	"strings"
	"testing"
)

// ranks lists the packages from the lowest rank to the highest. A package imports only packages of
// lower ranks, so data flows one way. A name that ends in a slash stands for all packages below it.
var ranks = [...][]string{
	{"data", "internal/ally", "internal/figure", "internal/cell", "internal/read", "internal/tty", "internal/follow", "internal/tmux"},
	{"internal/save", "internal/target", "internal/thin"},
	{"internal/format"},
	{"internal/dataset", "internal/query"},
	{"internal/command"},
	{"internal/importer", "internal/importer/store", "internal/deck"},
	{"internal/analysis"},
	{"internal/theme"},
	{"internal/terminal", "internal/svg"},
	{"internal/chart", "internal/config", "internal/table"},
	{"internal/document"},
	{"internal/plot", "internal/listing"},
	{"internal/view", "internal/briefing"},
	{"internal/view/"},
	{"internal/views"},
	{"internal/answers"},
	{"internal/report"},
	{"internal/tui/keymap", "internal/tui/layout", "internal/tui/intent"},
	{"internal/tui/onview", "internal/tui/page"},
	{"internal/tui/"},
	{"internal/tui"},
	{"internal/cli"},
	{"internal/server"},
	{"main"},
}

// testSupport is the directory of the packages that only tests import. They are not part of the
// program and have no rank: like tests, they may import anything.
const testSupport = "internal/testing"

// under reports whether a directory is one of those given or below one.
func under(dir string, tops ...string) bool {
	for _, top := range tops {
		if dir == top || strings.HasPrefix(dir, top+"/") {
			return true
		}
	}

	return false
}

// rank returns the rank of a package directory and whether it has one. An exact name takes
// precedence over one that ends in a slash.
func rank(dir string) (int, bool) {
	found := -1

	for i, line := range ranks {
		for _, name := range line {
			if name == dir {
				return i, true
			}

			if strings.HasSuffix(name, "/") && strings.HasPrefix(dir, name) {
				found = i
			}
		}
	}

	return found, found >= 0
}

// isLeaf reports whether a package may import nothing of this module.
func isLeaf(dir string) bool {
	switch dir {
	case "data", "internal/ally", "internal/figure", "internal/cell":
		return true
	}

	return false
}

// isMain reports whether the files are a command. Commands and generators may import anything.
func isMain(files []source) bool {
	return len(files) > 0 && files[0].ast.Name.Name == "main"
}

// layers complains about imports from the same or a higher rank. Tests may import anything.
func layers(t *tree) []string {
	var complaints []string

	for _, dir := range t.dirs() {
		files := t.shipped(dir)
		if len(files) == 0 || under(dir, testSupport) {
			continue
		}

		mine, known := rank(dir)
		if isMain(files) {
			mine, known = len(ranks)-1, true
		}

		if !known {
			complaints = append(complaints, fmt.Sprintf(
				"%s: unknown package; give it a rank in internal/testing/archtest/imports_test.go, above all that it imports", dir))

			continue
		}

		for _, s := range files {
			for _, importPath := range s.imports() {
				other, ours := strings.CutPrefix(importPath, module+"/")
				if !ours {
					continue
				}

				theirs, _ := rank(other)

				switch {
				case isLeaf(dir):
					complaints = append(complaints, fmt.Sprintf("%s imports %s, but %s is a leaf: it imports nothing of ours", s.name, other, dir))
				case theirs >= mine:
					complaints = append(complaints, fmt.Sprintf("%s imports %s, which is not below it (see the ranks in internal/testing/archtest/imports_test.go)", s.name, other))
				}
			}
		}
	}

	return complaints
}

// restricted complains about packages imported where they do not belong, in tests as well.
func restricted(t *tree) []string {
	var complaints []string

	for _, dir := range t.dirs() {
		for _, s := range t.packages[dir] {
			for _, importPath := range s.imports() {
				var where string

				switch {
				case strings.HasPrefix(importPath, "charm.land/bubbletea/") &&
					!under(dir, "internal/tui", "internal/server", testSupport):
					where = "only the explorer (tui) and the server run on Bubble Tea"
				case strings.HasPrefix(importPath, "github.com/charmbracelet/bubbletea"):
					where = "Bubble Tea is charm.land/bubbletea/v2 here"
				case strings.HasPrefix(importPath, "charm.land/lipgloss/v2/compat"):
					where = "it asks the terminal for its colours when imported, and waits for the answer"
				case importPath == module+"/internal/cli" && !under(dir, "cmd", "internal/server", "internal/cli"):
					where = "only cmd and the server take commands"
				case strings.HasPrefix(importPath, module+"/"+testSupport+"/") && !s.test && !under(dir, testSupport):
					where = "it is for tests"
				default:
					continue
				}

				complaints = append(complaints, fmt.Sprintf("%s imports %s: %s", s.name, importPath, where))
			}
		}
	}

	return complaints
}

func TestImportsGoDown(t *testing.T) {
	report(t, layers(load(t)))

	expect(t, layers(snippets(t, map[string]string{
		"internal/figure/a.go":           `package figure; import "allyscope/internal/ally"`,
		"internal/target/a.go":           `package target; import "allyscope/internal/figure"`,
		"internal/query/a.go":            `package query; import "allyscope/internal/dataset"`,
		"internal/analysis/a.go":         `package analysis; import "allyscope/internal/chart"`,
		"internal/analysis/a_test.go":    `package analysis; import "allyscope/internal/report"`,
		"internal/tui/trend/a.go":        `package trend; import "allyscope/internal/tui/heat"`,
		"internal/tui/a.go":              `package tui; import ("allyscope/internal/tui/heat"; "allyscope/internal/tui/layout")`,
		"internal/novel/a.go":            `package novel; import "fmt"`,
		"data/internal/gen/main.go":      `package main; import "allyscope/internal/dataset"`,
		"internal/testing/viewtest/a.go": `package viewtest; import ("allyscope/internal/tui/heat"; "allyscope/internal/testing/termtest")`,
	})),
		"internal/figure/a.go imports internal/ally, but internal/figure is a leaf",
		"internal/query/a.go imports internal/dataset, which is not below it",
		"internal/analysis/a.go imports internal/chart, which is not below it",
		"internal/tui/trend/a.go imports internal/tui/heat, which is not below it",
		"internal/novel: unknown package; give it a rank",
	)
}

func TestImportsStayWhereTheyBelong(t *testing.T) {
	report(t, restricted(load(t)))

	expect(t, restricted(snippets(t, map[string]string{
		"internal/chart/a.go":            `package chart; import tea "charm.land/bubbletea/v2"`,
		"internal/report/a_test.go":      `package report; import tea "charm.land/bubbletea/v2"`,
		"internal/tui/trend/a.go":        `package trend; import tea "charm.land/bubbletea/v2"`,
		"internal/tui/trend/b.go":        `package trend; import tea "github.com/charmbracelet/bubbletea"`,
		"internal/server/a.go":           `package server; import ("allyscope/internal/cli"; tea "charm.land/bubbletea/v2")`,
		"internal/tui/a.go":              `package tui; import ("allyscope/internal/cli"; "charm.land/lipgloss/v2/compat")`,
		"cmd/allyscope/main.go":          `package main; import "allyscope/internal/cli"`,
		"internal/terminal/a.go":         `package terminal; import "allyscope/internal/testing/termtest"`,
		"internal/terminal/a_test.go":    `package terminal; import "allyscope/internal/testing/termtest"`,
		"internal/tui/heat/a.go":         `package heat; import "allyscope/internal/testing/viewtest"`,
		"internal/tui/heat/a_test.go":    `package heat; import "allyscope/internal/testing/viewtest"`,
		"internal/testing/viewtest/a.go": `package viewtest; import "allyscope/internal/testing/termtest"`,
		"internal/tuition/notunder.go":   `package tuition; import tea "charm.land/bubbletea/v2"`,
	})),
		"internal/chart/a.go imports charm.land/bubbletea/v2",
		"internal/report/a_test.go imports charm.land/bubbletea/v2",
		"internal/tui/trend/b.go imports github.com/charmbracelet/bubbletea",
		"internal/tui/a.go imports allyscope/internal/cli",
		"internal/tui/a.go imports charm.land/lipgloss/v2/compat",
		"internal/terminal/a.go imports allyscope/internal/testing/termtest",
		"internal/tui/heat/a.go imports allyscope/internal/testing/viewtest",
		"internal/tuition/notunder.go imports charm.land/bubbletea/v2",
	)
}
