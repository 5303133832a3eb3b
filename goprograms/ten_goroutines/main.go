// The ten-goroutine program on a shorter clock.
//
// Ten goroutines sleep, then count in a loop without calls, then call Done;
// main waits for all of them and sleeps once more, so that the idle end can
// be seen. The loop's length is measured at the start instead of being fixed
// at 1e10, so that one turn takes the same time on any machine and release.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync"
	"time"
)

var (
	count   = flag.Int("goroutines", 10, "how many goroutines count")
	sleep   = flag.Duration("sleep", 200*time.Millisecond, "what each sleeps before it counts")
	work    = flag.Duration("work", 150*time.Millisecond, "how long each counts, alone on a CPU")
	rest    = flag.Duration("rest", 300*time.Millisecond, "what main sleeps at the end")
	counted uint64
)

// spin counts to n without a call: before Go 1.14 nothing can preempt it.
// It is called through a variable so that no release inlines it.
var spin = func(n uint64) uint64 {
	var i uint64
	for i < n {
		i++
	}
	return i
}

// rate gives the fastest of several short measurements, in turns of the loop
// a nanosecond: other load on the machine can only make one of them slower.
func rate() float64 {
	best := 0.0
	for try := 0; try < 8; try++ {
		const n = 4 << 20
		start := time.Now()
		counted += spin(n)
		if took := time.Since(start); took > 0 {
			if r := float64(n) / float64(took); r > best {
				best = r
			}
		}
	}
	return best
}

func main() {
	flag.Parse()
	turns := uint64(rate() * float64(*work))
	begin := time.Now()
	var wg sync.WaitGroup
	wg.Add(*count)
	for i := 0; i < *count; i++ {
		go func() {
			time.Sleep(*sleep)
			spin(turns)
			wg.Done()
		}()
	}
	wg.Wait()
	fmt.Printf("measure: counting_ms=%d\n", int64((time.Since(begin)-*sleep)/time.Millisecond))
	fmt.Printf("procs %d\n", runtime.GOMAXPROCS(0))
	time.Sleep(*rest)
}
