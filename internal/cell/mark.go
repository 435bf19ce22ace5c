package cell

import "strings"

// Mark is what is shown in place of a rune: itself, but for those that would steer
// the terminal or the text around them. Titles, captions and names of files are
// written by others, and none of them may clear a screen or turn a line round.
// Control characters have pictures of their own, such as "␛"; C1 controls, marks
// of direction, separators of lines and invisible tags are "�".
func Mark(r rune) rune {
	switch {
	case r >= 0x20 && r < 0x7f:
		return r
	case r < 0x20:
		return 0x2400 + r
	case r == 0x7f:
		return '␡'
	case steers(r):
		return '�'
	default:
		return r
	}
}

// steers tells whether a rune beyond ASCII changes what stands around it: C1
// controls, of which U+009B begins an escape sequence, marks and overrides of
// direction, separators of lines, byte order marks, annotations and tags.
func steers(r rune) bool {
	return (r >= 0x80 && r < 0xa0) || r == 0x061c || r == 0x200e || r == 0x200f || (r >= 0x2028 && r <= 0x202e) ||
		(r >= 0x2066 && r <= 0x206f) || r == 0xfeff || (r >= 0xfff9 && r <= 0xfffb) || (r >= 0xe0000 && r <= 0xe007f)
}

// Visible is a text of one line with what would steer a terminal marked.
func Visible(s string) string { return strings.Map(Mark, s) }

// VisibleLines is Visible for text of several lines: their ends stay.
func VisibleLines(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return Mark(r)
	}, s)
}
