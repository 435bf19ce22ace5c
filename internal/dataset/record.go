package dataset

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// The sources an edition can be of.
const (
	NATO  = "NATO"
	SIPRI = "SIPRI"
	// Series is a series of the reader's own, under a name of its own: it stands beside
	// NATO's figures, is never judged as theirs and never joined to them.
	Series = "series"
)

// Record is what is known of an edition besides its figures: a line of
// editions.csv, and the head of what is stored of an imported one. It is the one
// place that names these fields: whatever is added here is read, written and
// stored.
type Record struct {
	ID         string `csv:"edition"    json:"id"`         // such as "2026-07": year and month of publication; "sipri-2026-04"
	Source     string `json:"source"`                      // NATO, SIPRI or "IMF": said by the folder, not by the list
	Title      string `csv:"title"      json:"title"`      //
	Published  string `csv:"published"  json:"published"`  // ISO date
	CutOff     string `csv:"cutoff"     json:"cutoff"`     // ISO date the figures were closed; empty where not printed
	Years      string `csv:"years"      json:"years"`      // years covered, in words
	PriceBase  string `csv:"price_base" json:"price_base"` // base year of constant prices
	Definition string `csv:"definition" json:"definition"` // what is counted
	Coverage   string `csv:"coverage"   json:"coverage"`   // what of it is held here
	Confidence string `csv:"confidence" json:"confidence"` // high, good or medium; "imported", also "with wrong totals"
	Witness    string `csv:"witness"    json:"witness"`    // how the figures got here and were checked
	Credit     string `csv:"credit"     json:"credit"`     // whom to name for a series; empty for NATO's and SIPRI's
	Latest     bool   `csv:"latest"     json:"latest"`     // an own edition that is complete and, the reader says, the latest
}

// TableRecord is a line of tables.csv: a table that an edition has.
type TableRecord struct {
	Edition string         `csv:"edition"`
	Measure string         `csv:"measure"` // or the IMF's subject
	Unit    string         `csv:"unit"`
	Rows    int            `csv:"rows"`
	Cells   int            `csv:"cells"`
	Sum     figure.Decimal `csv:"sum"` // of all cells: a checksum and nothing more
}

// Warning is what was noticed about one figure when its edition was imported: a
// line of warnings.csv.
type Warning struct {
	Edition string `csv:"edition" json:"-"`
	Kind    string `csv:"kind"    json:"kind"` // such as "total"
	// Wrong tells a total that cannot be right from a figure worth a look.
	Wrong   bool           `csv:"wrong"   json:"wrong"`
	Measure figure.Measure `csv:"measure" json:"measure"`
	Code    ally.Code      `csv:"code"    json:"code"`
	Year    figure.Year    `csv:"year"    json:"year"`
	Text    string         `csv:"text"    json:"text"`
}

// String is the warning as one line.
func (w Warning) String() string {
	return fmt.Sprintf("%s %s %d: %s", w.Measure, w.Code, w.Year, w.Text)
}

// Listing is all that the lists say of an edition.
type Listing struct {
	Record
	Warnings []Warning     `json:"warnings"`
	Tables   []TableRecord `json:"tables"`
}

// MarshalJSON writes a table's record as it stands in tables.csv.
func (t TableRecord) MarshalJSON() ([]byte, error) { return json.Marshal(Fields(t)) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *TableRecord) UnmarshalJSON(text []byte) error {
	var fields []string
	head := Head[TableRecord]()
	if err := json.Unmarshal(text, &fields); err != nil || len(fields) != len(head) {
		return fmt.Errorf("a table with %d fields and not %d (%w)", len(fields), len(head), err)
	}
	return fill(t, fields, placesOf[TableRecord](head))
}

// Lists are the lists of a tree of editions, as files.
func Lists(all []Listing) map[string][]byte {
	records, tables := map[string][]Record{}, map[string][]TableRecord{}
	var warnings []Warning
	for _, l := range all {
		for _, w := range l.Warnings {
			w.Edition = l.ID
			warnings = append(warnings, w)
		}
		records[l.Source] = append(records[l.Source], l.Record)
		tables[l.Source] = append(tables[l.Source], l.Tables...)
	}
	return map[string][]byte{
		editionsFile: WriteList(records[NATO]), tablesFile: WriteList(tables[NATO]), warningsFile: WriteList(warnings),
		sipriEditionsFile: WriteList(records[SIPRI]),
		seriesFile:        WriteList(records[Series]), seriesTablesFile: WriteList(tables[Series]),
	}
}

// Folder is where the tables of the edition's source stand: "nato", "sipri" or "series".
func (r *Record) Folder() string { return strings.ToLower(r.Source) }

// sipriPrefix begins the identifiers of SIPRI's editions.
const sipriPrefix = "sipri-"

// ValidID tells whether an identifier can name an edition, and the folder of
// one: a month, "sipri-" and a month, or either with a further word.
func ValidID(id string) bool {
	rest := strings.TrimPrefix(id, sipriPrefix)
	if len(rest) < len("2006-01") || len(rest) > 40 || strings.Trim(rest[:4], "0123456789") != "" || rest[4] != '-' {
		return false
	}
	if m, err := strconv.Atoi(rest[5:7]); err != nil || m < 1 || m > 12 {
		return false
	}
	word, tagged := strings.CutPrefix(rest[7:], "-")
	return rest[7:] == "" || (tagged && word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") == "")
}

// ValidName tells whether a word can name a series of the reader's own, and the folder
// of one: small letters, digits and hyphens, no identifier of an edition.
func ValidName(id string) bool {
	rest := strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-")
	return id != "" && len(id) <= 40 && rest == "" && id[0] >= 'a' && !strings.HasPrefix(id, sipriPrefix) &&
		!strings.HasSuffix(id, "-") && !slices.Contains([]string{"nato", "sipri", "imf", "latest", Series}, id)
}

// Storable tells whether an identifier names what a reader can have of their own.
func Storable(id string) bool { return ValidID(id) || ValidName(id) }

// IsDate tells whether text is a date such as 2006-01-02.
func IsDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// wrongDates says which of the record's dates are none.
func (r *Record) wrongDates() []string {
	var out []string
	if !IsDate(r.Published) && (r.Source != Series || r.Published != "") { // not every series has a day
		out = append(out, fmt.Sprintf("published on %.40q, which is no date such as 2006-01-02", r.Published))
	}
	if r.CutOff != "" && !IsDate(r.CutOff) {
		out = append(out, fmt.Sprintf("closed on %.40q, which is no date such as 2006-01-02", r.CutOff))
	}
	return out
}
