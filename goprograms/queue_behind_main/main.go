// Main starts goroutines on one P and then keeps the P to itself, so that a
// trace shows where they wait.
package main

import (
	"flag"
	"sync"
	"time"
)

var count = flag.Int("goroutines", 300, "how many are started")

// spin counts to n without a call. It is called through a variable so that no
// release inlines it.
var spin = func(n uint64) (i uint64) {
	for i < n {
		i++
	}
	return i
}

func main() {
	flag.Parse()
	time.Sleep(5 * time.Millisecond) // the runtime's own goroutines have gone to rest
	var wg sync.WaitGroup
	wg.Add(*count)
	for i := 0; i < *count; i++ {
		go wg.Done()
	}
	spin(1 << 28) // a tenth of a second or so
	wg.Wait()
}
