package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/jszwec/csvutil"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/read"
)

// A list is a CSV file with a head line and a record to a line. What a record
// holds is said once, by the type of its Go struct: the csv tags of its fields
// name the columns, in their order. A column that a file lacks is empty, so that
// a file written before the column was thought of can still be read; columns
// nobody asked for are passed over.

// WriteList is a list as a file. A spreadsheet takes none of its words for a formula.
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

// fields read the fields of a record. What is wrong with one is added to the list, so
// that all that is wrong with a line can be told.
func fields(wrong *[]string) *csvutil.Unmarshalers {
	return csvutil.NewUnmarshalers(
		field(wrong, func(text string) (string, error) { return format.FieldText(text), nil }),
		field(wrong, func(text string) (bool, error) { return text == "true", nil }),
		field(wrong, func(text string) (int, error) {
			n, err := strconv.Atoi(text)
			if err != nil {
				return 0, fmt.Errorf("%.40q is no number", text)
			}
			return n, nil
		}),
		field(wrong, func(text string) (figure.Year, error) {
			if text == "" {
				return 0, nil // an open end
			}
			return readYear(text)
		}),
		field(wrong, func(text string) (m figure.Measure, err error) { return m, m.UnmarshalText([]byte(text)) }),
		field(wrong, figure.ParseDecimal),
	)
}

// field reads a field of one type.
func field[T any](wrong *[]string, parse func(string) (T, error)) *csvutil.Unmarshalers {
	return csvutil.UnmarshalFunc(func(text []byte, to *T) (err error) {
		if *to, err = parse(string(text)); err != nil {
			*wrong = append(*wrong, err.Error())
		}
		return nil
	})
}

// readYear reads a year a figure can be of.
func readYear(text string) (figure.Year, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < int(figure.FirstYear) || n > int(figure.LastYear) {
		return 0, fmt.Errorf("%.40q is no year from %d to %d", text, figure.FirstYear, figure.LastYear)
	}
	return figure.Year(n), nil
}

// ReadList reads a list and gives each record to add with the number of its
// line. What is wrong with a line is among the problems, and the others are read
// all the same. The error says that there is no such file.
func ReadList[L any](files fs.FS, name string, add func(record L, line int) error) (problems []Problem, err error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	complain := func(line int, err error) {
		problems = append(problems, Problem{File: name, Line: line, Text: err.Error()})
	}
	cr := csv.NewReader(bytes.NewReader(text))
	cr.FieldsPerRecord = -1 // counted by the decoder, which goes on after a line that is too short
	names, err := csvutil.Header(*new(L), "csv")
	if err != nil {
		return nil, err
	}
	d, err := csvutil.NewDecoder(cr)
	if err != nil || d.Header()[0] != names[0] {
		complain(0, fmt.Errorf("wants a head line that begins with %q", names[0]))
		return problems, nil //nolint:nilerr // it is among the problems
	}
	var wrong []string
	d.WithUnmarshalers(fields(&wrong))
	for {
		var record L
		wrong = nil
		err := d.Decode(&record)
		if errors.Is(err, io.EOF) {
			return problems, nil
		}
		if _, broken := errors.AsType[*csv.ParseError](err); broken {
			complain(read.Fault(err))
			return problems, nil
		}
		switch {
		case errors.Is(err, csvutil.ErrFieldCount):
			err = fmt.Errorf("%d fields where there are %d columns", len(d.Record()), len(d.Header()))
		case len(wrong) > 0:
			err = errors.New(strings.Join(wrong, "; "))
		}
		line, _ := cr.FieldPos(0)
		if err == nil {
			err = add(record, line)
		}
		if err != nil {
			complain(line, err)
		}
	}
}

// mustList is ReadList where anything wrong is an error.
func mustList[L any](files fs.FS, name string, add func(record L) error) error {
	problems, err := ReadList(files, name, func(record L, _ int) error { return add(record) })
	if err != nil {
		return err
	}
	return joined(problems, nil)
}
