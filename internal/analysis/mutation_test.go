package analysis_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/importer"
	"allyscope/internal/testing/golden"
)

// A cell of a table that was typed, copied or parsed wrongly is found: by what its
// edition's figures say of each other, by the edition before or after it, or because
// an answer that is pinned changes. The checksums are the last net, below all others.
//
// Every stride-th of all cells is changed, in one of five ways; what a way of looking
// does not find is handed to the next.
func TestEveryWrongCellIsFound(t *testing.T) {
	const stride = 13
	ds, err := dataset.Open(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	m := &mutations{t: t, ds: ds, sums: manifest(t), places: pinnedPlaces(t, ds)}
	n := 0
	for _, e := range ds.All() {
		tables, err := e.Tables()
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			n = m.table(e, table, n, stride)
		}
	}
	for _, subject := range []string{"NGDPD", "NGDP_RPCH", "PCPIPCH", "NGDP"} {
		table, err := ds.IMF(subject)
		if err != nil {
			t.Fatal(err)
		}
		n = m.table(nil, table, n, stride)
	}
	total := 0
	for way := range ways {
		line, sum := "", 0
		for net := range nets {
			line += fmt.Sprintf("  %s %d", netNames()[net], m.found[way][net])
			sum += m.found[way][net]
		}
		t.Logf("%-22s %4d:%s", wayNames()[way], sum, line)
		total += sum
	}
	share := 0.0
	for net := range nets {
		sum := 0
		for way := range ways {
			sum += m.found[way][net]
		}
		share = 100 * float64(sum) / float64(total)
		t.Logf("%-12s finds %5.1f %%", netNames()[net], share)
	}
	if total < 2000 {
		t.Errorf("%d cells were changed, at least 2,000 are wanted", total)
	}
	if share > 25 { // most of the rest is SIPRI's and the IMF's, which nothing stands beside
		t.Errorf("%.1f %% of wrong cells are found by their checksum alone", share)
	}
}

// The ways in which a cell is changed.
const (
	wayPrinted = iota // the printed figure alone, by one of its last digit
	wayValue          // the figure, printed and unrounded, by one of its last digit
	wayStatus         // an estimate for an actual figure, or the other way round
	wayYear           // in the place of the year after, and that in its place
	wayAlly           // in the place of the next ally, and that in its place
	ways              // how many there are
)

func wayNames() []string {
	return []string{"one digit as printed", "one digit", "another status", "the year after", "the next ally"}
}

// The nets, in the order they are used.
const (
	netRounding = iota // unrounded cells round to what is printed
	netMarks           // NATO marks years as estimates as a whole
	netSums            // importer.Check: sums of members, shares, the four parts
	netTables          // what other tables of the edition say
	netEditions        // the figure of the editions beside it
	netPlaces          // pinned: the places of all allies in the year
	netChecksum        // MANIFEST.csv
	nets               // how many there are
)

func netNames() []string {
	return []string{"rounding", "marks", "sums", "tables", "editions", "places", "checksum"}
}

type mutations struct {
	t      *testing.T
	ds     *dataset.Dataset
	sums   map[string]bool // SHA-256 of the embedded tables
	places map[string]string
	found  [ways][nets]int
}

// spot is a cell of a table.
type spot struct {
	code ally.Code
	year figure.Year
}

// table changes cells of a table, the first of them that is due after n cells before.
func (m *mutations) table(e *dataset.Edition, table *dataset.Table, n, stride int) int {
	for i, code := range table.Codes() {
		for _, y := range table.Years() {
			f := table.At(code, y)
			if !f.Known() {
				continue
			}
			if n++; n%stride != 0 {
				continue
			}
			way := (n / stride) % ways
			other := spot{code, y + 1}
			if way == wayAlly {
				other = spot{table.Codes()[(i+1)%len(table.Codes())], y}
			}
			g := table.At(other.code, other.year)
			if (way == wayYear || way == wayAlly) && (!g.Known() || (g.Printed == f.Printed && g.Status == f.Status)) {
				way, other = wayValue, spot{code, y} // nothing would change
			}
			changed := mutated(table, spot{code, y}, other, way)
			net := m.net(e, table, changed, []spot{{code, y}, other})
			m.found[way][net]++
		}
	}
	return n
}

// mutated is a copy of a table with one cell changed.
func mutated(t *dataset.Table, at, other spot, way int) *dataset.Table {
	return copied(t, func(s spot, f figure.Figure) figure.Figure {
		switch {
		case s == at && (way == wayYear || way == wayAlly):
			return t.At(other.code, other.year)
		case s == other && (way == wayYear || way == wayAlly):
			return t.At(at.code, at.year)
		case s != at:
		case way == wayStatus && f.Status == figure.Actual:
			f.Status = figure.Estimate
		case way == wayStatus:
			f.Status = figure.Actual
		default:
			f.Printed.Units++
			if way == wayValue && f.Held {
				f.Unrounded += math.Pow10(-int(f.Printed.Places))
			}
		}
		return f
	})
}

