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
	"unicode/utf8"

	"allyscope/internal/dataset"
)

// csvLines reads the fields of all lines of CSV, within the limits.
func csvLines(content []byte) ([][]string, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if i := bytes.IndexByte(content, 0); i >= 0 {
		return nil, fmt.Errorf("line %d: a NUL byte: not text", 1+bytes.Count(content[:i], []byte("\n")))
	}
	if !utf8.Valid(content) {
		return nil, errors.New("it is not UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(content))
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
		switch {
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

// readRegular reads a regular file whose size, as the system says, is within the
// limit, and not a byte more than that.
func readRegular(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name) // before opening: a pipe would wait for its writer
	if err != nil {
		return nil, err
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, notWorkbook("it is not a regular file")
	case info.Size() > MaxFile:
		return nil, tooLarge("%d bytes, at most %d are read", info.Size(), MaxFile)
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	return readAll(f)
}

// readAll reads to the end, but no further than the limit: a file may grow.
func readAll(r io.Reader) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err == nil && len(content) > MaxFile {
		return nil, tooLarge("more than %d bytes", MaxFile)
	}
	return content, err
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
