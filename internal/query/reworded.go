package query

import "allyscope/internal/format"

// Idiom is a way to say something, in the places of a phrase that name nobody, and what is read
// for it; the words are kept where that is nothing.
type Idiom [2]string

// Reworded are the words of a text with what is read in the place of idioms, of which the first
// that fits counts.
func Reworded(words []string, idioms []Idiom) []string {
	tokens := format.Each(words, func(word string) token { return token{}.as(word) })
	read := reread(tokens, func(tokens []token) (n int, read string) {
		for _, x := range idioms {
			if n, read = (&lexicon{}).phrase([]phrase{{x[0], x[1]}}, tokens); n > 0 {
				break
			}
		}
		return n, read
	})
	return format.Each(read, func(t token) string { return t.text })
}
