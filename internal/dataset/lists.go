package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/read"
)

// A list is a CSV file with a head line and a record to a line. What a record
// holds is said once, by the type of its Go struct: the csv tags of its fields
// name the columns, in their order. A column that a file lacks is empty, so that
// a file written before the column was thought of can still be read; columns
// nobody asked for are passed over.

// Head is the head line of a list of L.
func Head[L any]() []string {
	var names []string
	for name := range columnsOf[L]() {
		names = append(names, name)
	}
	return names
}

// columnsOf goes over the columns of L and the index of the field of each.
func columnsOf[L any]() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		t := reflect.TypeFor[L]()
		for i := range t.NumField() {
			if name, ok := t.Field(i).Tag.Lookup("csv"); ok && !yield(name, i) {
				return
			}
		}
	}
}

// Fields are a record as the fields of a line, none of which a spreadsheet takes for
// a formula.
func Fields[L any](record L) []string {
	var out []string
	v := reflect.ValueOf(record)
	for _, i := range columnsOf[L]() {
		out = append(out, format.Field(fmt.Sprint(v.Field(i).Interface())))
	}
	return out
}

// WriteList is a list as a file.
func WriteList[L any](records []L) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(Head[L]()) // writing to a buffer does not fail
	for _, r := range records {
		_ = w.Write(Fields(r))
	}
	w.Flush()
	return b.Bytes()
}

// readField puts the text of a field into a record.
func readField(field reflect.Value, text string) (err error) {
	switch to := field.Addr().Interface().(type) {
	case *bool:
		*to = text == "true"
	case *int:
		if *to, err = strconv.Atoi(text); err != nil {
			return fmt.Errorf("%.40q is no number", text)
		}
	case *figure.Year:
		if text != "" { // 0 is an open end
			*to, err = readYear(text)
		}
	case *figure.Measure:
		var ok bool
		if *to, ok = figure.MeasureByID(text); !ok {
			return fmt.Errorf("unknown measure %.40q", text)
		}
	case *figure.Decimal:
		*to, err = figure.ParseDecimal(text)
	default:
		field.SetString(format.FieldText(text))
	}
	return err
}

// readYear reads a year a figure can be of.
func readYear(text string) (figure.Year, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < int(figure.FirstYear) || n > int(figure.LastYear) {
		return 0, fmt.Errorf("%.40q is no year from %d to %d", text, figure.FirstYear, figure.LastYear)
	}
	return figure.Year(n), nil
}

// place is a column of a file and the field of a record it goes to.
type place struct{ field, column int }

// placesOf finds the columns of L in a head line.
func placesOf[L any](head []string) []place {
	var out []place
	for name, field := range columnsOf[L]() {
		if column := slices.Index(head, name); column >= 0 {
			out = append(out, place{field, column})
		}
	}
	return out
}

// fill reads the fields of a line into a record. The error tells all that is wrong,
// on one line.
func fill[L any](record *L, fields []string, places []place) error {
	v := reflect.ValueOf(record).Elem()
	var wrong []string
	for _, p := range places {
		if err := readField(v.Field(p.field), fields[p.column]); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	if len(wrong) > 0 {
		return errors.New(strings.Join(wrong, "; "))
	}
	return nil
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
	cr.FieldsPerRecord = -1 // counted below, to go on after a line that is too short
	head, err := cr.Read()
	if first := Head[L]()[0]; err != nil || head[0] != first {
		complain(0, fmt.Errorf("wants a head line that begins with %q", first))
		return problems, nil //nolint:nilerr // it is among the problems
	}
	places := placesOf[L](head)
	for {
		fields, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return problems, nil
		}
		if err != nil {
			complain(read.Fault(err))
			return problems, nil
		}
		line, _ := cr.FieldPos(0)
		if len(fields) != len(head) {
			complain(line, fmt.Errorf("%d fields where there are %d columns", len(fields), len(head)))
			continue
		}
		var record L
		if err = fill(&record, fields, places); err == nil {
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
