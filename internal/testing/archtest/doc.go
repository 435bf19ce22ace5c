// Package archtest holds the rules of this code base that no linter knows: which
// package may import which, that no variable is shared between two sessions,
// how long a file may get. It has no code of its own; the rules are its tests,
// and each rule is also shown to fail on a small example of what it forbids.
package archtest
