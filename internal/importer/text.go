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

// csvLines reads the fields of all lines of CSV, within the limits.
func csvLines(content []byte) ([][]string, error) {
	text, err := read.Text(content)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1 // counted below, to say which line
	var out [][]string
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		switch called := parted(fields[0]); {
		case len(out) == 0 && len(fields) == 1 && called != "":
			return nil, fmt.Errorf("line 1: the columns are parted by %s; save it parted by commas, and numbers with a point", called)
		case len(fields) > maxCSVFields:
			return nil, tooLarge("%d columns, at most %d are read", len(fields), maxCSVFields)
		case len(out) >= maxCSVRows:
			return nil, tooLarge("more than %d lines", maxCSVRows)
		case len(out) > 0 && len(fields) != len(out[0]):
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("line %d: %d fields where the head has %d", line, len(fields), len(out[0]))
		}
		out = append(out, fields)
	}
	if len(out) == 0 {
		return nil, notWorkbook("it is empty")
	}
	plainYears(out[0])
	return out, nil
}

// parted is what else than commas a head line may be parted by, or nothing.
func parted(head string) string {
	switch {
	case strings.Contains(head, ";"):
		return "semicolons"
	case strings.Contains(head, "\t"):
		return "tabs"
	default:
		return ""
	}
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
	lines, err := csvLines(content)
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
