package main

import (
	"runtime"
	"time"
)

// cache is filled for a second and a half, by goroutines that stay and wait for
// what is to be dropped, and is then only read.
func cache(stop time.Time) int {
	var entries [][]byte
	drop := make(chan int)
	done := 0
	for warm := time.Now().Add(1500 * time.Millisecond); time.Now().Before(warm); done++ {
		entries = append(entries, make([]byte, 16<<10))
		go func() { <-drop }()
		time.Sleep(2 * time.Millisecond)
	}
	for ; time.Now().Before(stop); done++ {
		turn(len(entries[done%len(entries)]))
		time.Sleep(time.Millisecond)
	}
	close(drop)
	return done
}

// steady throws memory away at a pace that a collector has no trouble with.
func steady(stop time.Time) int {
	kept := make([][]byte, 1000)
	done := 0
	for ; time.Now().Before(stop); time.Sleep(time.Millisecond) {
		for i := 0; i < 20; i++ {
			kept[done%len(kept)] = make([]byte, 8<<10)
			done++
		}
	}
	runtime.KeepAlive(kept)
	return done
}
