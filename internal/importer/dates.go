package importer

import "time"

// published finds the day an edition was published, in the order of trust:
// what the user says, a date in the file's name, the day the workbook was last
// printed, the day it was saved.
func published(opt Options, name string, printed, saved time.Time) (day, from string) {
	if opt.Published != "" {
		return opt.Published, "as said"
	}
	if t, ok := dateInName(name); ok {
		return t.Format(time.DateOnly), "from the file's name"
	}
	for _, c := range []struct {
		t    time.Time
		from string
	}{{printed, "the day the workbook was last printed"}, {saved, "the day the workbook was last saved"}} {
		if plausible(c.t) {
			return c.t.Format(time.DateOnly), c.from
		}
	}
	return "", ""
}

// dateInName reads "240617-…", "20240617…" and "…2024-06-17…".
func dateInName(name string) (time.Time, bool) {
	for i := range len(name) {
		if i > 0 && digit(name[i-1]) {
			continue
		}
		for _, layout := range []string{"2006-01-02", "20060102", "060102"} {
			end := i + len(layout)
			if end > len(name) || (end < len(name) && digit(name[end])) {
				continue
			}
			if t, err := time.Parse(layout, name[i:end]); err == nil && plausible(t) {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// plausible tells whether NATO or SIPRI can have published then.
func plausible(t time.Time) bool { return t.Year() >= 1963 && t.Year() < 2100 }

func digit(b byte) bool { return b >= '0' && b <= '9' }
