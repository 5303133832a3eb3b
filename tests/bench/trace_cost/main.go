// Ten thousand goroutines that work and yield: trace_cost MILLISECONDS prints
// how many turns they made together in that time, by the program's own clock.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"
)

const goroutines = 10000

// One counter for each P's worth of goroutines, a cache line apart.
type counter struct {
	turns uint64
	_     [56]byte
}

var counters [64]counter

func work(id int) {
	mine := &counters[id%len(counters)].turns
	x := uint64(id)
	for {
		for i := 0; i < 1000; i++ {
			x = x*6364136223846793005 + 1442695040888963407
		}
		if x == 0 {
			println("never")
		}
		atomic.AddUint64(mine, 1)
		runtime.Gosched()
	}
}

func turns() uint64 {
	sum := uint64(0)
	for i := range counters {
		sum += atomic.LoadUint64(&counters[i].turns)
	}
	return sum
}

func main() {
	for id := 0; id < goroutines; id++ {
		go work(id)
	}
	length, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	time.Sleep(300 * time.Millisecond)
	begin, before := time.Now(), turns()
	time.Sleep(time.Duration(length) * time.Millisecond)
	after, took := turns(), time.Since(begin)
	fmt.Println(float64(after-before) / took.Seconds())
	os.Exit(0)
}
