package dataset

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/jszwec/csvutil"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/read"
	"allyscope/internal/target"
)

// A list is a CSV file with a head line and one record per line. The csv tags of the Go struct name
// the columns, in order. A column that a file lacks is read as empty, so that files from before the
// column was added can still be read. Unknown columns are ignored.

// WriteList returns the records as a CSV file, escaped so that spreadsheets find no formulas in it.
func WriteList[L any](records []L) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	e := csvutil.NewEncoder(w)
	e.WithMarshalers(csvutil.MarshalFunc(func(s string) ([]byte, error) { return []byte(format.Field(s)), nil }))
	_ = e.EncodeHeader(*new(L)) // writing to a buffer does not fail
	_ = e.Encode(records)
	w.Flush()
	return b.Bytes()
}

// fields returns the parsers for the fields of a record. They append parse errors to wrong.
func fields(wrong *[]string) *csvutil.Unmarshalers {
	return csvutil.NewUnmarshalers(
		field(wrong, func(text string) ([]string, error) { return format.Said(strings.Split(text, ";")...), nil }),
		field(wrong, func(text string) (bool, error) { return text == "true", nil }),
		field(wrong, func(text string) (int, error) {
			n, err := strconv.Atoi(text)
			if err != nil {
				return 0, fmt.Errorf("%.40q is not a number", text)
			}
			return n, nil
		}),
		field(wrong, func(text string) (figure.Year, error) {
			if text == "" {
				return 0, nil // an open end
			}
			return ReadYear(text)
		}),
		field(wrong, func(text string) (m figure.Measure, err error) { return m, m.UnmarshalText([]byte(text)) }),
		field(wrong, figure.ParseDecimal),
	)
}

func field[T any](wrong *[]string, parse func(string) (T, error)) *csvutil.Unmarshalers {
	return csvutil.UnmarshalFunc(func(text []byte, to *T) (err error) {
		if *to, err = parse(string(text)); err != nil {
			*wrong = append(*wrong, err.Error())
		}
		return nil
	})
}

// ReadYear parses a year from FirstYear to LastYear.
func ReadYear(text string) (figure.Year, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < int(figure.FirstYear) || n > int(figure.LastYear) {
		return 0, fmt.Errorf("%.40q is not a year from %d to %d", text, figure.FirstYear, figure.LastYear)
	}
	return figure.Year(n), nil
}

// gather reads a list and calls add with each record and the number of its line. It adds all
// problems to bad, including errors of add, and goes on after a bad line. The list must have a
// head line with the columns in needs.
func gather[L any](bad *filesError, files fs.FS, name string, add func(record L, line int) error, needs ...string) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		bad.unreadable(name, err)
		return
	}
	cr := csv.NewReader(bytes.NewReader(text))
	cr.FieldsPerRecord = -1                    // the decoder counts fields, and goes on after a short line
	names, _ := csvutil.Header(*new(L), "csv") // does not fail for a struct
	d, err := csvutil.NewDecoder(cr)
	if err != nil || d.Header()[0] != names[0] {
		bad.complainf(name, 0, "needs a head line that begins with %q", names[0])
		return
	}
	if i := slices.IndexFunc(needs, func(n string) bool { return !slices.Contains(d.Header(), n) }); i >= 0 {
		bad.complainf(name, 0, "lacks the column %q", needs[i])
		return
	}
	var wrong []string
	d.WithUnmarshalers(fields(&wrong))
	d.Map = func(text, _ string, _ any) string { return format.FieldText(text) }
	for {
		var record L
		wrong = nil
		err := d.Decode(&record)
		if errors.Is(err, io.EOF) {
			return
		}
		if line, plain := read.Fault(err); plain != nil {
			bad.complainf(name, line, "%v", plain)
			return
		}
		switch {
		case errors.Is(err, csvutil.ErrFieldCount):
			err = fmt.Errorf("%d fields, but there are %d columns", len(d.Record()), len(d.Header()))
		case len(wrong) > 0:
			err = errors.New(strings.Join(wrong, "; "))
		}
		line, _ := cr.FieldPos(0)
		if err == nil {
			err = add(record, line)
		}
		if err != nil {
			bad.complainf(name, line, "%v", err)
		}
	}
}

// eachLine reads a list as gather does, without the numbers of lines, and returns its problems.
func eachLine[L any](files fs.FS, name string, add func(record L) error, needs ...string) error {
	bad := &filesError{}
	gather(bad, files, name, func(record L, _ int) error { return add(record) }, needs...)
	return bad.orNil()
}

// Allies reads the register of allies and groups from a tree. The error lists all problems
// with the first list that cannot be used.
func Allies(files fs.FS) (*ally.Register, error) {
	r := ally.NewRegister()
	err := eachLine(files, "allies.csv", r.AddAlly)
	if err == nil {
		err = eachLine(files, "group_names.csv", r.AddGroup)
	}
	if err == nil {
		err = cmp.Or(eachLine(files, "groups.csv", r.AddMember), eachLine(files, "neighbours.csv", r.AddNeighbours))
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Targets reads the register of pledges from a tree. It must have at least one.
func Targets(files fs.FS) (*target.Register, error) {
	const name = "targets.csv"
	r := &target.Register{}
	all, _ := csvutil.Header(target.Line{}, "csv") // a missing column would change what the pledges mean
	err := eachLine(files, name, r.Add, all...)
	if err == nil && len(r.All()) == 0 {
		err = &filesError{problems: []Problem{{File: name, Text: "no pledge"}}}
	}
	return r, err
}
