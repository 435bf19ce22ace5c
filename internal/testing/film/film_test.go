package film

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/svg"
)

// reel returns two pictures: Norway overtakes Spain, the rule moves down and Finland is added.
func reel() []*cell.Grid {
	picture := func(rows ...string) *cell.Grid {
		g := cell.New(24, len(rows))
		for y, row := range rows {
			g.Text(1, y, row, cell.Plain)
			if code := row[:3]; code != "-- " {
				g.Tag(0, y, 24, 1, cell.Hit{Code: code})
			}
		}
		return g
	}
	return []*cell.Grid{
		picture("ESP Spain  1.20 of GDP", "-- 2 % --", "NOR Norway 1.10 of GDP", "               "),
		picture("NOR Norway 1.30 of GDP", "ESP Spain  1.20 of GDP", "-- 2 % --", "FIN Finl.  0.90 of GDP"),
	}
}

func written() string {
	return string(Of(reel(), svg.Options{Title: "Years", Description: "One < two"}))
}

// Each line is drawn once, and only the words that change are drawn twice.
func TestAFilmDrawsOnceWhatStays(t *testing.T) {
	film := written()
	for what, times := range map[string]int{
		">Norway<": 1, ">1.10<": 1, ">1.30<": 1, ">Spain<": 1, ">1.20<": 1, ">Finl.<": 1, ">%<": 1, "One &lt; two": 1,
	} {
		if got := strings.Count(film, what); got != times {
			t.Errorf("%s occurs %d times, want %d", what, got, times)
		}
	}
	for _, want := range []string{"translateY(40px)", "translateY(0px)", "prefers-reduced-motion", "prefers-color-scheme: dark"} {
		if !strings.Contains(film, want) {
			t.Errorf("the film lacks %s", want)
		}
	}
	if film != written() {
		t.Error("the same pictures made a different film")
	}
}

// A viewer that cannot play animations shows the last picture and nothing of the others.
func TestAStillOfAFilmIsItsLastPicture(t *testing.T) {
	d := xml.NewDecoder(strings.NewReader(written()))
	var hidden []bool
	var seen []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			h := len(hidden) > 0 && hidden[len(hidden)-1]
			for _, a := range x.Attr {
				h = h || (a.Name.Local == "visibility" && a.Value == "hidden")
			}
			hidden = append(hidden, h || x.Name.Local != "text" && x.Name.Local != "g" && x.Name.Local != "svg")
		case xml.EndElement:
			hidden = hidden[:len(hidden)-1]
		case xml.CharData:
			if s := strings.TrimSpace(string(x)); s != "" && !hidden[len(hidden)-1] {
				seen = append(seen, s)
			}
		}
	}
	text := " " + strings.Join(seen, " ") + " "
	if !strings.Contains(text, " 1.30 ") || strings.Contains(text, " 1.10 ") || !strings.Contains(text, " Finl. ") {
		t.Errorf("without animation, the film shows %s", text)
	}
}
