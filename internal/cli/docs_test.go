package cli_test

import (
	"os"
	"strings"
	"testing"

	"allyscope/internal/cli"
	"allyscope/internal/dataset"
	"allyscope/internal/testing/golden"
)

// TestGrammarPage: docs/grammar.md says what the grammar knows.
func TestGrammarPage(t *testing.T) {
	const path = "../../docs/grammar.md"
	ds, err := dataset.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	want := cli.GrammarPage(ds)
	if golden.Updating() {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is stale: run go generate ./internal/cli", path)
	}
	for _, word := range []string{"`NOR`", "`nordic`", "`equipment`", "`3.5%`", "`sort:`", "value, name, gap, money", "`only`", "`trend`", "2024-06"} {
		if !strings.Contains(want, word) {
			t.Errorf("the page does not have %s", word)
		}
	}
}
