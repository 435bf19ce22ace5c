package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/read"
)

// csvLines reads the fields of all lines of CSV that are not empty, within the limits,
// with the number of each, and writes numbers with a decimal comma with a point.
func csvLines(content []byte) (lines [][]string, numbers []int, err error) {
	text, err := read.Text(content)
	if err != nil {
		return nil, nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1 // whoever wants all alike counts them
	r.Comma = separator(text)
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		switch {
		case err != nil:
			at, plain := read.Fault(err)
			return nil, nil, fmt.Errorf("line %d: %w", at, plain)
		case len(fields) > maxCSVFields:
			return nil, nil, tooLarge("%d columns, at most %d are read", len(fields), maxCSVFields)
		case len(lines) >= maxCSVRows:
			return nil, nil, tooLarge("more than %d lines", maxCSVRows)
		}
		n, _ := r.FieldPos(0)
		lines, numbers = append(lines, fields), append(numbers, n)
	}
	if len(lines) == 0 {
		return nil, nil, notWorkbook("it is empty")
	}
	return lines, numbers, decimalPoints(lines, r.Comma != ',')
}

// separator is what parts the columns: the sign that the most of the first lines
// have, of equal ones that which is least often part of a number.
func separator(text string) rune {
	best, most := ',', 0
	for _, sign := range "\t;," {
		n, seen := 0, 0
		for line := range strings.Lines(text) {
			if seen++; seen > 20 {
				break
			}
			if strings.ContainsRune(line, sign) {
				n++
			}
		}
		if n > most {
			best, most = sign, n
		}
	}
	return best
}

// decimalPoints turns decimal commas into points, where the numbers of a file show
// that they are such: "1,5" and "1.234,5" do, "1,234" leaves it open and is a
// thousand in a file whose columns are parted by commas.
func decimalPoints(lines [][]string, parted bool) error {
	commas, points, open := 0, 0, 0
	eachNumber(lines, func(text string) string {
		last := strings.LastIndexAny(text, ",.")
		switch behind := len(strings.TrimRight(text[last+1:], "% e")); {
		case last < 0:
		case text[last] == '.':
			if strings.Contains(text, ",") || behind != 3 {
				points++
			}
		case strings.Contains(text, ".") || behind != 3:
			commas++
		default:
			open++
		}
		return text
	})
	switch {
	case commas > 0 && points > 0:
		return fmt.Errorf("some numbers have a decimal comma and some a point: %w", ErrUsage)
	case commas == 0 && open > 0 && parted && points == 0:
		return fmt.Errorf("commas could part thousands or be decimal: write numbers with a point: %w", ErrUsage)
	case commas == 0:
		return nil
	}
	swap := strings.NewReplacer(".", "", ",", ".")
	eachNumber(lines, swap.Replace)
	return nil
}

// eachNumber changes the fields that are numbers, in lines below the first.
func eachNumber(lines [][]string, change func(string) string) {
	for _, fields := range lines[1:] {
		for i, text := range fields {
			if strings.Trim(text, "0123456789.,+-−% e\u00a0\u202f") == "" && strings.ContainsAny(text, "0123456789") {
				fields[i] = change(text)
			}
		}
	}
}

// even wants all lines as long as the first, whose years it writes as our own do.
func even(lines [][]string, numbers []int) error {
	for i, fields := range lines {
		if len(fields) != len(lines[0]) {
			return fmt.Errorf("line %d: %d fields where the head has %d", numbers[i], len(fields), len(lines[0]))
		}
	}
	plainYears(lines[0])
	return nil
}

// plainYears writes the years in a head line as our own tables do: "2015e" where
// a spreadsheet has "2015 (e)".
func plainYears(head []string) {
	for i, text := range head {
		if y, estimate, ok := year(text); ok {
			head[i] = strconv.Itoa(int(y))
			if estimate {
				head[i] += "e"
			}
		}
	}
}

// tree is a folder that somebody holds, whose files are read within the limits
// and handed on as this program would have written them.
type tree struct{ fs.FS }

// ReadFile reads a file of the folder.
func (t tree) ReadFile(name string) ([]byte, error) {
	content, err := readRegular(t.FS, name)
	if err != nil || path.Ext(name) != ".csv" {
		return content, err
	}
	lines, numbers, err := csvLines(content)
	if err == nil {
		err = even(lines, numbers)
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_ = csv.NewWriter(&b).WriteAll(lines) // writing to a buffer does not fail
	return b.Bytes(), nil
}

// readRegular reads a regular file within the limit.
func readRegular(files fs.FS, name string) ([]byte, error) {
	content, err := read.In(files, name, MaxFile)
	return content, unread(err)
}

// unread is why a file was not read, as an import fails.
func unread(err error) error {
	switch {
	case errors.Is(err, read.ErrTooLarge):
		return tooLarge("at most %d bytes are read", MaxFile)
	case errors.Is(err, read.ErrNotRegular), errors.Is(err, read.ErrSilent):
		return notWorkbook("%v", err)
	default:
		return err
	}
}

// complaint makes one error of all that is wrong with a table, so that it can be
// put right in one go; of very much it says the beginning.
func complaint(problems []dataset.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	var lines []string
	for _, p := range problems[:min(len(problems), maxProblems)] {
		line := p.Text
		if p.Line > 0 {
			line = fmt.Sprintf("line %d: %s", p.Line, line)
		}
		if p.File != "" {
			line = p.File + ": " + line
		}
		lines = append(lines, line)
	}
	text := strings.Join(lines, "; ")
	if more := len(problems) - len(lines); more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return errors.New(text)
}

// complaintOf is complaint of the problems an error is made of.
func complaintOf(err error) error {
	listed := complaint(dataset.ProblemsOf(err))
	for _, limit := range []error{ErrTooLarge, ErrNotWorkbook} {
		if errors.Is(err, limit) {
			return beyond{listed, limit}
		}
	}
	return listed
}

// beyond is an error that already says which limit it is about.
type beyond struct {
	error
	limit error
}

func (b beyond) Unwrap() error { return b.limit }
