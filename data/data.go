// Package data holds the figures the explorer works on, as the tables that are
// compiled into it: what NATO published on defence expenditure in thirteen
// editions, SIPRI's share of GDP, the IMF's outlook for GDP, prices and growth,
// and the facts about allies, groups, pledges and public statements.
//
// The tables say what a publication printed, character for character, with its
// estimates marked; an empty cell is a figure that is not held, never a zero.
// README.md is the dictionary, quirks.csv the list of known oddities, and
// MANIFEST.csv the checksum of every table.
//
// What the package does not know: no edition between or beside the thirteen; the
// money and GDP tables of August 2025 and the German figures for 2025 that were
// not printed in it; national plans, budgets not yet reported, and anything said
// at Ankara in July 2026 about spending; the 1.5 % of defence- and
// security-related expenditure, which nobody publishes; SIPRI's series other
// than the share of GDP; GDP after 2031. It computes nothing and corrects
// nothing.
package data

import (
	"embed"
	"io/fs"
	"strings"
)

//go:generate go test -run ^TestManifestIsFresh$ -update .

//go:embed *.csv nato/*.csv nato/*/*.csv sipri/*.csv imf/*.csv imf/*/*.csv
var tables embed.FS

// Files returns the tables, read only, under the paths README.md gives, such as
// "nato/2024-06/share_gdp.csv".
func Files() fs.FS { return tables }

//go:embed README.md
var dictionary string

// Sources is what README.md says of whose figures these are, and under which
// terms they may be used.
func Sources() string {
	_, after, _ := strings.Cut(dictionary, "\n## Sources and terms\n")
	section, _, _ := strings.Cut(after, "\n## ")
	return strings.TrimSpace(section)
}
