package cli

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/tui"
)

// maxPicture bounds a picture's sides, in cells.
const maxPicture = 400

// picturing lets a command answer with a picture as well: of the view that view
// gives a query, before allies are asked for where it is about some.
func (r *run) picturing(c *cobra.Command, view func(*query.Query), least int) *cobra.Command {
	answer := c.RunE
	c.RunE = func(c *cobra.Command, words []string) error {
		if r.format() != report.AsSVG {
			return answer(c, words)
		}
		return offerCommand(c, words, r.draw(c, words, view, least))
	}
	return c
}

// looking asks for a view, whatever the words ask for.
func looking(v query.View) func(*query.Query) { return func(q *query.Query) { q.View = v } }

// asItIs leaves the view that the words ask for.
func asItIs(*query.Query) {}

// draw draws the view a query asks for.
func (r *run) draw(c *cobra.Command, words []string, view func(*query.Query), least int) error {
	if err := r.check([]report.Format{report.AsSVG}); err != nil {
		return err
	}
	width, height, err := r.size()
	if err != nil {
		return err
	}
	ds, err := r.open()
	if err != nil {
		return err
	}
	var q query.Query
	view(&q)
	if q.View == query.Path { // a bare year is then the deadline
		words = append([]string{q.View.String()}, words...)
	}
	if q, err = query.ParseWords(words, vocabulary(ds)); err != nil {
		return err
	}
	view(&q)
	if least > 0 {
		p, err := analysis.ProfileFor(ds, q)
		if errors.Is(err, analysis.ErrAllies) || (err == nil && len(p.Allies) < least) {
			return tooFew(c, least)
		}
		if err != nil {
			return err
		}
		q.Pins = p.Main.Query.Pins
	}
	p, err := tui.PictureOf(ds, q, width, height)
	if err != nil {
		return err
	}
	return r.put(&document.Document{Picture: &document.Picture{Cells: p.Cells, Title: p.Title, Sentence: p.Sentence}})
}

// size is the picture's size in cells, 0 where none is asked for.
func (r *run) size() (width, height int, err error) {
	if r.flags.size == "" {
		return 0, 0, nil
	}
	w, h, ok := strings.Cut(strings.ToLower(r.flags.size), "x")
	width, wErr := strconv.Atoi(w)
	height, hErr := strconv.Atoi(h)
	if !ok || wErr != nil || hErr != nil || min(width, height) < 1 || max(width, height) > maxPicture {
		return 0, 0, usagef("size %q is no width and height in cells, such as 104x34, of at most %d", r.flags.size, maxPicture)
	}
	return width, height, nil
}
