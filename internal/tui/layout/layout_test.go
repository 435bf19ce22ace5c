package layout_test

import (
	"fmt"
	"testing"

	"allyscope/internal/tui/layout"
)

// wants returns wishes for a screen: short and long lists, with and without parts next to them.
func wants() []layout.Want {
	var out []layout.Want
	for _, items := range []int{0, 1, 9, 34, 120} {
		for _, list := range []int{0, 44, 52, 106} {
			for _, tabs := range []bool{false, true} {
				out = append(out, layout.Want{Items: items, List: list, Tabs: tabs})
			}
		}
	}
	return append(out, layout.Want{Whole: true}, layout.Want{Whole: true, Still: true}, layout.Want{Whole: true, Tabs: true, List: 52, Items: 38}, layout.Want{Zoom: true, Items: 34, List: 52})
}

// each calls do for every size up to that of a large screen.
func each(call func(w, h int)) {
	for _, w := range []int{-1, 0, 1, 2, 5, 20, 29, 30, 31, 46, 50, 79, 80, 81, 99, 100, 109, 110, 111, 115, 116, 120, 159, 160, 161, 200, 255, 1000} {
		for h := -1; h <= 60; h++ {
			call(w, h)
		}
		call(w, 255)
		call(w, 1000)
	}
}

type named struct {
	name string
	layout.Box
}

func boxes(s layout.Screen) []named {
	return []named{
		{"title", s.Title}, {"tabs", s.Tabs}, {"head", s.Head}, {"body", s.Body}, {"side", s.Side}, {"far", s.Far},
		{"slider", s.Slider}, {"sentence", s.Sentence}, {"hints", s.Hints},
	}
}

