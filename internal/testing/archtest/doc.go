// Package archtest holds the rules of this code base that no linter checks: which package may
// import which, that sessions share no variables, how long files may get. It has no code of its
// own: the rules are its tests. Each rule is also tested on small examples of what it forbids.
package archtest
