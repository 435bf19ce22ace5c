package answers_test

import (
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/command"
	"allyscope/internal/table"
	"allyscope/internal/testing/frozen"
)

// A command that no view answers has a document of its own: none falls back on the
// ranking.
func TestEveryCommandIsAnswered(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range command.All() {
		words := strings.Fields(strings.ReplaceAll(c.FirstExample(), `"`, ""))[2:]
		q, err := c.Ask(words, analysis.Vocabulary(ds))
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		if d, err := answers.Of(ds, q); err != nil || d.Title == "" && len(d.Data()) == 0 {
			t.Errorf("%s: %v, %v", c.Name, d, err)
		} else {
			saysEachSignOnce(t, c.Name, d.Data())
		}
	}
	if d, err := answers.Of(ds, command.Question{Command: command.Command{Name: "weather"}}); err == nil {
		t.Errorf("a command that nobody answers: %s", d.Title)
	}
}

// saysEachSignOnce finds words for Sprintf that nobody filled in: "%% of GDP", "%s in 2029".
func saysEachSignOnce(t *testing.T, name string, tables []table.Table) {
	t.Helper()
	for i := range tables {
		for _, row := range tables[i].Rows {
			for _, c := range row.Cells {
				if strings.Contains(c.Said, "%%") || strings.Contains(c.Said, "%s") {
					t.Errorf("%s, %s: a cell is told as %q", name, tables[i].ID, c.Said)
				}
			}
		}
	}
}
