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

// The latest edition that is named narrows a claim to it, and is refused where all editions
// stand side by side, as any other is.
func TestTheLatestEditionIsNotPassedOver(t *testing.T) {
	ds := frozen.Data(t)
	ask := func(text string) (int, error) {
		q, _, err := command.Line(text, analysis.Vocabulary(ds))
		if err != nil {
			t.Fatal(err)
		}
		d, err := answers.Of(ds, q)
		if err != nil {
			return 0, err
		}
		return len(d.Data()[0].Rows), nil
	}
	for text, rows := range map[string]int{
		"3 allies met 2% in 2014 latest edition":        1,
		"3 allies met 2% in 2014":                       7,
		"one nordic ally met 2% in 2019, newest":        1,
		"check 3 nordic met 2% in 2025 edition:2026-07": 1,
	} {
		if n, err := ask(text); err != nil || n != rows {
			t.Errorf("%s: %d editions, %v; want %d", text, n, err, rows)
		}
	}
	for _, text := range []string{"editions NOR 2024 latest", "editions count 2024 2% latest edition"} {
		if n, err := ask(text); err == nil || !strings.HasPrefix(err.Error(), `"edition:2026-07" has no place here`) {
			t.Errorf("%s: %d editions, %v", text, n, err)
		}
	}
}
