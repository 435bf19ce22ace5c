package analysis

import (
	"fmt"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/format"
)

// PathBasis says in one line what the numbers of a path rest on, the most
// needed first, for where there is no room for all of Assumptions.
func PathBasis(ds *dataset.Dataset, p *Path) string {
	var parts []string
	if n := len(p.Overrides); n > 0 {
		said := make([]string, n)
		for i, o := range p.Overrides {
			said[i] = fmt.Sprintf("%s at %s %%", ds.Allies().Name(o.Code), o.Level)
			if o.By != 0 {
				said[i] += fmt.Sprintf(" by %d", o.By)
			}
		}
		parts = append(parts, "supposed, not pledged: "+strings.Join(said, ", "))
	}
	if t, err := ds.IMF("NGDP_RPCH"); err == nil {
		text, until := "real GDP as the "+ds.Outlook("NGDP_RPCH")+" has it", p.Deadline
		for i := range p.Rows {
			until = max(until, p.Rows[i].Deadline)
		}
		if until > t.Last {
			text += fmt.Sprintf(" to %d, then its rate of %d goes on (allyscope's own assumption)", t.Last, t.Last)
		}
		parts = append(parts, text)
	}
	parts = append(parts,
		fmt.Sprintf("money at prices and exchange rates of %d, beyond what the present share would give", p.Year),
		"a straight path: the same points each year",
		fmt.Sprintf("pace: the average of up to %d years before, no forecast", paceYears))
	return format.Capital(strings.Join(parts, "; ")) + "."
}