// copied is a copy of a table whose figures a function may change.
func copied(t *dataset.Table, change func(spot, figure.Figure) figure.Figure) *dataset.Table {
	years := map[figure.Year]bool{}
	for _, y := range t.Years() {
		years[y] = t.Estimated(y)
	}
	out := dataset.NewTable(t.Measure, t.Unit, years)
	for _, code := range t.Codes() {
		for _, y := range t.Years() {
			out.Put(code, y, change(spot{code, y}, t.At(code, y)), t.Currency(code, y))
		}
	}
	return out
}

// net is the first that finds the change.
func (m *mutations) net(e *dataset.Edition, before, after *dataset.Table, at []spot) int {
	rounds := func(t *dataset.Table, s spot) bool {
		f := t.At(s.code, s.year)
		return !f.Held || math.Abs(f.Unrounded-f.Printed.Float()) <= 0.5000001*math.Pow10(-int(f.Printed.Places))
	}
	marked := func(t *dataset.Table, s spot) bool {
		return t.At(s.code, s.year).Status == figure.Estimate == t.Estimated(s.year)
	}
	broken := func(holds func(*dataset.Table, spot) bool) bool {
		return slices.ContainsFunc(at, func(s spot) bool { return after.At(s.code, s.year).Known() && holds(before, s) && !holds(after, s) })
	}
	if broken(rounds) {
		return netRounding
	}
	if e != nil && e.Source == dataset.NATO {
		if broken(marked) {
			return netMarks
		}
		changed := m.with(e, after)
		if fmt.Sprint(importer.Check(m.ds.Allies(), e).Warnings) != fmt.Sprint(importer.Check(m.ds.Allies(), changed).Warnings) {
			return netSums
		}
		if related(e, changed, at) {
			return netTables
		}
		if m.revised(e, before, after, at) {
			return netEditions
		}
	}
	if e != nil && m.moved(e, after, at) {
		return netPlaces
	}
	if same := m.sums[checksum(e, before)]; !same {
		m.t.Errorf("%v %s as embedded is not in MANIFEST.csv", e, before.Measure)
	} else if m.sums[checksum(e, after)] {
		m.t.Errorf("%v %s: a change at %v is not found", e, before.Measure, at)
	}
	return netChecksum
}

// with is an edition with another table.
func (m *mutations) with(e *dataset.Edition, table *dataset.Table) *dataset.Edition {
	tables, err := e.Tables()
	if err != nil {
		m.t.Fatal(err)
	}
	tables = slices.Clone(tables)
	for i := range tables {
		if tables[i].Measure == table.Measure {
			tables[i] = table
		}
	}
	return dataset.NewEdition(e.Record, tables...)
}

// related tells whether something that tables of an edition say of one another no
// longer holds.
func related(before, after *dataset.Edition, at []spot) bool {
	for _, holds := range []func(*dataset.Edition, ally.Code, figure.Year) bool{perHead, change, rate, euro} {
		for _, s := range at {
			for y := s.year - 1; y <= s.year+1; y++ {
				if holds(before, s.code, y) && !holds(after, s.code, y) {
					return true
				}
			}
		}
	}
	return false
}

// within tells whether a number is what is computed of others, as far as the rounding
// of all goes; without one of them nothing can be said.
func within(computed float64, f figure.Figure, of ...figure.Figure) bool {
	slack := half(f) + 1e-6*math.Abs(computed)
	for _, x := range of {
		if !x.Known() || x.Exact() == 0 {
			return true
		}
		slack += math.Abs(computed) * half(x) / math.Abs(x.Exact())
	}
	return !f.Known() || math.Abs(computed-f.Exact()) <= slack
}

// half is how far a figure can be from the one it was rounded from.
func half(f figure.Figure) float64 {
	if f.Held {
		return 0
	}
	return math.Pow10(-int(f.Printed.Places)) / 2
}

// perHead: defence expenditure per head over GDP per head is the share.
func perHead(e *dataset.Edition, c ally.Code, y figure.Year) bool {
	d, g := e.Figure(figure.DefPerCapita, c, y), e.Figure(figure.GDPPerCapita, c, y)
	return within(d.Exact()/g.Exact()/10, e.Figure(figure.ShareGDP, c, y), d, g)
}

// change: the real change is that of expenditure at constant prices.
func change(e *dataset.Edition, c ally.Code, y figure.Year) bool {
	now, then := e.Figure(figure.USDConstant, c, y), e.Figure(figure.USDConstant, c, y-1)
	f := e.Figure(figure.RealChange, c, y)
	slack := figure.Figure{Printed: figure.Decimal{Units: f.Printed.Units + int64(100*math.Pow10(int(f.Printed.Places))), Places: f.Printed.Places},
		Unrounded: f.Unrounded + 100, Held: f.Held, Status: f.Status}
	return within(100*now.Exact()/then.Exact(), slack, now, then)
}

