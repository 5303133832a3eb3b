// Pairs of goroutines hand a message to and fro. With -lock each is locked to
// a thread of its own, and every message takes a switch of threads.
//
// Nobody else gets a turn then: a main that slept would not wake. So a goroutine
// of a pair looks at the clock.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

var (
	lock   = flag.Bool("lock", false, "call runtime.LockOSThread")
	pairs  = flag.Int("pairs", 8, "so many pairs")
	length = flag.Duration("for", 8*time.Second, "how long")
	begin  = time.Now()
	trips  int64
	over   sync.Once
)

// pass waits for all to be there, and for its partner's message unless it begins.
func pass(start <-chan bool, begins bool, from <-chan int, to chan<- int) {
	if *lock {
		runtime.LockOSThread()
	}
	<-start
	if begins {
		to <- 0
	}
	for i := range from {
		if atomic.AddInt64(&trips, 1)%100 == 0 && time.Since(begin) > *length {
			over.Do(end)
		}
		to <- i
	}
}

func end() {
	fmt.Printf("measure: messages=%d\n", atomic.LoadInt64(&trips))
	os.Exit(0)
}

func main() {
	flag.Parse()
	start := make(chan bool)
	for i := 0; i < *pairs; i++ {
		there, back := make(chan int), make(chan int)
		go pass(start, true, there, back)
		go pass(start, false, back, there)
	}
	time.Sleep(100 * time.Millisecond)
	close(start)
	select {}
}
