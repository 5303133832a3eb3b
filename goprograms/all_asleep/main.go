// Workers take two locks each. With -order=same all take them in one order;
// with -order=crossed two of them soon hold what the other wants, and in the
// end everybody waits.
package main

import (
	"flag"
	"fmt"
	"sync"
	"time"
)

var (
	order  = flag.String("order", "crossed", "same or crossed")
	after  = flag.Duration("after", 2*time.Second, "cross the order only then")
	length = flag.Duration("for", 8*time.Second, "how long")
)

func work(first, second *sync.Mutex, stop time.Time) {
	for time.Now().Before(stop) {
		first.Lock()
		time.Sleep(time.Millisecond)
		second.Lock()
		second.Unlock()
		first.Unlock()
	}
}

func main() {
	flag.Parse()
	var left, right sync.Mutex
	begin := time.Now()
	var all sync.WaitGroup
	for i := 0; i < 4; i++ {
		all.Add(1)
		go func(crossed bool) {
			defer all.Done()
			work(&left, &right, begin.Add(*after))
			if crossed {
				work(&right, &left, begin.Add(*length))
			} else {
				work(&left, &right, begin.Add(*length))
			}
		}(*order == "crossed" && i%2 == 1)
	}
	all.Wait()
	fmt.Println("measure: ended=1")
}