// rate: at constant prices an ally has one rate of exchange in all years.
func rate(e *dataset.Edition, c ally.Code, y figure.Year) bool {
	n, d := e.Figure(figure.NatConstant, c, y), e.Figure(figure.USDConstant, c, y)
	n0, d0 := e.Figure(figure.NatConstant, c, y-1), e.Figure(figure.USDConstant, c, y-1)
	return within(d.Exact()*n0.Exact()/d0.Exact(), n, d, n0, d0)
}

// euro: at current prices two allies with the euro have one rate.
func euro(e *dataset.Edition, c ally.Code, y figure.Year) bool {
	t, err := e.Table(figure.NatCurrent)
	if err != nil || t.Currency(c, y) != "EUR" || t.Currency("FRA", y) != "EUR" {
		return true
	}
	d, n0, d0 := e.Figure(figure.USDCurrent, c, y), t.At("FRA", y), e.Figure(figure.USDCurrent, "FRA", y)
	return within(d.Exact()*n0.Exact()/d0.Exact(), t.At(c, y), d, n0, d0)
}

// revised tells whether a figure that an edition beside this one prints too no longer
// is the same.
func (m *mutations) revised(e *dataset.Edition, before, after *dataset.Table, at []spot) bool {
	for _, other := range m.ds.Editions() {
		if other == e || other.PriceBase != e.PriceBase || other.Definition != e.Definition {
			continue
		}
		for _, s := range at {
			f := other.Figure(before.Measure, s.code, s.year)
			same := func(t *dataset.Table) bool { return t.At(s.code, s.year).Printed == f.Printed }
			if f.Known() && same(before) && !same(after) {
				return true
			}
		}
	}
	return false
}

// moved tells whether the places of the allies in a year are not as pinned.
func (m *mutations) moved(e *dataset.Edition, after *dataset.Table, at []spot) bool {
	return slices.ContainsFunc(at, func(s spot) bool {
		return places(after, s.year) != m.places[placesID(e, after.Measure, s.year)]
	})
}

func placesID(e *dataset.Edition, m figure.Measure, y figure.Year) string {
	return fmt.Sprintf("%s %s %d", e.ID, m, y)
}

// places is a short sign of who stands where in a year, who is as others, and who
// meets the levels pledged of shares: not of the figures.
func places(t *dataset.Table, y figure.Year) string {
	codes := slices.DeleteFunc(slices.Clone(t.Codes()), func(c ally.Code) bool { return c.Aggregate() || !t.At(c, y).Known() })
	slices.SortStableFunc(codes, func(a, b ally.Code) int { return t.At(b, y).Printed.Cmp(t.At(a, y).Printed) })
	var text strings.Builder
	for i, c := range codes {
		f := t.At(c, y)
		if i > 0 && f.Printed.Cmp(t.At(codes[i-1], y).Printed) == 0 {
			text.WriteByte('=')
		}
		text.WriteString(string(c))
		for _, level := range []int64{2, 20} {
			if f.Printed.Cmp(figure.Decimal{Units: level}) >= 0 {
				text.WriteByte('+')
			}
		}
	}
	sum := sha256.Sum256([]byte(text.String()))
	return hex.EncodeToString(sum[:3])
}

// pinnedPlaces are the places in every year of every table, as they are pinned.
func pinnedPlaces(t *testing.T, ds *dataset.Dataset) map[string]string {
	t.Helper()
	var b strings.Builder
	pinned := map[string]string{}
	for _, e := range ds.All() {
		tables, err := e.Tables()
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			fmt.Fprintf(&b, "%s %s", e.ID, table.Measure)
			for _, y := range table.Years() {
				sign := places(table, y)
				pinned[placesID(e, table.Measure, y)] = sign
				fmt.Fprintf(&b, " %d:%s", y, sign)
			}
			b.WriteByte('\n')
		}
	}
	golden.Open(t, "places").Check(t, "tables", b.String()) // fails where a place is not as pinned
	return pinned
}

// manifest are the checksums of the embedded tables.
func manifest(t *testing.T) map[string]bool {
	t.Helper()
	text, err := fs.ReadFile(data.Files(), "MANIFEST.csv")
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), ",")
		_, sum, _ := strings.Cut(rest, ",")
		if strings.HasSuffix(name, ".csv") {
			sums[sum] = true
		}
	}
	return sums
}

// checksum is that of a table's file.
func checksum(e *dataset.Edition, t *dataset.Table) string {
	content := t.Printed()
	if e != nil && e.Source == dataset.SIPRI {
		stored, err := dataset.NewEdition(e.Record, t).Stored()
		if err != nil || len(stored.Files) != 1 {
			return ""
		}
		for _, shares := range stored.Files {
			content = shares
		}
	}
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}
