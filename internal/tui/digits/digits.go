// Package digits draws a figure in digits five lines high, to be read from the
// back of a room. It knows digits, the signs and the mark that go with them; what else
// it is given it writes small.
package digits

import (
	"strings"

	"allyscope/internal/cell"
)

// Height is the number of lines a figure takes.
const Height = 5

// shapes are the characters, and behind each its lines.
const shapes = `
0 █▀▀█/█  █/█  █/█  █/▀▀▀▀/
1  ▄█ /  █ /  █ /  █ / ▀▀▀/
2 ▀▀▀█/   █/█▀▀▀/█   /▀▀▀▀/
3 ▀▀▀█/   █/ ▀▀█/   █/▀▀▀▀/
4 █  █/█  █/▀▀▀█/   █/   ▀/
5 █▀▀▀/█   /▀▀▀█/   █/▀▀▀▀/
6 █▀▀▀/█   /█▀▀█/█  █/▀▀▀▀/
7 ▀▀▀█/   █/  █▀/  █ /  ▀ /
8 █▀▀█/█  █/█▀▀█/█  █/▀▀▀▀/
9 █▀▀█/█  █/▀▀▀█/   █/▀▀▀▀/
.   /  /  /▄▄/▀▀/
,   /  /  /▄▄/▄▀/
% █  █/  █ / █  /█  █/    /
+     / ▄▄ /▄██▄/ ▀▀ /    /
−     /    /▀▀▀▀/    /    /
/    █/  █ /  █ / █  /▀   /
? ▀▀▀█/   █/ █▀▀/    / ▀  /
e     /▄▄▄▄/█▄▄█/█   /▀▀▀▀/
    /  /  /  /  /
`

// lines are the lines of a character; ok is false where there are none.
func lines(r rune) (l []string, ok bool) {
	_, from, ok := strings.Cut(shapes, "\n"+string(r)+" ")
	shape, _, _ := strings.Cut(from, "/\n")
	return strings.Split(shape, "/"), ok
}

// Width is the number of cells a figure takes.
func Width(text string) int { return Draw(&cell.Grid{}, 0, 0, text, cell.Plain) }

// Draw draws a figure at x, y and returns the column after it.
func Draw(g *cell.Grid, x, y int, text string, role cell.Role) int {
	for _, r := range text {
		l, ok := lines(r)
		if !ok {
			x = g.Text(x, y+Height-1, string(r), role)
			continue
		}
		for i, line := range l {
			for k, c := range []rune(line) {
				if c != ' ' {
					g.Set(x+k, y+i, c, role)
				}
			}
		}
		x += cell.Width(l[0]) + 1
	}
	return x
}
