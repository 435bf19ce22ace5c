package importer

import (
	"errors"
	"fmt"
)

// The limits of what is read. NATO's and SIPRI's workbooks stay below a third
// of each; memory and time are bounded because all of these are.
const (
	// MaxFile is the size of a file, looked at before it is opened.
	MaxFile = 16 << 20
	// MaxUnpacked is what all parts of a workbook may unpack to.
	MaxUnpacked = 32 << 20

	maxPart      = 8 << 20   // one part of a workbook, unpacked
	maxParts     = 1_000     // parts of a workbook
	maxRatio     = 200       // times a part of more than ratioFrom may have been packed
	ratioFrom    = 1 << 20   //
	maxElements  = 1_000_000 // XML elements of all parts
	maxAttrs     = 3_000_000 // XML attributes of all parts
	maxTagAttrs  = 2_000     // attributes of one element, and signs like them in the text behind it
	maxSheets    = 128       // sheets of a workbook
	maxRow       = 5_000     // last row in use of a sheet
	maxColumn    = 1_000     // last column in use of a sheet
	maxExtent    = 400_000   // cells from the left edge to the last one of each row, all sheets
	maxFormat    = 255       // characters of a number format, as in Excel itself
	maxBlockRows = 200       // rows of a block, which has one for each ally and aggregate
	maxText      = 32 << 20  // text of all cells of a workbook
	maxCell      = 4 << 10   // text kept of a cell
	maxCSVFiles  = 64        // tables of a folder
	maxCSVFields = 256       // columns of a CSV table
	maxCSVRows   = 200_000   // lines of a CSV table
	maxProblems  = 10        // complaints an error lists
	maxSkipped   = 200       // lines a report keeps of one kind
)

// What an import fails with; each error says more.
var (
	// ErrTooLarge is wrapped where a file is beyond a limit.
	ErrTooLarge = errors.New("too large")
	// ErrNotWorkbook is wrapped where a file is neither a workbook nor CSV.
	ErrNotWorkbook = errors.New("not a workbook")
	// ErrNoTable is wrapped where nothing known was found in a file.
	ErrNoTable = errors.New("no known table")
	// ErrFormula is wrapped where a figure is a formula without its result.
	ErrFormula = errors.New("a formula without its result")
	// ErrUsage is wrapped where more must be said, such as which edition of
	// several is meant.
	ErrUsage = errors.New("more must be said")
)

func tooLarge(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), ErrTooLarge)
}

func notWorkbook(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), ErrNotWorkbook)
}
