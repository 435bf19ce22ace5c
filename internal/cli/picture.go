package cli

import (
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/command"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/views"
)

// maxPicture bounds a picture's sides, in cells.
const maxPicture = 400

// draw draws the view that a question asks for.
func (r *run) draw(ask func(*query.Vocabulary) (command.Question, error)) error {
	if err := r.check(append(report.Pictures(), report.Documents()...)); err != nil {
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
	question, err := ask(analysis.Vocabulary(ds))
	if err != nil {
		return err
	}
	if !question.OnView() {
		return r.answer(false, ask)
	}
	q, err := answers.Query(ds, question)
	if err != nil {
		return err
	}
	r.heard(&question.Reading)
	p, err := views.Picture(ds, q, width, height)
	if err != nil {
		return err
	}
	return r.put(&document.Document{Picture: p})
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
