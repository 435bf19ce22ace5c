package analysis

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// pathTotals adds the rows up, for Europe and Canada and for the alliance.
func (s *paths) pathTotals(rows []PathRow) []PathTotal {
	out := make([]PathTotal, 0, 2)
	for _, c := range [...]ally.Code{ally.EuropeCan, ally.Total} {
		out = append(out, s.pathTotal(c, rows))
	}
	return out
}

func (s *paths) pathTotal(sum ally.Code, rows []PathRow) PathTotal {
	t := PathTotal{Code: sum, Name: s.ds.Allies().Name(sum), Printed: s.table.At(sum, s.q.Year)}
	var gdp, spent, laterGDP, later, extra float64
	for i := range rows {
		r := &rows[i]
		if !within(sum, r.Ally) || r.Verdict == target.NotMember {
			continue
		}
		if r.Verdict == target.NoForces { // spends nothing, and NATO's sums of GDP have it in
			if now, then, held := s.weights(r); held {
				gdp, laterGDP = gdp+now, laterGDP+then
			}
			continue
		}
		more := r.extra(s.deadline)
		now, then, held := s.weights(r)
		if !more.OK || !held {
			t.Missing++
			continue
		}
		t.Allies++
		gdp, spent = gdp+now, spent+now*r.Best.Value
		laterGDP, later = laterGDP+then, later+then*r.straight(r.Best.Value, s.deadline).Value
		extra += more.Value
	}
	if t.Allies > 0 {
		t.Now = Amount{Value: spent / gdp, OK: true}
		t.Implied = Amount{Value: later / laterGDP, OK: true}
		t.ExtraUSD = Amount{Value: extra, OK: true}
	}
	return t
}

// weights are the GDP a row has in the shares of the sum, in the year it starts
// in and in the deadline year: at the edition's constant prices, which is how
// NATO makes such a share, else at current ones.
func (s *paths) weights(r *PathRow) (now, then float64, held bool) {
	from := r.start(s.q.Year)
	growth := r.growth
	if growth == nil {
		growth = s.growthFactors(r.Ally.Code, from, s.deadline)
	}
	k := int(s.deadline - from)
	if k >= len(growth) {
		return 0, 0, false
	}
	now = r.gdp
	if t := s.money.gdpConstant; t != nil {
		now = t.At(r.Ally.Code, from).Exact() * gdpScale(t)
	}
	return now, now * growth[k], now > 0
}

// assumptions lists all that the numbers rest on.
func (s *paths) assumptions(rows []PathRow) []string {
	year := strconv.Itoa(int(s.q.Year))
	out := []string{
		fmt.Sprintf("Shares are those of %s, %s; verdicts, points a year and pace are of the figure as printed, growth and money of the unrounded one where it can be had.",
			s.edition.Name(), s.edition.Definition),
	}
	if s.ownDeadline {
		out = append(out, fmt.Sprintf("No deadline ahead was pledged for %s %%: %d is that of the newest pledge.", s.level.Value, s.deadline))
	}
	out = append(out,
		fmt.Sprintf("The straight path adds the same number of percentage points each year until %d.", s.deadline),
		s.growthAssumption(),
		"Money is in US$ m at prices and exchange rates of "+year+", a year, beyond what the present share of a growing GDP would give; "+s.gdpAssumption(rows),
		"Shares of several allies together are weighted by GDP "+s.weightAssumption()+".",
		"An ally at or above its level keeps its present share; what it spends above the level pays for nobody else.",
		fmt.Sprintf("The pace is the average change over the %d years before, as the same edition prints them, or as many of them as it has; from it nothing is forecast.", paceYears),
	)
	for _, o := range s.q.Overrides() {
		out = append(out, "Supposed, and not pledged: "+s.said(o.Code, o.Level, o.By)+".")
	}
	return append(out, s.exceptions(rows)...)
}

func (s *paths) growthAssumption() string {
	text := "Real GDP grows as the " + s.ds.Outlook("NGDP_RPCH") + " has it"
	last := s.growth.Last
	for _, o := range s.q.Overrides() {
		last = max(last, o.By)
	}
	if max(s.deadline, last) > s.growth.Last {
		text += fmt.Sprintf(" to %d; after that allyscope's own assumption: the rate of %d goes on", s.growth.Last, s.growth.Last)
	}
	return text + "."
}

func (s *paths) gdpAssumption(rows []PathRow) string {
	outlook := "the " + s.ds.Outlook("NGDPD")
	if !s.money.held() {
		return "GDP is that of " + outlook + ", since the edition is held without its money tables."
	}
	text := "the GDP it is a share of is the edition's expenditure over its share"
	for i := range rows {
		if r := &rows[i]; r.Verdict.Counted() && !s.money.usd.At(r.Ally.Code, r.From).Known() {
			return text + ", and that of " + outlook + " where the edition holds no expenditure."
		}
	}
	return text + "."
}

func (s *paths) weightAssumption() string {
	if s.money.gdpConstant != nil {
		return "at constant prices of " + s.edition.PriceBase + ", as NATO's own are"
	}
	return "at current prices and exchange rates, since the edition is held without its tables of GDP"
}

