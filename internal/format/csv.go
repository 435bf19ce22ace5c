package format

import (
	"strconv"
	"strings"
)

// computes are the characters that a text begins with which spreadsheets compute.
const computes = "=+-@"

// Field is a text as a field of CSV: one that a spreadsheet would take for a
// formula stands behind an apostrophe, as the spreadsheet itself would write it.
// Numbers stay numbers.
func Field(s string) string {
	bare := strings.TrimLeft(s, "'") // an apostrophe of the text's own is told apart by a second one
	if !strings.ContainsAny(bare[:min(1, len(bare))], computes) {
		return s
	}
	if strings.Trim(bare, "0123456789.eE+-") == "" { // else words such as "-inf", which a spreadsheet does not know
		if _, err := strconv.ParseFloat(bare, 64); err == nil {
			return s
		}
	}
	return "'" + s
}

// FieldText is the text that Field made a field of.
func FieldText(field string) string {
	if text, ok := strings.CutPrefix(field, "'"); ok && Field(text) == field {
		return text
	}
	return field
}
