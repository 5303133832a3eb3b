// Healthy programs, each with something that might be taken for an illness:
// see the functions that loads names.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

var (
	load   = flag.String("load", "http", "which")
	length = flag.Duration("for", 8*time.Second, "how long")
)

// loads do their work until stop and give the number of pieces done.
var loads = map[string]func(stop time.Time) int{
	"burst":       burst,
	"cache":       cache,
	"compute":     compute,
	"connections": connections,
	"files":       files,
	"http":        web,
	"mutex":       mutex,
	"pipeline":    pipeline,
	"pool":        pool,
	"sleeper":     sleeper,
	"steady":      steady,
	"tickers":     tickers,
}

func main() {
	flag.Parse()
	run, known := loads[*load]
	if !known {
		fmt.Fprintln(os.Stderr, "no load is called", *load)
		os.Exit(2)
	}
	fmt.Printf("measure: done=%d\n", run(time.Now().Add(*length)))
}

// turn is a piece of work of some microseconds, which every release can preempt.
func turn(turns int) int {
	sum := 0
	for i := 0; i < turns; i++ {
		sum += leaf(i)
	}
	return sum
}

var leaf = func(i int) int { return i ^ 5 }
