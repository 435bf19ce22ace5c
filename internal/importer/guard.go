package importer

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
)

// guard looks at a workbook before excelize sees it: excelize unpacks every
// part, and fills every row from its first column to the last one in use, so
// that a file of a kilobyte could ask for gigabytes.
func guard(content []byte) error {
	if err := magic(content); err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return notWorkbook("its archive is broken or cut short (%v)", err)
	}
	if err := directory(z); err != nil {
		return err
	}
	var s scan
	for _, f := range z.File {
		if err := s.entry(f); err != nil {
			return err
		}
	}
	return s.verdict()
}

// magic tells other kinds of files by their first bytes.
func magic(content []byte) error {
	for _, k := range []struct{ start, what string }{
		{"\xd0\xcf\x11\xe0", "an old .xls workbook, or one with a password: save it as .xlsx without one"},
		{"%PDF", "a PDF: NATO publishes the tables as a workbook beside it"},
		{"\x1f\x8b", "packed by gzip: unpack it first"},
	} {
		if bytes.HasPrefix(content, []byte(k.start)) {
			return notWorkbook("it is %s", k.what)
		}
	}
	if !bytes.HasPrefix(content, []byte("PK")) {
		return notWorkbook("it does not begin as a workbook does")
	}
	return nil
}

// directory judges an archive by what it says of itself; archive/zip refuses a
// part that unpacks to more than was said.
func directory(z *zip.Reader) error {
	if len(z.File) > maxParts {
		return tooLarge("%d parts in the workbook, at most %d are read", len(z.File), maxParts)
	}
	total, found, binary := uint64(0), false, false
	for _, f := range z.File {
		n := f.UncompressedSize64
		if n > maxPart {
			return tooLarge("part %.80q unpacks to %d bytes, at most %d are read", f.Name, n, maxPart)
		}
		if n > ratioFrom && n/maxRatio > f.CompressedSize64 {
			return tooLarge("part %.80q is packed more than %d times", f.Name, maxRatio)
		}
		if total += n; total > MaxUnpacked {
			return tooLarge("the workbook unpacks to more than %d bytes", MaxUnpacked)
		}
		name := strings.ToLower(path.Base(strings.ReplaceAll(f.Name, `\`, "/")))
		found = found || name == "workbook.xml"
		binary = binary || name == "workbook.bin"
	}
	switch {
	case binary && !found:
		return notWorkbook("it is a binary .xlsb workbook: save it as .xlsx")
	case !found:
		return notWorkbook("it is an archive without a workbook in it")
	}
	return nil
}

// entry scans one part; parts that are not XML are never interpreted.
func (s *scan) entry(f *zip.File) error {
	ext := strings.ToLower(path.Ext(f.Name))
	if f.FileInfo().IsDir() {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return notWorkbook("part %.80q cannot be unpacked (%v)", f.Name, err)
	}
	defer r.Close() //nolint:errcheck // read only
	text, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err != nil {
		return notWorkbook("part %.80q cannot be unpacked (%v)", f.Name, err)
	}
	if ext != ".xml" && ext != ".rels" && !bytes.HasPrefix(bytes.TrimLeft(text, "\ufeff \r\n\t"), []byte("<")) {
		return nil
	}
	if err := s.part(text); err != nil {
		return fmt.Errorf("part %.80q: %w", f.Name, err)
	}
	return nil
}
