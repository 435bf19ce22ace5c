// Package dataset opens the published tables and finds figures in them, edition by edition.
//
// It does not compute, compare or judge, and it never fills a gap from another edition or source. A
// Dataset does not change once opened and may be shared by any number of goroutines. A table is
// read on first use, and Kept caches what other packages compute from the data.
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

// Event is a dated event that time lines mark.
type Event struct {
	Date  string      `csv:"date"` // ISO date
	Year  figure.Year `csv:"-"`
	Label string      `csv:"label"`
	Short string      `csv:"short"` // at most 9 cells
}

// Dataset holds all data: registers, editions, lists of notes, and cached results.
type Dataset struct {
	allies   *ally.Register
	targets  *target.Register
	events   []Event
	editions []*Edition // NATO's and own ones that are not drafts, oldest first
	sipri    *Edition
	drafts   []*Edition // own NATO editions outside the chain of revisions
	others   []*Edition // own SIPRI editions, and series
	sayings  []Saying
	imf      map[string]*lazyTable // by WEO subject code
	quirks   func() ([]quirk, error)
	notes    func() ([]quirk, error) // NATO's footnotes
	printed  func() ([]quirk, error) // years and measures that editions are known to have printed
	breaks   func() ([]Break, error)
	kept     kept

	// Claims returns the public statements in the order of the list, and Quotes the figures of
	// the IISS that were quoted in public. Both are read on first use. Callers must not modify
	// the slices.
	Claims func() ([]Claim, error)
	Quotes func() ([]Quote, error)
}

// Open reads the registers and the list of editions from a tree laid out as
// data/README.md says. It reads no table of figures.
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
			return fmt.Errorf("%q is not a date", e.Date)
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

// Saying is a word that the reader defined, and the question it stands for.
type Saying struct{ Word, Question string }

// Say sets the register and the words that the reader defined. Call it before using the Dataset.
func (d *Dataset) Say(allies *ally.Register, sayings []Saying) { d.allies, d.sayings = allies, sayings }

// Sayings returns the words that the reader defined, in order.
func (d *Dataset) Sayings() []Saying { return d.sayings }

// Targets returns the register of pledges.
func (d *Dataset) Targets() *target.Register { return d.targets }

// Events returns the dated events, oldest first. Callers must not modify the slice.
func (d *Dataset) Events() []Event { return d.events }

// Editions returns NATO's editions and the reader's own that are not drafts, oldest first. Callers
// must not modify the slice.
func (d *Dataset) Editions() []*Edition { return d.editions }

// Latest returns NATO's latest edition. An own edition is the latest only if it is not a draft
// and was published after every embedded one.
func (d *Dataset) Latest() *Edition {
	best := d.editions[0]
	for _, e := range d.editions {
		if !e.Own || e.Published > best.Published {
			best = e
		}
	}
	return best
}

// Edition returns the NATO edition or draft with that identifier, and whether there is one.
func (d *Dataset) Edition(id string) (*Edition, bool) {
	e, ok := d.Find(id)
	if !ok || e.Source != NATO {
		return nil, false
	}
	return e, true
}

// With returns Editions and, if e is a draft of a NATO edition, e after them.
func (d *Dataset) With(e *Edition) []*Edition {
	if e == nil || e.Source != NATO || !e.Draft() {
		return d.editions
	}
	return slices.Concat(d.editions, []*Edition{e})
}

// SIPRI returns the embedded edition of SIPRI, with shares of GDP only. Imports do not replace it.
func (d *Dataset) SIPRI() *Edition { return d.sipri }

// Others returns the reader's own SIPRI editions and series. Callers must not modify the slice.
func (d *Dataset) Others() []*Edition { return d.others }

// All returns all editions: NATO's, drafts, SIPRI's, and the others.
func (d *Dataset) All() []*Edition {
	return slices.Concat(d.editions, d.drafts, []*Edition{d.sipri}, d.others)
}

// Find returns the edition of any source with that identifier, and whether there is one.
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

// IMF returns the table of a subject of the World Economic Outlook: NGDPD (GDP, billion US$),
// NGDP_RPCH (real growth, %), PCPIPCH (inflation, %) or NGDP (GDP, billion national currency).
func (d *Dataset) IMF(subject string) (*Table, error) {
	l, ok := d.imf[subject]
	if !ok {
		return nil, fmt.Errorf("no IMF table %q is held", subject)
	}
	return l.get()
}

// Outlook names the edition of the World Economic Outlook that the table of a subject comes
// from: "IMF, World Economic Outlook, April 2026".
func (d *Dataset) Outlook(subject string) string {
	t, _ := time.Parse("2006-01", d.imf[subject].record.Edition)
	return "IMF, World Economic Outlook, " + t.Format("January 2006")
}

// EditionIDs returns the identifiers of Editions, oldest first.
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
	_ = e.addTable(sipriTable(sipriID), 0, e.Folder()) // valid and the first, so it does not fail
	return e
}

const imfTablesFile = "imf/tables.csv"

// imfTable opens a table of the IMF. Growth rates are read as changes, which may be negative,
// everything else as money.
func imfTable(t TableRecord, line int, files fs.FS, known func(ally.Code) bool) *lazyTable {
	m := figure.GDPCurrent
	if strings.Contains(t.Unit, "%") {
		m = figure.RealChange
	}
	e := &Edition{files: files, known: known}
	return e.lazyTable(m, t, line, path.Join("imf", t.Edition, t.Measure))
}

func (d *Dataset) known(c ally.Code) bool { return d.allies.Has(c) }

// kept is the cache of Kept.
type kept struct {
	values sync.Map
	count  atomic.Int32 // of values, approximately
}

// mostKept is the most values cached, a few kilobytes each. Before one more, the cache is cleared.
const mostKept = 512

// Kept returns the result of work for the key, computing it on first use. All sessions share the
// result, so callers must not modify it. The key must be of a type of the caller's own and
// identify everything but the data that the result depends on. Two concurrent calls with one key
// may both compute, and return the same value.
func Kept[K comparable, V any](d *Dataset, key K, work func() V) V {
	value, found := d.kept.values.Load(key)
	if !found {
		computed := work()
		if d.kept.count.Add(1) > mostKept {
			d.kept.values.Clear()
			d.kept.count.Store(1)
		}
		value, _ = d.kept.values.LoadOrStore(key, computed)
	}
	return value.(V) //nolint:forcetypeassert // a key has one type of value
}
