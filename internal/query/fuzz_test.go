package query

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzParse checks that a text that is understood prints as a text with the same meaning, and that
// any other causes an error that names a word.
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
			t.Fatalf("%q is parsed and printed as %q", printed, twice)
		}
		if printed != strings.Join(strings.Fields(printed), " ") {
			t.Fatalf("blanks in %q", printed)
		}
	})
}

// FuzzComplete checks that completing never panics and never returns positions outside of the text.
func FuzzComplete(f *testing.F) {
	v := testVocabulary(f)
	f.Fuzz(func(t *testing.T, text string, cursor int) {
		from, to, options := Complete(text, cursor, v)
		if from < 0 || to < from || to > utf8.RuneCountInString(text) || len(options) > maxOptions {
			t.Fatalf("Complete(%q, %d): %d to %d, %d options", text, cursor, from, to, len(options))
		}
	})
}
