// Package dataset opens the published tables and finds figures in them, edition
// by edition.
//
// It does not compute, compare or judge, and it never fills a gap from another
// edition or source: what an edition does not hold is not there. A Dataset does
// not change once opened and may be shared by any number of goroutines; a table
// is read when it is first asked for, and what others work out is kept by Kept.
package dataset

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Event is a dated event worth a mark on a time line.
type Event struct {
	Date  string      `csv:"date"` // ISO date
	Year  figure.Year `csv:"-"`
	Label string      `csv:"label"`
	Short string      `csv:"short"` // at most 9 cells
}

// Dataset is everything that is known.
type Dataset struct {
	allies   *ally.Register
	targets  *target.Register
	events   []Event
	editions []*Edition // NATO's, oldest first
	sipri    *Edition
	drafts   []*Edition // the reader's own of NATO's that are in no chain
	others   []*Edition // the reader's own of SIPRI's, and series
	sayings  []Saying
	imf      map[string]*lazyTable // by WEO subject code
	quirks   func() ([]quirk, error)
	notes    func() ([]quirk, error) // NATO's footnotes
	printed  func() ([]quirk, error) // what was printed, held or not
	breaks   func() ([]Break, error)
	kept     kept

	// Claims are the public statements, in the order of the list, and Quotes the figures
	// of the IISS quoted in public. They are read when first asked for; neither slice must
	// be changed.
	Claims func() ([]Claim, error)
	Quotes func() ([]Quote, error)
}

// Open reads the registers and the list of editions from a tree laid out as the
// dictionary in data/README.md says.
func Open(files fs.FS) (*Dataset, error) {
	d := &Dataset{
		imf:     map[string]*lazyTable{},
		quirks:  lazyList[quirk](files, quirksFile),
		notes:   lazyList[quirk](files, footnotesFile),
		printed: lazyList[quirk](files, knownFile),
		breaks:  lazyList[Break](files, breaksFile),
		Claims:  lazyList[Claim](files, "claims.csv"),
		Quotes:  lazyList[Quote](files, "iiss_quotes.csv"),
	}
	d.sipri = openSIPRI(files, d.known)
	bad := &filesError{}
	var noAllies, noTargets, noEditions error
	d.allies, noAllies = Allies(files)
	d.targets, noTargets = Targets(files)
	d.editions, noEditions = ReadEditions(files, NATO, "nato/", d.known)
	gather(bad, files, "events.csv", func(e Event, _ int) (err error) {
		if e.Year, err = ReadYear(e.Date[:min(len("2006"), len(e.Date))]); err != nil {
			return fmt.Errorf("%q is no date", e.Date)
		}
		d.events = append(d.events, e)
		return nil
	})
	gather(bad, files, imfTablesFile, func(t TableRecord, line int) error {
		d.imf[t.Measure] = imfTable(t, line, files, d.known)
		return nil
	})
	if len(d.editions) == 0 {
		bad.complainf(editionsFile, 0, "no edition")
	}
	return d, cmp.Or(noAllies, noTargets, noEditions, bad.orNil())
}

// Allies returns the register of allies and groups.
func (d *Dataset) Allies() *ally.Register { return d.allies }

// Saying is a word of the reader's own, and the question that it stands for.
type Saying struct{ Word, Question string }

// Say gives the data groups and words of the reader's own, before anybody uses it.
func (d *Dataset) Say(allies *ally.Register, sayings []Saying) { d.allies, d.sayings = allies, sayings }

// Sayings are the reader's own words for questions, in order.
func (d *Dataset) Sayings() []Saying { return d.sayings }

// Targets returns the register of pledges.
func (d *Dataset) Targets() *target.Register { return d.targets }

// Events returns the dated events, oldest first. The slice must not be changed.
func (d *Dataset) Events() []Event { return d.events }

// Editions returns NATO's editions, oldest first, and among them those of the reader's
// own that are no drafts. The slice must not be changed.
func (d *Dataset) Editions() []*Edition { return d.editions }

// Latest is NATO's latest edition. One of the reader's own is that only where it is
// complete and the reader said so, and where none the program carries was published
// on the same day or later.
func (d *Dataset) Latest() *Edition {
	best := d.editions[0]
	for _, e := range d.editions {
		if !e.Own || e.Published > best.Published {
			best = e
		}
	}
	return best
}

// Edition finds one of NATO's editions by its identifier, or a draft of one.
func (d *Dataset) Edition(id string) (*Edition, bool) {
	e, ok := d.Find(id)
	if !ok || e.Source != NATO {
		return nil, false
	}
	return e, true
}

