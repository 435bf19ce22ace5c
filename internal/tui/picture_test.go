package tui

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/svg"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/views"
)

// Every view can be drawn as a picture of any size, and gives the same picture twice.
func TestPictures(t *testing.T) {
	ds := frozen.Data(t)
	for v := range query.View(query.Views) {
		q := query.Query{View: v, Pins: "EST POL LVA"}
		for _, size := range [][2]int{{0, 0}, {1, 1}, {40, 12}, {160, 60}} {
			var twice [2]bytes.Buffer
			for i := range twice {
				p, err := views.Picture(ds, q, size[0], size[1])
				if err != nil {
					t.Fatalf("%s: %v", v, err)
				}
				if p.Title == "" || p.Sentence == "" {
					t.Errorf("%s: title %q, sentence %q", v, p.Title, p.Sentence)
				}
				if err := svg.Write(&twice[i], p.Cells, svg.Options{Title: p.Title, Description: p.Sentence}); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(twice[0].Bytes(), twice[1].Bytes()) {
				t.Errorf("%s: two pictures of the same differ", v)
			}
			for d := xml.NewDecoder(&twice[0]); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: not XML: %v", v, err)
				}
			}
		}
	}
}

// The w key writes the same SVG as the command of the link, whatever the size of the screen.
func TestTheWrittenPictureIsTheLinks(t *testing.T) {
	ds := frozen.Data(t)
	for _, v := range []query.View{query.Ranking, query.Trend, query.Path} {
		m, err := New(Options{Data: ds, Query: query.Query{View: v, Pins: "NOR EST", Year: 2024, Focus: "EST"}})
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.document(report.AsSVG, nil)
		if err != nil {
			t.Fatal(err)
		}
		q, err := query.Parse(strings.TrimPrefix(m.link(), "allyscope "), m.vocab)
		if err != nil {
			t.Fatal(err)
		}
		p, err := views.Picture(ds, q, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := svg.Write(&want, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s: what is written differs from what the link gives", v)
		}
	}
}
