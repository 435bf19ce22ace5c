package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/report"
	"allyscope/internal/table"
	"allyscope/internal/terminal"
)

// hostile is a text with control sequences, reversed text, markup, and line breaks.
const hostile = "\x1b]0;owned\a\x1b[2J\u009b31m \u202efdp.exe\x7f <script>alert(1)</script> ![x](http://x) **b** `c` | d\ne &amp; \\"

// hostileDocument returns a document with that text wherever it can hold one.
func hostileDocument() *document.Document {
	g := cell.New(200, 1)
	g.Text(0, 0, hostile, cell.Plain)
	column := func(id string) table.Column[string] {
		return table.Column[string]{
			Head: table.Head{ID: id, Head: hostile, Unit: hostile, Long: hostile, LongUnit: hostile, On: table.Everywhere, Lead: id == "a"},
			Cell: table.Name,
		}
	}
	t := table.Of("rows", hostile, []table.Column[string]{column("a"), column("b")}, []string{hostile, "=1+1", "@SUM(A1)", "-0.06", "+1.5", "-x", "+"})
	t.Rules = []table.Rule{{At: 1, Text: hostile}}
	picture := &document.Picture{Cells: g, Title: hostile, Sentence: hostile}
	return &document.Document{
		Title: hostile, Edition: hostile, Level: hostile, Result: hostile, Sentence: hostile, Citation: hostile,
		Remarks: []string{hostile}, Notes: []string{hostile}, Tables: []table.Table{t}, Chart: picture, Picture: picture,
		Fields: []document.Field{{ID: "title", Cell: table.Word(hostile)}},
	}
}

// TestControlsNeverGetOut writes the hostile document in every format: no control character gets
// out, all of the text can be seen, and JSON decodes to the original.
func TestControlsNeverGetOut(t *testing.T) {
	for _, name := range report.Formats() {
		f, _ := report.Formats().Find(name)
		if f == report.AsPNG { // pixels are not printed to a terminal
			continue
		}
		for _, glyphs := range []terminal.Glyphs{terminal.Braille, terminal.ASCII} {
			var b bytes.Buffer
			if err := report.Write(&b, hostileDocument(), f, report.Options{Glyphs: glyphs}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			text := b.String()
			if f == report.AsXLSX {
				text = unpacked(t, b.Bytes())
			}
			for _, r := range text {
				if r != '\n' && (r != '\t' || f != report.AsTSV) && (unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control)) {
					t.Errorf("%s holds %U", name, r)
					break
				}
			}
			if !strings.Contains(text, "owned") {
				t.Errorf("%s says nothing of it", name)
			}
		}
	}
	var b bytes.Buffer
	_ = report.Write(&b, hostileDocument(), report.AsJSON, report.Options{})
	var got struct {
		Title    string `json:"title"`
		Sentence string `json:"sentence"`
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || got.Title != hostile || got.Sentence != hostile {
		t.Errorf("JSON gives %q, %v", got, err)
	}
}

// unpacked returns the text of all files in a workbook.
func unpacked(t *testing.T, content []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// TestTextIsNoMarkup checks that text in Markdown is not taken for markup.
func TestTextIsNoMarkup(t *testing.T) {
	for s, want := range map[string]string{
		"*a* [b](c) <i> `d` | ~e~ \\": `\*a\* \[b\](c) \<i> ` + "\\`d\\`" + ` \| \~e\~ \\`,
		"# a":                         `\# a`, "- a": `\- a`, "> a": `\> a`, "a # - > b": "a # - > b", "-0.06 pp": "-0.06 pp", "+1": "+1", "-": "-",
		"share_gdp _a_ a_": `share_gdp \_a\_ a\_`, "é_é": "é_é",
		"&lt; R&D & &#60; a & b": `\&lt; R&D & \&#60; a & b`,
	} {
		if got := report.Text(s, report.AsMarkdown); got != want {
			t.Errorf("%q is written %q, want %q", s, got, want)
		}
	}
	for _, f := range []report.Format{report.AsMarkdown, report.AsHTML} {
		var b bytes.Buffer
		_ = report.Write(&b, hostileDocument(), f, report.Options{})
		if text := strings.ReplaceAll(b.String(), `\<`, ""); strings.Contains(text, "<script>") {
			t.Errorf("%s has markup of others:\n%s", f, text)
		}
	}
}

// TestFieldsAreNoFormulas checks that a spreadsheet shows a text that looks like a formula, instead
// of computing it, and that numbers stay numbers.
func TestFieldsAreNoFormulas(t *testing.T) {
	var b bytes.Buffer
	_ = report.Write(&b, hostileDocument(), report.AsCSV, report.Options{Machine: true})
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, fields := range lines[2:] {
		got = append(got, fields[0])
	}
	if want := "'=1+1 '@SUM(A1) -0.06 +1.5 '-x '+"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
