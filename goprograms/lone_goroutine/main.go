// One goroutine alone, with a P to spare, gives way again and again though
// nobody waits. How often does it wake up on another thread?
package main

import (
	"flag"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

var yield = flag.Bool("yield", false, "call Gosched instead of counting")

func main() {
	flag.Parse()
	moves, last := 0, syscall.Gettid()
	for begin := time.Now(); time.Since(begin) < 300*time.Millisecond; {
		if *yield {
			runtime.Gosched()
		}
		if now := syscall.Gettid(); now != last {
			moves, last = moves+1, now
		}
	}
	fmt.Printf("measure: moves=%d\n", moves)
}
