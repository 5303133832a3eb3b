// Pairs of goroutines hand a message to and fro. With -lock each is locked to
// a thread of its own, and every message takes a switch of threads.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
)

var (
	lock   = flag.Bool("lock", false, "call runtime.LockOSThread")
	pairs  = flag.Int("pairs", 8, "so many pairs")
	length = flag.Duration("for", 8*time.Second, "how long")
	trips  int64
)

func pass(from <-chan int, to chan<- int) {
	if *lock {
		runtime.LockOSThread()
	}
	for i := range from {
		atomic.AddInt64(&trips, 1)
		to <- i
	}
}

func main() {
	flag.Parse()
	for i := 0; i < *pairs; i++ {
		there, back := make(chan int), make(chan int)
		go pass(there, back)
		go pass(back, there)
		there <- i
	}
	time.Sleep(*length)
	fmt.Printf("measure: messages=%d\n", atomic.LoadInt64(&trips))
}
