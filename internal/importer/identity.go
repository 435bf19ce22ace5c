package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// DoubtError says that an import needs a value from the user, by a flag or at the terminal.
type DoubtError struct {
	Flag    string // without its hyphens
	Example string // a value for it
	Why     string
}

// Error names the reason, the flag and the example.
func (d *DoubtError) Error() string {
	return fmt.Sprintf("%s: use --%s %s", d.Why, d.Flag, d.Example)
}

// Unwrap returns ErrUsage.
func (*DoubtError) Unwrap() error { return ErrUsage }

// undated returns a DoubtError that asks for the date of publication.
func undated(format string, args ...any) error {
	return &DoubtError{Flag: "published", Example: "YYYY-MM-DD", Why: fmt.Sprintf(format, args...)}
}

// identify sets the edition's identifier and date of publication. The options override the
// file. A date in the file is accepted only if its tables agree: NATO and SIPRI publish in the
// year of their latest figure or the year after. The dates on which a workbook was saved or
// printed are not used.
func (im *importer) identify(e, twin *dataset.Edition) error {
	id, err := im.identifier(e.Source)
	if err != nil {
		return err
	}
	last := lastYear(e)
	day, from := im.opt.Published, "as given"
	if twin != nil && cmp.Or(day, id, e.Published) == "" {
		id, day, from = twin.StoredID(), twin.Published, "as for the edition with the same, or nearly the same, figures"
	}
	if day == "" && e.Published != "" {
		day, from = e.Published, "from its list of editions"
	}
	if day == "" {
		if day, from, err = im.guess(last, cmp.Or(id, e.ID)); err != nil {
			return err
		}
	}
	if id = cmp.Or(id, e.ID, format.When(e.Source == dataset.SIPRI, "sipri-")+month(day)); day == "" {
		day, from = month(id)+"-01", "the first of the edition's month"
	}
	e.ID, e.Published = id, day
	im.report.notef("published %s: %s", day, from)
	if month(id) != month(day) {
		return undated("edition %s is not from the month of %s, when it was published", id, day)
	}
	return im.checkDate(day, last)
}

// checkDate checks that figures up to the year last can have been published on a day.
func (im *importer) checkDate(day string, last figure.Year) error {
	switch {
	case day[:4] < yearText(last):
		return undated("it has figures for %d, so it cannot have been published on %s", last, day)
	case im.opt.Today != "" && day > im.opt.Today:
		return undated("it cannot have been published on %s, which is in the future", day)
	}
	return nil
}

// guess finds the date of publication in the file's name or its titles, and where it is from.
// If named, the edition's identifier, is known, the date may be missing and must be in its month.
func (im *importer) guess(last figure.Year, named string) (day, from string, err error) {
	for _, c := range []struct {
		texts []string
		from  string
	}{{[]string{im.report.File}, "from the file's name"}, {im.titles, "from its title"}} {
		switch days := datesIn(c.texts); {
		case len(days) == 0, len(days) == 1 && named != "" && month(named) != month(days[0]):
		case len(days) > 1:
			return "", "", undated("%s, the date of publication could be %s", c.from, strings.Join(days, " or "))
		case days[0][:4] != yearText(last) && days[0][:4] != yearText(last+1):
			return "", "", undated("%s, it would have been published on %s, but its latest figure is for %d", c.from, days[0], last)
		default:
			return days[0], c.from, nil
		}
	}
	if named == "" {
		err = undated("it does not say when it was published; its latest figure is for %d", last)
	}
	return "", "", err
}

// datesIn returns the dates in texts as ISO dates without duplicates. It finds "240617-…",
// "20240617…", "…2024-06-17…", "17 June 2024" and "June 17, 2024".
func datesIn(texts []string) []string {
	var out []string
	for _, text := range texts {
		for _, kind := range []struct{ form, layout string }{
			{`\d{4}-\d\d-\d\d`, time.DateOnly}, {`\d{8}`, "20060102"}, {`\d{6}`, "060102"},
			{`\d{1,2} [A-Z][a-z]+ \d{4}`, "2 January 2006"}, {`[A-Z][a-z]+ \d{1,2}, \d{4}`, "January 2, 2006"},
		} {
			for _, found := range regexp.MustCompile(`(?:^|[^\d])(`+kind.form+`)(?:$|[^\d])`).FindAllStringSubmatch(text, -1) {
				t, err := time.Parse(kind.layout, found[1])
				// No date outside these years is a date of publication.
				if day := t.Format(time.DateOnly); err == nil && t.Year() >= 1963 && t.Year() < 2100 && !slices.Contains(out, day) {
					out = append(out, day)
				}
			}
		}
	}
	return out
}