func overlap(a, b layout.Box) bool {
	return a.Shown() && b.Shown() && a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestBoxesLieOnTheScreenAndNeverOverlap(t *testing.T) {
	for _, want := range wants() {
		each(func(w, h int) {
			s := layout.Part(w, h, want)
			all := boxes(s)
			for i, a := range all {
				if a.Shown() && (a.X < 0 || a.Y < 0 || a.X+a.W > w || a.Y+a.H > h) {
					t.Errorf("%dx%d, %+v: the %s lies outside: %+v", w, h, want, a.name, a.Box)
				}
				if a.W < 0 || a.H < 0 {
					t.Errorf("%dx%d, %+v: the %s is %dx%d", w, h, want, a.name, a.W, a.H)
				}
				for _, b := range all[i+1:] {
					if overlap(a.Box, b.Box) {
						t.Errorf("%dx%d, %+v: %s %+v and %s %+v overlap", w, h, want, a.name, a.Box, b.name, b.Box)
					}
				}
			}
		})
	}
}

// No rows are lost: the parts and at most two blank lines add up to the height, and the last part
// ends with the screen.
func TestTheHeightIsGivenOut(t *testing.T) {
	for _, want := range wants() {
		each(func(w, h int) {
			if w <= 0 || h <= 0 {
				return
			}
			s := layout.Part(w, h, want)
			sum, end := 0, 0
			for _, b := range []layout.Box{s.Title, s.Tabs, s.Sentence, s.Head, s.Body, s.Slider, s.Hints} {
				sum += b.H
				if b.H > 0 {
					end = b.Y + b.H
				}
			}
			if end != h {
				t.Errorf("%dx%d, %+v: the last part ends at %d", w, h, want, end)
			}
			if air := h - sum; air < 0 || air > 2 {
				t.Errorf("%dx%d, %+v: %d lines are given out", w, h, want, sum)
			}
			if s.Body.H < 1 {
				t.Errorf("%dx%d, %+v: no body", w, h, want)
			}
		})
	}
}

// Even the smallest screens show the ally, the figure and its meaning if they can.
func TestSmallScreensKeepWhatIsNeededMost(t *testing.T) {
	want := layout.Want{Items: 34, List: 52, Tabs: true}
	for _, at := range []struct {
		w, h                  int
		body                  int
		sentence, slider, tab bool
	}{
		{20, 1, 1, false, false, false},
		{20, 3, 2, true, false, false},
		{20, 5, 2, true, false, false},
		{40, 12, 3, true, true, false},
		{80, 24, 12, true, true, true},
	} {
		s := layout.Part(at.w, at.h, want)
		name := fmt.Sprintf("%dx%d", at.w, at.h)
		if s.Body.H < at.body {
			t.Errorf("%s: the body has %d lines, want %d", name, s.Body.H, at.body)
		}
		if at.sentence && !s.Sentence.Shown() {
			t.Errorf("%s: no sentence", name)
		}
		if at.slider && !s.Slider.Shown() {
			t.Errorf("%s: no slider", name)
		}
		if at.tab && !s.Tabs.Shown() {
			t.Errorf("%s: no tabs", name)
		}
	}
}

func TestWideScreensShowMoreBesideTheList(t *testing.T) {
	want := layout.Want{Items: 34, List: 52}
	for _, at := range []struct {
		w         int
		side, far bool
	}{{80, false, false}, {layout.SideFrom - 1, false, false}, {layout.SideFrom, true, false}, {layout.FarFrom - 1, true, false}, {layout.FarFrom, true, true}, {200, true, true}} {
		s := layout.Part(at.w, 40, want)
		if s.Side.Shown() != at.side || s.Far.Shown() != at.far {
			t.Errorf("%d wide: side %+v, far %+v", at.w, s.Side, s.Far)
		}
		if s.Head.W != s.Body.W || s.Head.X != s.Body.X {
			t.Errorf("%d wide: the heads %+v do not stand over the body %+v", at.w, s.Head, s.Body)
		}
	}
	if s := layout.Part(200, 40, layout.Want{Whole: true, List: 52}); s.Side.Shown() || s.Body.W != 200 {
		t.Errorf("a view that is not a list has the whole width, not %+v", s.Body)
	}
}

// All allies with forces, one without, and two rules fit without scrolling.
func TestAnOrdinaryLargeScreenHoldsTheWholeList(t *testing.T) {
	const lines = 34
	if s := layout.Part(120, 40, layout.Want{Items: lines, List: 52}); s.Body.H < lines || !s.Slider.Shown() || !s.Hints.Shown() {
		t.Errorf("120x40 has room for %d lines of %d: %+v", s.Body.H, lines, s)
	}
}

// The slider has a chart if all allies are listed and rows are left, and always if the view has no
// list.
func TestTheSliderTakesWhatIsLeft(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		want  layout.Want
		lines int
	}{
		{120, 40, layout.Want{Tall: 5, Items: 34, List: 52}, 2}, {120, 42, layout.Want{Tall: 5, Items: 34, List: 52}, 2}, {120, 43, layout.Want{Tall: 5, Items: 34, List: 52}, 5},
		{160, 44, layout.Want{Tall: 5, Items: 34, List: 52}, 5}, {160, 50, layout.Want{Tall: 5, Items: 34, List: 52}, 6}, {80, 24, layout.Want{Tall: 5, Items: 34, Tabs: true}, 2},
		{80, 24, layout.Want{Tall: 5, Whole: true, Tabs: true}, 5}, {80, 24, layout.Want{Tall: 5, Whole: true, Tabs: true, Items: 38}, 2}, {80, 24, layout.Want{Tall: 5, Whole: true, Still: true}, 0},
		{40, 12, layout.Want{Tall: 5, Whole: true, Tabs: true}, 2},
		{80, 24, layout.Want{Tall: 3, Whole: true, Tabs: true}, 3}, {80, 24, layout.Want{Whole: true, Tabs: true}, 2},
	} {
		if s := layout.Part(c.w, c.h, c.want); s.Slider.H != c.lines {
			t.Errorf("%dx%d, %+v: %d lines, want %d", c.w, c.h, c.want, s.Slider.H, c.lines)
		}
	}
}

func TestABoxKnowsItsCells(t *testing.T) {
	b := layout.Box{X: 3, Y: 2, W: 4, H: 1}
	for _, c := range []struct {
		x, y int
		in   bool
	}{{3, 2, true}, {6, 2, true}, {7, 2, false}, {2, 2, false}, {3, 1, false}, {3, 3, false}} {
		if b.Has(c.x, c.y) != c.in {
			t.Errorf("%+v has %d,%d: %v", b, c.x, c.y, !c.in)
		}
	}
	if (layout.Box{W: 4}).Shown() || (layout.Box{H: 4}).Shown() || !b.Shown() {
		t.Error("a box is shown where it has cells")
	}
}