// With are NATO's editions, oldest first, and behind them the one asked for where it
// is a draft: it stands among them only by its name.
func (d *Dataset) With(asked *Edition) []*Edition {
	if asked == nil || asked.Source != NATO || !asked.Draft() {
		return d.editions
	}
	return slices.Concat(d.editions, []*Edition{asked})
}

// SIPRI is the second source: an edition of its own, of shares of GDP only. It is the
// one the program carries, whatever the reader has imported.
func (d *Dataset) SIPRI() *Edition { return d.sipri }

// Others are the reader's own of SIPRI's, and series. The slice must not be changed.
func (d *Dataset) Others() []*Edition { return d.others }

// All are NATO's editions, oldest first, drafts, SIPRI's, and the others.
func (d *Dataset) All() []*Edition {
	return slices.Concat(d.editions, d.drafts, []*Edition{d.sipri}, d.others)
}

// Find finds an edition of any source by its identifier.
func (d *Dataset) Find(id string) (*Edition, bool) {
	for _, list := range [...][]*Edition{d.editions, d.drafts, {d.sipri}, d.others} {
		for _, e := range list {
			if e.ID == id {
				return e, true
			}
		}
	}
	return nil, false
}

// IMF returns a subject of the World Economic Outlook: NGDPD (GDP, billion
// US$), NGDP_RPCH (real growth, %), PCPIPCH (inflation, %) or NGDP (GDP,
// billion national currency).
func (d *Dataset) IMF(subject string) (*Table, error) {
	l, ok := d.imf[subject]
	if !ok {
		return nil, fmt.Errorf("no IMF table %q is held", subject)
	}
	return l.get()
}

// Outlook names the edition of the World Economic Outlook a subject is held of:
// "IMF, World Economic Outlook, April 2026".
func (d *Dataset) Outlook(subject string) string {
	t, _ := time.Parse("2006-01", d.imf[subject].record.Edition) // which begins as a day does
	return "IMF, World Economic Outlook, " + t.Format("January 2006")
}

// EditionIDs are the identifiers of NATO's editions, oldest first.
func (d *Dataset) EditionIDs() []string {
	return format.Each(d.editions, func(e *Edition) string { return e.ID })
}

const sipriID = sipriPrefix + "2026-04"

func openSIPRI(files fs.FS, known func(ally.Code) bool) *Edition {
	e := &Edition{Record: Record{
		ID: sipriID, Source: SIPRI, Title: "SIPRI Military Expenditure Database 1949–2025, v1.2",
		Published: "2026-04-27", PriceBase: "current", Definition: "military expenditure (SIPRI's own definition)",
		Coverage: "share of GDP", Confidence: "high", Witness: "SIPRI's workbook",
	}, files: files, known: known, folder: sipriID}
	_ = e.hold(shares(sipriID), 0, e.Folder()) // a table that there is
	return e
}

const imfTablesFile = "imf/tables.csv"

// imfTable is a table of the IMF's: a growth rate may be negative and is read as a
// change, the rest is money.
func imfTable(t TableRecord, line int, files fs.FS, known func(ally.Code) bool) *lazyTable {
	m := figure.GDPCurrent
	if strings.Contains(t.Unit, "%") {
		m = figure.RealChange
	}
	e := &Edition{files: files, known: known}
	return e.later(m, t, line, path.Join("imf", t.Edition, t.Measure))
}

func (d *Dataset) known(c ally.Code) bool { return d.allies.Has(c) }

// kept is what has been worked out from the data alone, by what it is of.
type kept struct {
	list sync.Map
	long atomic.Int32 // how many things are in it, about
}

// mostKept is how many things are kept: the years of some tables, in order. They take a
// few kilobytes each, and are worked out again where they are forgotten.
const mostKept = 512

// Kept is what the work gives, worked out when it is first asked for: all sessions
// share it, and nobody may change it. The key names all that it follows from beside
// the data, and is of a type of the caller's own. Two that ask at once may both work,
// and get the same.
func Kept[K comparable, V any](d *Dataset, key K, work func() V) V {
	have, found := d.kept.list.Load(key)
	if !found {
		made := work()
		if d.kept.long.Add(1) > mostKept {
			d.kept.list.Clear()
			d.kept.long.Store(1)
		}
		have, _ = d.kept.list.LoadOrStore(key, made)
	}
	return have.(V) //nolint:forcetypeassert // a key has one type of value
}
