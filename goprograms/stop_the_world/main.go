// While one goroutine is in a loop, main asks for a garbage collection, for
// which the world has to stop. Did it have to wait until the loop was over?
package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
)

var (
	kind      = flag.String("loop", "tight", "tight: no call; call: a call that every release makes; wrapped: one that 1.12 inlines")
	turns     = flag.Int("turns", 1<<28, "the loop's length")
	running   uint32
	collected uint32
)

// tight has no call: atomic operations are single instructions, or assembly
// that is never preempted.
func tight() (i int) {
	for i < *turns && atomic.LoadUint32(&collected) == 0 {
		i++
	}
	return i
}

func main() {
	flag.Parse()
	over := make(chan bool)
	go func() {
		atomic.StoreUint32(&running, 1)
		switch *kind {
		case "tight":
			over <- tight() < *turns
		case "call":
			over <- calling() < *turns
		case "wrapped":
			over <- wrapping() < *turns
		}
	}()
	for atomic.LoadUint32(&running) == 0 {
		time.Sleep(time.Millisecond)
	}
	runtime.GC()
	atomic.StoreUint32(&collected, 1)
	meanwhile := 0
	if <-over {
		meanwhile = 1
	}
	fmt.Printf("measure: collected_meanwhile=%d\n", meanwhile)
}
