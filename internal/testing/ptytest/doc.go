// Package ptytest runs a whole program in a pseudo-terminal, for tests of what only a kernel does:
// modes, signals, jobs, a blocked screen, a line that is cut. It is empty except on Linux.
//
// It knows nothing about what a program draws; package termtest is faster and has a fake clock.
package ptytest
