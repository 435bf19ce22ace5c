package claims_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/golden"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/tui/onview"
	"allyscope/internal/view/claims"
)

func scene(t *testing.T, text string) onview.Scene {
	t.Helper()
	return viewtest.Scene(t, viewtest.Data(t), text, "POL", chart.Braille)
}

func TestDrawing(t *testing.T) {
	s, kept := scene(t, "2024 2%"), golden.Open(t, "claims")
	for _, c := range []struct{ w, h, down int }{{80, 18, 0}, {80, 18, 5}, {80, 18, 15}, {40, 7, 5}, {40, 7, 0}, {120, 34, 7}, {160, 40, 7}, {60, 20, 10}, {20, 5, 9}} {
		v := viewtest.New(claims.Spec())()
		for range c.down {
			v.Move(s, 0, 1)
		}
		g := viewtest.Draw(v, s, c.w, c.h)
		kept.Check(t, fmt.Sprintf("%dx%d, %d down", c.w, c.h, c.down), viewtest.Text(g, chart.Braille)+"\n"+v.Sentence(s))
	}
}

// Every size is drawn, within its bounds.
func TestAnySize(t *testing.T) {
	s := scene(t, "2024 2%")
	v := viewtest.New(claims.Spec())()
	for w := range 140 {
		for _, h := range []int{0, 1, 2, 3, 5, 7, 11, 12, 13, 18, 40} {
			v.Draw(cell.New(w, h), s)
			v.Move(s, 0, 1-2*(w/16%2))
		}
	}
	for _, h := range []int{12, 13, 14, 18} {
		g := viewtest.Draw(v, s, 80, h)
		if !strings.Contains(viewtest.Text(g, chart.Braille), "▌") {
			t.Errorf("80x%d: the claim selected is out of sight", h)
		}
	}
}

func TestMovingTellsTheAlly(t *testing.T) {
	s := scene(t, "2024 2%")
	v := viewtest.New(claims.Spec())()
	var told []string
	for range 16 {
		to, ok := v.Move(s, 0, 1)
		if !ok {
			t.Fatal("the view has no order of its own")
		}
		told = append(told, string(to))
	}
	// Statements that are not about one ally leave the focus unchanged.
	const want = "POL GBR NOR NOR NOR POL NOR POL USA USA FRA USA USA POL POL POL"
	if got := strings.Join(told, " "); got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	if _, ok := v.Move(s, 1, 0); ok {
		t.Error("sideways there is an order, too")
	}
	if to, _ := v.Move(s, 0, -99); to != s.Focus || !strings.Contains(v.Sentence(s), "Statement 1 of 16") {
		t.Errorf("at the top: %s, %s", to, v.Sentence(s))
	}
	// An ally that is not listed cannot become the focus.
	s = scene(t, "baltic 2024 2%")
	s.Focus = "EST"
	for range 3 {
		if to, ok := v.Move(s, 0, 1); to != "EST" || !ok {
			t.Errorf("gone to %s", to)
		}
	}
}

func TestAClickSelects(t *testing.T) {
	s := scene(t, "2024 2%")
	v := viewtest.New(claims.Spec())()
	v.Draw(cell.New(80, 30), s)
	if hit := viewtest.At(v, 20, 0); hit.Code != "" || hit.Text != "" {
		t.Errorf("the head: %+v", hit)
	}
	hit := viewtest.At(v, 20, 3)
	if hit.Code != ally.Code("GBR") || !strings.Contains(hit.Text, "1.98 %") || !strings.Contains(v.Sentence(s), "Statement 3 of 16") {
		t.Errorf("the third: %+v, %s", hit, v.Sentence(s))
	}
	if hit := viewtest.At(v, 20, 29); hit.Text != "" {
		t.Errorf("beneath the list: %+v", hit)
	}
	v.Draw(cell.New(40, 7), s)
	if hit := viewtest.At(v, 5, 3); hit.Text != "" {
		t.Errorf("without a list: %+v", hit)
	}
}

// The document has the statements of the screen, for any query.
func TestDocument(t *testing.T) {
	s := scene(t, "2024 2%")
	x, err := claims.Spec().Ask(s.Data, s.Answer, s.Focus)
	if err != nil {
		t.Fatal(err)
	}
	if d := x.Document(); len(d.Tables[0].Rows) != 16 || len(d.Remarks) != 16 || d.Sentence != x.Head().Sentence {
		t.Errorf("%d rows: %s", len(d.Tables[0].Rows), d.Sentence)
	}
}
