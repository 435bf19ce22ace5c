// Package dataset opens the published tables and finds figures in them, edition
// by edition.
//
// It does not compute, compare or judge, and it never fills a gap from another
// edition or source: what an edition does not hold is not there. A Dataset does
// not change once opened and may be shared by any number of goroutines; a table
// is read when it is first asked for.
package dataset

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
	"time"

	"allyscope/data"
	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// Event is a dated event worth a mark on a time line.
type Event struct {
	Date  string // ISO date
	Year  figure.Year
	Label string
	Short string // at most 9 cells
}

// Dataset is everything that is known.
type Dataset struct {
	allies   *ally.Register
	targets  *target.Register
	events   []Event
	editions []*Edition // NATO's, oldest first
	sipri    *Edition
	spare    []*Edition            // of SIPRI's, not in use
	imf      map[string]*lazyTable // by WEO subject code
	outlooks map[string]string     // the edition of each, such as "2026-04"
	files    fs.FS
	asides   asides
}

// Embedded opens the tables the program carries.
func Embedded() (*Dataset, error) { return Open(data.Files()) }

// Open reads the registers and the list of editions from a tree laid out as
// the dictionary in data/README.md says. Tables are read later, when they are
// asked for.
func Open(files fs.FS) (*Dataset, error) {
	d := &Dataset{files: files, imf: map[string]*lazyTable{}, outlooks: map[string]string{}}
	for _, step := range []func() error{d.openRegisters, d.openEvents, d.openNATO, d.openSIPRI, d.openIMF} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Allies returns the register of allies and groups.
func (d *Dataset) Allies() *ally.Register { return d.allies }

// Targets returns the register of pledges.
func (d *Dataset) Targets() *target.Register { return d.targets }

// Events returns the dated events, oldest first. The slice must not be changed.
func (d *Dataset) Events() []Event { return d.events }

// Editions returns NATO's editions, oldest first. The slice must not be changed.
func (d *Dataset) Editions() []*Edition { return d.editions }

// Latest is NATO's latest edition. One of the reader's own is that only where it
// holds shares of GDP, which are what is asked for without a word, and where none
// the program carries was published on the same day.
func (d *Dataset) Latest() *Edition {
	best := d.editions[0]
	for _, e := range d.editions {
		if !e.Own || (e.Holds(figure.ShareGDP) && e.Published > best.Published) {
			best = e
		}
	}
	return best
}

// Edition finds one of NATO's editions by its identifier.
func (d *Dataset) Edition(id string) (*Edition, bool) {
	for _, e := range d.editions {
		if e.ID == id {
			return e, true
		}
	}
	return nil, false
}

// SIPRI is the second source: an edition of its own, of shares of GDP only.
func (d *Dataset) SIPRI() *Edition { return d.sipri }

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
// "IMF, World Economic Outlook, April 2026". It is empty where none is held.
func (d *Dataset) Outlook(subject string) string {
	t, err := time.Parse("2006-01", d.outlooks[subject])
	if err != nil {
		return ""
	}
	return "IMF, World Economic Outlook, " + t.Format("January 2006")
}

// EditionIDs are the identifiers of NATO's editions, oldest first.
func (d *Dataset) EditionIDs() []string {
	out := make([]string, len(d.editions))
	for i, e := range d.editions {
		out[i] = e.ID
	}
	return out
}

func (d *Dataset) openRegisters() error {
	var src ally.Sources
	for _, s := range []struct {
		name string
		to   *io.Reader
	}{
		{"allies.csv", &src.Allies}, {"groups.csv", &src.Groups},
		{"group_names.csv", &src.GroupNames}, {"neighbours.csv", &src.Neighbours},
	} {
		text, err := readText(d.files, s.name)
		if err != nil {
			return err
		}
		*s.to = strings.NewReader(text)
	}
	var err error
	if d.allies, err = ally.Parse(src); err != nil {
		return err
	}
	text, err := readText(d.files, "targets.csv")
	if err != nil {
		return err
	}
	d.targets, err = target.Parse(strings.NewReader(text))
	return err
}

func (d *Dataset) openEvents() error {
	return eachRecord(d.files, "events.csv", 3, func(rec []string) error {
		y := 0
		if _, err := fmt.Sscanf(rec[0], "%4d-", &y); err != nil {
			return fmt.Errorf("%q is no date", rec[0])
		}
		d.events = append(d.events, Event{Date: rec[0], Year: figure.Year(y), Label: rec[1], Short: rec[2]})
		return nil
	})
}

func (d *Dataset) openNATO() error {
	byID := map[string]*Edition{}
	err := eachRecord(d.files, "nato/editions.csv", 10, func(rec []string) error {
		e := newEdition(rec, d.files, d.known)
		if byID[e.ID] != nil {
			return fmt.Errorf("edition %s stands twice", e.ID)
		}
		byID[e.ID] = e
		d.editions = append(d.editions, e)
		return nil
	})
	if err != nil {
		return err
	}
	if len(d.editions) == 0 {
		return errors.New("nato/editions.csv: no edition")
	}
	sort.SliceStable(d.editions, func(i, j int) bool { return d.editions[i].Published < d.editions[j].Published })
	return eachRecord(d.files, "nato/tables.csv", 6, func(rec []string) error {
		e := byID[rec[0]]
		m, ok := figure.MeasureByID(rec[1])
		if e == nil || !ok {
			return fmt.Errorf("unknown edition or measure: %s %s", rec[0], rec[1])
		}
		e.hold(m, rec[2])
		return nil
	})
}

// sipriID is the edition of SIPRI's table.
const sipriID = "2026-04"

func (d *Dataset) openSIPRI() error {
	const id = sipriID
	e := &Edition{
		ID: "sipri-" + id, Source: "SIPRI", Title: "SIPRI Military Expenditure Database 1949–2025, v1.2",
		Published: "2026-04-27", PriceBase: "current", Definition: "military expenditure (SIPRI's own definition)",
		Coverage: "share of GDP", Confidence: "high", Witness: "SIPRI's workbook", files: d.files, known: d.known,
	}
	d.sipri = e // another may take its place, see OpenWith
	e.tables[figure.ShareGDP] = &lazyTable{load: func() (*Table, error) {
		return e.read(path.Join("sipri", id+".csv"), "", figure.ShareGDP, "% of GDP")
	}}
	return nil
}

func (d *Dataset) openIMF() error {
	return eachRecord(d.files, "imf/tables.csv", 6, func(rec []string) error {
		file := path.Join("imf", rec[0], rec[1]+".csv")
		source := &Edition{ID: "weo-" + rec[0], Source: "IMF", files: d.files, known: d.known}
		m := imfMeasure(rec[2])
		d.outlooks[rec[1]] = rec[0]
		d.imf[rec[1]] = &lazyTable{load: func() (*Table, error) { return source.read(file, "", m, rec[2]) }}
		return nil
	})
}

// imfMeasure is what a table of the IMF's is read as: a growth rate may be
// negative and is a change, the rest is money.
func imfMeasure(unit string) figure.Measure {
	if strings.Contains(unit, "%") {
		return figure.RealChange
	}
	return figure.GDPCurrent
}

func (d *Dataset) known(c ally.Code) bool {
	_, ok := d.allies.Ally(c)
	return ok
}

func readText(files fs.FS, name string) (string, error) {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return "", err
	}
	return string(b), nil
}

// eachRecord reads a table with a head line of at least the given columns.
func eachRecord(files fs.FS, name string, columns int, add func([]string) error) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // read only
	cr := csv.NewReader(f)
	if head, err := cr.Read(); err != nil || len(head) < columns {
		return fmt.Errorf("%s: wants a head line of %d columns", name, columns)
	}
	for {
		rec, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := add(rec); err != nil {
			line, _ := cr.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}