// identifier returns the identifier in the options for an edition of a source, or "".
func (im *importer) identifier(source string) (string, error) {
	id, wrong := im.opt.Edition, im.opt.checkEdition()
	switch sipri := strings.HasPrefix(id, "sipri-"); {
	case wrong != nil:
		return "", wrong
	case id != "" && source == dataset.SIPRI && !sipri:
		return "sipri-" + id, nil
	case sipri && source != dataset.SIPRI:
		return "", ErrUsage.errorf("%s: these are NATO's figures", id)
	}
	return id, nil
}

func yearText(y figure.Year) string { return strconv.Itoa(int(y)) }

// month returns the month "2006-01" of a date or of an identifier.
func month(text string) string {
	text = strings.TrimPrefix(text, "sipri-")
	return text[:min(len("2006-01"), len(text))]
}

// maxDifferent is the greatest number of cells in which a file and an edition may differ for the
// file to be recognised.
const maxDifferent = 20

// recognise returns the embedded edition that has the same cells in all tables of found, or all but
// a few, which it reports. It returns nil if there is none.
func (im *importer) recognise(found *dataset.Edition) *dataset.Edition {
	tables, _ := found.Tables() // in memory, so it does not fail
	for _, e := range im.held {
		if e.Own || e.Source != found.Source {
			continue
		}
		same, other := 0, []string{}
		for _, t := range tables {
			theirs, err := e.Table(t.Measure)
			if err != nil {
				same = 0 // the edition does not have this table
				break
			}
			n, differ := compareTables(t, theirs)
			if same, other = same+n, append(other, differ...); len(other) > maxDifferent {
				break
			}
		}
		switch {
		case len(other) > maxDifferent || same < 10*len(other) || same == 0:
			continue
		case len(other) == 0:
			im.report.Held = e.ID
		default:
			im.report.notef("the same as edition %s, which the program carries, except for %d of %d cells: %s",
				e.ID, len(other), same+len(other), strings.Join(other, "; "))
		}
		return e
	}
	return nil
}

// compareTables returns how many figures two tables share, and describes the differences.
func compareTables(a, b *dataset.Table) (same int, other []string) {
	for _, code := range union(a.Codes(), b.Codes()) {
		for _, y := range union(a.Years(), b.Years()) {
			f, g := a.At(code, y), b.At(code, y)
			if !f.Held || !g.Held { // compare the printed figures only
				f.Unrounded, f.Held, g.Unrounded, g.Held = 0, false, 0, false
			}
			switch {
			case !f.Known() && !g.Known():
			case f == g && a.Currency(code, y) == b.Currency(code, y):
				same++
			case f.String() == g.String():
				other = append(other, fmt.Sprintf("%s %s %d is %v unrounded, there %v", a.Measure, code, y, f.Exact(), g.Exact()))
			default:
				other = append(other, fmt.Sprintf("%s %s %d is %s, there %s", a.Measure, code, y, f, g))
			}
		}
	}
	return same, other
}

// union returns a and then the elements of b that a lacks.
func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// excusePrinted turns warnings of wrong figures into notices if the embedded edition has the
// same ones: then NATO printed them so.
func (im *importer) excusePrinted(twin *dataset.Edition) {
	theirs := Check(im.names.allies, twin).Warnings
	for i, w := range im.report.Warnings {
		if w.Wrong && slices.Contains(theirs, w) {
			im.report.Warnings[i].Wrong = false
			im.report.Warnings[i].Text += " (as NATO printed it)"
		}
	}
}

// whyNotLatest returns why an edition cannot be the latest, or "". twin is what recognise returned.
func (im *importer) whyNotLatest(e, twin *dataset.Edition) string {
	if strings.Contains(e.ID, "draft") {
		return "it is called a draft"
	}
	if e.Source != dataset.NATO {
		return "it is not NATO's"
	}
	for m := range figure.Measure(figure.Measures) {
		if !e.Holds(m) {
			return "it has no table of " + m.String()
		}
	}
	shares, _ := e.Table(figure.ShareGDP) // it has all tables
	if twin != nil && im.report.Held == "" {
		return "it differs in only a few cells from " + twin.ID + ", which the program carries"
	}
	for _, held := range slices.Backward(im.held) {
		if held.Own || held.Source != dataset.NATO {
			continue
		}
		if theirs, err := held.Table(figure.ShareGDP); err == nil && theirs.Last > shares.Last {
			return fmt.Sprintf("its latest share of GDP is for %d, but %s, which the program carries, has %d", shares.Last, held.ID, theirs.Last)
		}
	}
	for _, a := range im.names.allies.All() {
		if a.HasForces() && a.MemberIn(int(shares.Last)) && !shares.At(a.Code, shares.Last).Known() {
			return fmt.Sprintf("it has no share of GDP for %s in %d", a.Name, shares.Last)
		}
	}
	return ""
}
