// Two goroutines hand a message to and fro on one P; with -hog a third one
// counts meanwhile and never waits.
package main

import (
	"flag"
	"fmt"
	"time"
)

var (
	hog    = flag.Bool("hog", false, "a third goroutine counts and never waits")
	rounds = flag.Int("rounds", 20000, "at most so many messages to and fro")
	limit  = flag.Duration("limit", 200*time.Millisecond, "not longer than this")
	rest   = flag.Duration("rest", 0, "what main sleeps at the end")
)

// call can be preempted on every release: it makes a call, so its entry checks
// the stack. Variables, so that no release inlines them.
var (
	leaf = func() {}
	call = func() { leaf() }
)

func main() {
	flag.Parse()
	there, back := make(chan int), make(chan int)
	go func() {
		for i := range there {
			back <- i
		}
	}()
	if *hog {
		go func() {
			for {
				call()
			}
		}()
	}
	done := 0
	for begin := time.Now(); done < *rounds && time.Since(begin) < *limit; done++ {
		there <- done
		<-back
	}
	fmt.Printf("measure: round_trips=%d\n", done)
	time.Sleep(*rest)
}
