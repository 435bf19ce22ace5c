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

// DoubtError is what an import wants to be told: by a flag, or at the terminal.
type DoubtError struct {
	Flag    string // without its hyphens
	Example string // a value for it
	Why     string
}

// Error says what is wanted, and by which flag.
func (d *DoubtError) Error() string {
	return fmt.Sprintf("%s: say it with --%s %s", d.Why, d.Flag, d.Example)
}

// Unwrap is ErrUsage.
func (*DoubtError) Unwrap() error { return ErrUsage }

func undated(format string, args ...any) error {
	return &DoubtError{Flag: "published", Example: "YYYY-MM-DD", Why: fmt.Sprintf(format, args...)}
}

// identify gives the edition its identifier and its day. What the user says goes
// before what the file does, and that is believed where its tables agree: NATO and
// SIPRI publish in the year of their newest figure or the year after. When a
// workbook was saved or printed says nothing of when it was published.
func (im *importer) identify(e, twin *dataset.Edition) error {
	id, err := im.identifier(e.Source)
	if err != nil {
		return err
	}
	last := newest(e)
	day, from := im.opt.Published, "as said"
	if twin != nil && cmp.Or(day, id, e.Published) == "" {
		id, day, from = twin.StoredID(), twin.Published, "as the edition whose figures it has, all or nearly all"
	}
	if day == "" && e.Published != "" {
		day, from = e.Published, "as its list says"
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
		return undated("edition %s is not of the month of %s, when it was published", id, day)
	}
	return im.impossible(day, last)
}

// impossible is why nothing with figures up to a year was published on a day.
func (im *importer) impossible(day string, last figure.Year) error {
	switch {
	case day[:4] < yearText(last):
		return undated("it has figures of %d, and cannot have been published on %s", last, day)
	case im.opt.Today != "" && day > im.opt.Today:
		return undated("it cannot have been published on %s, which is not yet", day)
	}
	return nil
}

// guess finds the day in the file's name or its titles. None is fine where the
// edition's month is said.
func (im *importer) guess(last figure.Year, named string) (day, from string, err error) {
	for _, c := range []struct {
		texts []string
		from  string
	}{{[]string{im.report.File}, "from the file's name"}, {im.titles, "from its title"}} {
		switch days := datesIn(c.texts); {
		case len(days) == 0, len(days) == 1 && named != "" && month(named) != month(days[0]): // what is said goes before
		case len(days) > 1:
			return "", "", undated("%s could be %s", c.from, strings.Join(days, " or "))
		case days[0][:4] != yearText(last) && days[0][:4] != yearText(last+1):
			return "", "", undated("%s it would be published on %s, but its newest figure is of %d", c.from, days[0], last)
		default:
			return days[0], c.from, nil
		}
	}
	if named == "" {
		err = undated("it does not say when it was published; its newest figure is of %d", last)
	}
	return "", "", err
}

// datesIn are the days that texts name, each once: "240617-…", "20240617…",
// "…2024-06-17…", "17 June 2024", "June 17, 2024".
func datesIn(texts []string) []string {
	var out []string
	for _, text := range texts {
		for _, kind := range []struct{ form, layout string }{
			{`\d{4}-\d\d-\d\d`, time.DateOnly}, {`\d{8}`, "20060102"}, {`\d{6}`, "060102"},
			{`\d{1,2} [A-Z][a-z]+ \d{4}`, "2 January 2006"}, {`[A-Z][a-z]+ \d{1,2}, \d{4}`, "January 2, 2006"},
		} {
			for _, found := range regexp.MustCompile(`(?:^|[^\d])(`+kind.form+`)(?:$|[^\d])`).FindAllStringSubmatch(text, -1) {
				t, err := time.Parse(kind.layout, found[1])
				// Nothing was published before 1963, nor will be after 2099.
				if day := t.Format(time.DateOnly); err == nil && t.Year() >= 1963 && t.Year() < 2100 && !slices.Contains(out, day) {
					out = append(out, day)
				}
			}
		}
	}
	return out
}

func (im *importer) identifier(source string) (string, error) {
	id, wrong := im.opt.Edition, im.opt.misnamed()
	switch sipri := strings.HasPrefix(id, "sipri-"); {
	case wrong != nil:
		return "", wrong
	case id != "" && source == dataset.SIPRI && !sipri:
		return "sipri-" + id, nil
	case sipri && source != dataset.SIPRI:
		return "", ErrUsage.as("%s: these are figures of NATO's", id)
	}
	return id, nil
}

func yearText(y figure.Year) string { return strconv.Itoa(int(y)) }

func month(text string) string {
	text = strings.TrimPrefix(text, "sipri-")
	return text[:min(len("2006-01"), len(text))]
}

// few is how many cells may differ between a file and an edition for them to be named.
const few = 20

// recognise finds the embedded edition whose cells are those of each table the file has,
// all but few.
func (im *importer) recognise(found *dataset.Edition) *dataset.Edition {
	tables, _ := found.Tables() // which are at hand
	for _, e := range im.held {
		if e.Own || e.Source != found.Source {
			continue
		}
		same, other := 0, []string{}
		for _, t := range tables {
			theirs, err := e.Table(t.Measure)
			if err != nil {
				same = 0 // a table that the edition does not hold
				break
			}
			n, differ := between(t, theirs)
			if same, other = same+n, append(other, differ...); len(other) > few {
				break
			}
		}
		switch {
		case len(other) > few || same < 10*len(other) || same == 0:
			continue
		case len(other) == 0:
			im.report.Held = e.ID
		default:
			im.report.notef("as edition %s, which the program carries, but for %d of %d cells: %s",
				e.ID, len(other), same+len(other), strings.Join(other, "; "))
		}
		return e
	}
	return nil
}

// between counts the figures that two tables share, and names the others.
func between(a, b *dataset.Table) (same int, other []string) {
	for _, code := range union(a.Codes(), b.Codes()) {
		for _, y := range union(a.Years(), b.Years()) {
			f, g := a.At(code, y), b.At(code, y)
			if !f.Held || !g.Held { // one of them is not held unrounded
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

func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// asPrinted has what is off in NATO's own figures be a notice: the edition the
// program carries prints the very same.
func (im *importer) asPrinted(twin *dataset.Edition) {
	theirs := Check(im.names.allies, twin).Warnings
	for i, w := range im.report.Warnings {
		if w.Wrong && slices.Contains(theirs, w) {
			im.report.Warnings[i].Wrong = false
			im.report.Warnings[i].Text += " (as NATO printed it)"
		}
	}
}

// lacks says what keeps an edition from being the latest, or nothing. The twin is the
// embedded edition that it differs from in few cells, or in none.
func (im *importer) lacks(e, twin *dataset.Edition) string {
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
	shares, _ := e.Table(figure.ShareGDP) // which it holds
	if twin != nil && im.report.Held == "" {
		return "it differs in few cells only from " + twin.ID + ", which the program carries"
	}
	for _, held := range slices.Backward(im.held) {
		if held.Own || held.Source != dataset.NATO {
			continue
		}
		if theirs, err := held.Table(figure.ShareGDP); err == nil && theirs.Last > shares.Last {
			return fmt.Sprintf("its newest share of GDP is of %d, and %s, which the program carries, has those of %d", shares.Last, held.ID, theirs.Last)
		}
	}
	for _, a := range im.names.allies.All() {
		if a.HasForces() && a.MemberIn(int(shares.Last)) && !shares.At(a.Code, shares.Last).Known() {
			return fmt.Sprintf("it has no share of GDP of %s in %d", a.Name, shares.Last)
		}
	}
	return ""
}
