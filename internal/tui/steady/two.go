package steady

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
)

// Question is what a view asks of package analysis beside the answer on show,
// less all that what it gets does not depend on.
type Question struct {
	Data  *dataset.Dataset
	Query query.Query
	Code  ally.Code // empty where it is about nobody in particular
}

// Two keeps what the two questions last asked gave. Two, because while the year
// is played the sentence settles a moment later than the picture and is of
// another year. The zero value is ready.
type Two[A any] struct {
	kept [2]struct {
		question Question
		answer   *A
	}
}

// Ask is the answer kept for a question, or else a new one.
func (t *Two[A]) Ask(q Question, answer func(q Question) *A) *A {
	for i := range t.kept {
		if t.kept[i].answer != nil && t.kept[i].question == q {
			t.kept[0], t.kept[i] = t.kept[i], t.kept[0]
			return t.kept[0].answer
		}
	}
	a := answer(q)
	t.kept[1] = t.kept[0]
	t.kept[0].question, t.kept[0].answer = q, a
	return a
}
