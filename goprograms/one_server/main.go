// Clients ask for work. With -servers=1 one goroutine does it all and the
// others wait, so that one P is busy however many there are; with more, each
// client's work runs where there is room.
package main

import (
	"flag"
	"fmt"
	"sync/atomic"
	"time"
)

var (
	servers = flag.Int("servers", 1, "goroutines that do the work")
	clients = flag.Int("clients", 16, "goroutines that want it done")
	turns   = flag.Int("turns", 2000000, "the length of a request")
	length  = flag.Duration("for", 8*time.Second, "how long")
	served  int64
	sink    int64
)

func serve(requests <-chan chan bool) {
	for done := range requests {
		sum := 0
		for i := 0; i < *turns; i++ {
			sum += i
		}
		atomic.AddInt64(&sink, int64(sum))
		atomic.AddInt64(&served, 1)
		done <- true
	}
}

func main() {
	flag.Parse()
	requests := make(chan chan bool)
	for i := 0; i < *servers; i++ {
		go serve(requests)
	}
	for i := 0; i < *clients; i++ {
		go func() {
			done := make(chan bool, 1)
			for {
				requests <- done
				<-done
			}
		}()
	}
	time.Sleep(*length)
	fmt.Printf("measure: requests=%d\n", atomic.LoadInt64(&served))
}
