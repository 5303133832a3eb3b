// The same small pieces of work, 200 at a time: with -how=goroutines each
// piece gets a goroutine of its own, with -how=workers a few that stay do all.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync"
	"time"
)

var (
	how    = flag.String("how", "goroutines", "goroutines: one each; workers: as many as there are Ps")
	burst  = flag.Int("burst", 200, "pieces at a time")
	turns  = flag.Int("turns", 2000, "the length of a piece")
	length = flag.Duration("for", 8*time.Second, "how long")
)

// sink keeps the work from being optimised away.
var sink [1024]int

func piece(slot int) {
	sum := 0
	for i := 0; i < *turns; i++ {
		sum += i ^ slot
	}
	sink[slot%len(sink)] = sum
}

func oneEach() {
	var all sync.WaitGroup
	all.Add(*burst)
	for i := 0; i < *burst; i++ {
		go func(slot int) {
			piece(slot)
			all.Done()
		}(i)
	}
	all.Wait()
}

func shared() {
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	all.Add(workers)
	for w := 0; w < workers; w++ {
		go func(first int) {
			for i := first; i < *burst; i += workers {
				piece(i)
			}
			all.Done()
		}(w)
	}
	all.Wait()
}

func main() {
	flag.Parse()
	bursts := 0
	for begin := time.Now(); time.Since(begin) < *length; bursts++ {
		if *how == "goroutines" {
			oneEach()
		} else {
			shared()
		}
	}
	fmt.Printf("measure: bursts=%d\n", bursts)
}
