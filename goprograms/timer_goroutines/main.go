// Eight goroutines that keep both Ps busy sleep for a moment each, so that
// each P had a timer; then nobody has one. Who waits for the next?
package main

import (
	"sync"
	"syscall"
	"time"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(8)
	for i := 0; i < 8; i++ {
		go func() {
			for begin := time.Now(); time.Since(begin) < 10*time.Millisecond; {
			}
			time.Sleep(time.Millisecond)
			wg.Done()
		}()
	}
	wg.Wait()
	syscall.Nanosleep(&syscall.Timespec{Nsec: 200 * 1000 * 1000}, nil) // not a timer of the runtime
}
