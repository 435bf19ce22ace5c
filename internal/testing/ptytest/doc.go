// Package ptytest runs a whole program at a pseudo-terminal, so that a test sees
// what only a kernel does: modes, signals, jobs, a blocked screen, a line that is
// cut. It is for tests only, and for Linux; elsewhere there is nothing in it.
//
// For what a program draws, package termtest is faster and has a fake clock.
package ptytest
