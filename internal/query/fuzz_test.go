package query

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzParse checks that whatever is understood prints as something that means
// the same, and that whatever is not is an error that names its word.
func FuzzParse(f *testing.F) {
	v := testVocabulary(f)
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text, v)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Word == "" || e.Reason == "" {
				t.Fatalf("Parse(%q): %#v", text, err)
			}
			if strings.ContainsFunc(err.Error(), unicode.IsControl) {
				t.Fatalf("Parse(%q): a control character in %q", text, err)
			}
			return
		}
		printed := q.String()
		again, err := Parse(printed, v)
		if err != nil || again != q {
			t.Fatalf("Parse(%q) = %+v\nprints %q\nwhich is %+v, %v", text, q, printed, again, err)
		}
		if twice := again.String(); twice != printed {
			t.Fatalf("%q is printed again as %q", printed, twice)
		}
		if printed != strings.Join(strings.Fields(printed), " ") {
			t.Fatalf("blanks in %q", printed)
		}
	})
}

// FuzzComplete checks that completing never panics nor leaves the text.
func FuzzComplete(f *testing.F) {
	v := testVocabulary(f)
	f.Fuzz(func(t *testing.T, text string, cursor int) {
		from, to, options := Complete(text, cursor, v)
		if from < 0 || to < from || to > utf8.RuneCountInString(text) || len(options) > maxOptions {
			t.Fatalf("Complete(%q, %d): %d to %d, %d options", text, cursor, from, to, len(options))
		}
	})
}
