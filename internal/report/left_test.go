package report

import (
	"bytes"
	"strings"
	"testing"

	"allyscope/internal/document"
	"allyscope/internal/table"
)

// Columns that are left out are named. One without a heading leaves no gap in the list, which once
// read "the most, .".
func TestAColumnWithoutAHeadingIsNotNamedWhereItIsLeftOut(t *testing.T) {
	word := func(s string) func(string) table.Cell { return func(string) table.Cell { return table.Word(s) } }
	for _, c := range []struct{ head, want string }{
		{"of", "Left out for want of room: the most, of."},
		{"", "Left out for want of room: the most."},
	} {
		rows := table.Of("tables", "", []table.Column[string]{
			{Head: table.Head{ID: "name", Head: "Table", On: table.Everywhere, Lead: true}, Cell: table.Name},
			{Head: table.Head{ID: "most", Head: "the most", On: table.Everywhere, Priority: 1}, Cell: word("116,326")},
			{Head: table.Head{ID: "of", Head: c.head, On: table.Everywhere, Priority: 1}, Cell: word("Norway in 2016 alone")},
		}, []string{"a table of a name that is long"})
		var b bytes.Buffer
		if err := Write(&b, &document.Document{Tables: []table.Table{rows}}, AsTable, Options{Width: 40}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(strings.Fields(b.String()), " "); !strings.Contains(got, c.want) {
			t.Errorf("headed %q: want %q in %s", c.head, c.want, got)
		}
	}
}
