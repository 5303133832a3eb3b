// Jobs come in batches. With -limit=0 each job gets a goroutine at once and
// thousands wait for a P; with a limit, so many are under way and the rest
// waits where it came from.
package main

import (
	"flag"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

var (
	limit  = flag.Int("limit", 0, "jobs under way at a time; 0: all")
	batch  = flag.Int("batch", 2000, "jobs in a batch")
	turns  = flag.Int("turns", 400000, "the length of a job")
	length = flag.Duration("for", 8*time.Second, "how long")
	sink   int64
)

// leaf is called through a variable, so that every release can preempt a job.
var leaf = func(i int) int { return i ^ 5 }

func job() {
	sum := 0
	for i := 0; i < *turns; i++ {
		if i%64 == 0 {
			sum += leaf(i)
		}
		sum += i
	}
	atomic.AddInt64(&sink, int64(sum))
}

func main() {
	flag.Parse()
	places := make(chan bool, *limit+1)
	jobs := 0
	for begin := time.Now(); time.Since(begin) < *length; {
		var all sync.WaitGroup
		for i := 0; i < *batch && time.Since(begin) < *length; i++ {
			jobs++
			all.Add(1)
			if *limit > 0 {
				places <- true
			}
			go func() {
				job()
				if *limit > 0 {
					<-places
				}
				all.Done()
			}()
		}
		all.Wait()
	}
	fmt.Printf("measure: jobs=%d\n", jobs)
}