// exceptions names the allies that are reckoned otherwise than the rest.
func (s *paths) exceptions(rows []PathRow) []string {
	var earlier, unpriced []string
	for i := range rows {
		r := &rows[i]
		if !r.Verdict.Counted() {
			continue
		}
		if r.From != s.q.Year {
			earlier = append(earlier, fmt.Sprintf("%s from %d, at the prices of that year", r.Ally.Name, r.From))
		}
		if !r.extra(s.deadline).OK {
			unpriced = append(unpriced, r.Ally.Name)
		}
	}
	var out []string
	if len(earlier) > 0 {
		out = append(out, fmt.Sprintf("No figure of %d is held for some, who start earlier: %s.", s.q.Year, listed(earlier)))
	}
	if len(unpriced) > 0 {
		out = append(out, "Without growth or money, since GDP or its growth is not held: "+listed(unpriced)+".")
	}
	return out
}

// listed is up to four things, and how many more there are.
func listed(words []string) string {
	const most = 4
	if len(words) <= most {
		return strings.Join(words, "; ")
	}
	return fmt.Sprintf("%s; and %d more", strings.Join(words[:most], "; "), len(words)-most)
}

// said is an override in words: "Spain at 2.1 %", "Germany at 3.5 % by 2029".
func (s *paths) said(c ally.Code, level figure.Decimal, by figure.Year) string {
	text := fmt.Sprintf("%s at %s %%", s.ds.Allies().Name(c), level)
	if by != 0 {
		text += fmt.Sprintf(" by %d", by)
	}
	return text
}

// pathSentence says in one line what the paths show, with what was supposed
// before all else.
func (s *paths) pathSentence(p *Path, rows []PathRow) string {
	var b strings.Builder
	if len(p.Overrides) > 0 {
		parts := make([]string, len(p.Overrides))
		for i, o := range p.Overrides {
			parts[i] = s.said(o.Code, o.Level, o.By)
		}
		b.WriteString("With " + strings.Join(parts, " and ") + ", ")
	}
	fmt.Fprintf(&b, "%s %% by %d: %s", p.Level.Value, p.Deadline, s.standing(p))
	if r := furthest(rows); r != nil {
		fmt.Fprintf(&b, ", %s being furthest (%s)", r.Ally.Name, pointsAYear(r))
	}
	if t := p.Totals[0]; t.ExtraUSD.Value > 0 {
		fmt.Fprintf(&b, "; %s would go from %s to %s %% of GDP, %s a year more in %d at prices of %d",
			t.Name, figure.Round(t.Now.Value, 2), figure.Round(t.Implied.Value, 2), dollars(t.ExtraUSD.Value), p.Deadline, p.Year)
	}
	b.WriteString(pinnedPaths(rows))
	return b.String() + "."
}

// standing says how many meet the level in the year paths start in.
func (s *paths) standing(p *Path) string {
	year, meet, not, one := strconv.Itoa(int(p.Year)), "met", "did not", "did not"
	if s.table.Estimated(p.Year) {
		year, meet, not, one = year+"e", "meet", "do not", "does not"
	}
	text := fmt.Sprintf("%d of %d allies with forces %s it in %s", p.Meeting, p.Meeting+p.Short+p.Unknown, meet, year)
	switch p.Short {
	case 0:
		return text
	case 1:
		return text + ", 1 " + one
	default:
		return fmt.Sprintf("%s, %d %s", text, p.Short, not)
	}
}

// dollars says an amount of US$ m: in billions from ten of them on.
func dollars(m float64) string {
	if m < 10000 {
		return "US$ " + format.Number(figure.Round(m, 0)) + " m"
	}
	return "US$ " + format.Number(figure.Round(m/1000, 0)) + " bn"
}

// pointsAYear says a row's points a year, with a third decimal where two would
// say nothing.
func pointsAYear(r *PathRow) string {
	d := figure.Round(r.PPPerYear.Value, 2)
	if d.Units == 0 {
		d = figure.Round(r.PPPerYear.Value, 3)
	}
	return format.Signed(d) + " pp a year"
}

// furthest is the row with the most points a year to go; of equals the first.
func furthest(rows []PathRow) *PathRow {
	var found *PathRow
	for i := range rows {
		r := &rows[i]
		if r.Verdict == target.Below && (found == nil || r.PPPerYear.Value > found.PPPerYear.Value) {
			found = r
		}
	}
	return found
}

// pinnedPaths adds what it takes up to three pinned allies.
func pinnedPaths(rows []PathRow) string {
	var b strings.Builder
	for _, r := range upToThree(rows, func(r *PathRow) int { return r.Pin }) {
		b.WriteString("; " + r.Ally.Name + " " + pathWords(r))
	}
	return b.String()
}

func pathWords(r *PathRow) string {
	switch r.Verdict {
	case target.Meets:
		return "meets it"
	case target.Below:
	default:
		return r.Verdict.Words()
	}
	text := pointsAYear(r)
	if r.RealGrowth.OK {
		text += ", " + figure.Round(r.RealGrowth.Value, 1).String() + " % real growth a year"
	}
	return text
}
