// Package digits draws a figure in digits five lines high, to be read from the back of a room.
// It knows the characters of figures, their signs and the mark of an estimate, and writes any
// other character small.
package digits

import (
	"strings"

	"allyscope/internal/cell"
)

// Height is the number of lines of a figure.
const Height = 5

// shapes lists the large characters, each with its lines.
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

// Width returns the number of columns that Draw fills.
func Width(text string) int { return Draw(&cell.Grid{}, 0, 0, text, cell.Plain) }

// Draw draws a figure at x, y and returns the column after it.
func Draw(g *cell.Grid, x, y int, text string, role cell.Role) int {
	for _, r := range text {
		_, from, large := strings.Cut(shapes, "\n"+string(r)+" ")
		if !large {
			x = g.Text(x, y+Height-1, string(r), role)
			continue
		}
		shape, _, _ := strings.Cut(from, "/\n")
		lines := strings.Split(shape, "/")
		for i, line := range lines {
			for k, c := range []rune(line) {
				if c != ' ' {
					g.Set(x+k, y+i, c, role)
				}
			}
		}
		x += cell.Width(lines[0]) + 1
	}
	return x
}
