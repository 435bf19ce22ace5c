package data_test

import (
	"strings"
	"testing"

	"allyscope/data"
)

// Every source is credited, with its terms of use.
func TestSourcesAreCredited(t *testing.T) {
	text := data.Sources()
	for _, word := range []string{"NATO, ", "SIPRI Military Expenditure Database", "IMF, ", "IISS", "non-commercial", "Not to be sold"} {
		if !strings.Contains(text, word) {
			t.Errorf("%q is not said in:\n%s", word, text)
		}
	}
	if strings.Contains(text, "##") {
		t.Errorf("more than the section:\n%s", text)
	}
}
