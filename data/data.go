// Package data holds the tables that are compiled into the program: defence expenditure as NATO
// published it in thirteen editions, SIPRI's share of GDP, the IMF's outlook for GDP, prices and
// growth, and the facts about allies, groups, pledges and public statements.
//
// A table repeats what its publication printed, character for character, with estimates marked. An
// empty cell is a figure that is not held, never a zero. README.md describes the tables, quirks.csv
// lists known oddities, and MANIFEST.csv has the checksum of every table.
//
// The package computes and corrects nothing. It does not hold other editions than the thirteen, the
// money and GDP tables of August 2025 or the German figures for 2025 missing from that edition,
// national plans, budgets not yet reported or what was said about spending at Ankara in July 2026,
// the 1.5 % of defence- and security-related expenditure, which nobody publishes, other series of
// SIPRI's than the share of GDP, or GDP after 2031.
package data

import (
	"embed"
	"io/fs"
	"strings"
)

//go:generate go test -run ^TestManifestIsFresh$ -update .

//go:embed *.csv nato/*.csv nato/*/*.csv sipri/*.csv imf/*.csv imf/*/*.csv
var tables embed.FS

// Files returns the tables, read-only, under the paths that README.md names, such as
// "nato/2024-06/share_gdp.csv".
func Files() fs.FS { return tables }

//go:embed README.md
var dictionary string

// Sources returns the section of README.md on the sources of the figures and their terms of use.
func Sources() string {
	_, after, _ := strings.Cut(dictionary, "\n## Sources and terms\n")
	section, _, _ := strings.Cut(after, "\n## ")
	return strings.TrimSpace(section)
}
