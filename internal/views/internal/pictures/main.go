// Command pictures writes the pictures of the documents into a folder: the years
// played, and a few views. It knows no figure and draws no view itself; package
// views runs it under go generate.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/svg"
	"allyscope/internal/views"
)

func main() {
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func write(folder string) error {
	ds, err := dataset.Embedded()
	if err != nil {
		return err
	}
	if err := years(ds, filepath.Join(folder, "years.svg")); err != nil {
		return err
	}
	for name, text := range map[string]string{"trend": "trend 2% EST LVA LTU POL", "heat": "heat 2% 2024", "balance": "balance 2024 2%"} {
		p, err := picture(ds, text, 0, 0)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := svg.Write(&b, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence}); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name+".svg"), b.Bytes(), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// The size of the film in cells: all allies, a rule or two, sentence and source.
const (
	filmWidth  = 64
	filmHeight = 46
)

// years plays the ranking from the edition's first year to its last.
func years(ds *dataset.Dataset, file string) error {
	a, err := ask(ds, "2%")
	if err != nil {
		return err
	}
	var frames []*cell.Grid
	var p *document.Picture
	for y := a.First; y <= a.Last; y++ {
		if p, err = picture(ds, fmt.Sprintf("%d 2%%", y), filmWidth, filmHeight); err != nil {
			return err
		}
		frames = append(frames, p.Cells)
	}
	o := svg.Options{Title: fmt.Sprintf("Allies by share of GDP, %d to %d, and the target of 2 %%", a.First, a.Last), Description: p.Sentence}
	return os.WriteFile(file, filmOf(frames, o), 0o600)
}

func ask(ds *dataset.Dataset, text string) (*analysis.Answer, error) {
	q, err := query.Parse(text, analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	return analysis.RankingFor(ds, q)
}

// picture draws the answer to a question.
func picture(ds *dataset.Dataset, text string, width, height int) (*document.Picture, error) {
	q, err := query.Parse(text, analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	return views.Picture(ds, q, width, height)
}
