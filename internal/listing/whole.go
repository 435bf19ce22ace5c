package listing

import (
	"fmt"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Whole lays out what some allies are together: all measures, the members, and the
// measure asked about in all years.
func Whole(x *analysis.Whole) *document.Document {
	d := document.Of(&x.Answer)
	d.Title = document.InYear(x.Name, &x.Header)
	d.Result = format.Counted(len(x.Members), "member", "members")
	var rows []document.Measured
	for i := range x.Lines {
		if l := &x.Lines[i]; l.Held && l.Known() {
			rows = append(rows, document.Measured{Series: &x.Series, SheetLine: l})
		}
	}
	members := document.Allies(&x.Answer, x.Members)
	members.Title = fmt.Sprintf("Members, %s", x.Spec().Name())
	years := document.Years(&x.Header, x.Spec().Name(), table.Head{}, document.YearsOf(&x.Series, ""))
	d.Tables = []table.Table{document.Measures(&x.Header, rows), members, years}
	d.Remarks = document.GapsBasis(&x.Answer, x.Members)
	return d
}
