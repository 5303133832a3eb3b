// Keeps every P busy for a while by the clock, and ends.
package main

import (
	"flag"
	"runtime"
	"sync"
	"time"
)

func main() {
	work := flag.Duration("work", 100*time.Millisecond, "how long")
	flag.Parse()
	until := time.Now().Add(*work)
	var all sync.WaitGroup
	for p := 0; p < runtime.GOMAXPROCS(0); p++ {
		all.Add(1)
		go func() {
			for time.Now().Before(until) {
			}
			all.Done()
		}()
	}
	all.Wait()
}
