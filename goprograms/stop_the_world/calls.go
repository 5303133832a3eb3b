package main

import "sync/atomic"

// step is a leaf with no frame: its entry has no check of the stack, and so
// nothing is preempted there. No release before 1.16 inlines a loop.
//
//go:noinline
func step(i int) int {
	for i < 0 {
		i++
	}
	return i + 1
}

// wrapped does nothing but call another function. Until 1.11 that is reason
// enough not to inline it, so its entry checks the stack; from 1.12 on it is
// inlined and the check is gone. (golang/go issue 34136)
func wrapped(i int) int { return step(i) }

func wrapping() (i int) {
	for i < *turns && atomic.LoadUint32(&collected) == 0 {
		i = wrapped(i)
	}
	return i
}

// called is the same behind a variable, which no release inlines.
var called = func(i int) int { return step(i) }

func calling() (i int) {
	for i < *turns && atomic.LoadUint32(&collected) == 0 {
		i = called(i)
	}
	return i
}
