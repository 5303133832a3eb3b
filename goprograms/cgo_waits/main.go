// Requests wait 100 ms each: with -how=cgo in a C function, which holds a
// thread meanwhile, with -how=go in time.Sleep.
package main

/*
#include <unistd.h>
static void wait_ms(int ms) { usleep(ms * 1000); }
*/
import "C"

import (
	"flag"
	"fmt"
	"sync/atomic"
	"time"
)

var (
	how    = flag.String("how", "cgo", "cgo: C sleeps; go: Go does")
	rate   = flag.Int("rate", 200, "requests a second")
	wait   = flag.Duration("wait", 100*time.Millisecond, "of each")
	length = flag.Duration("for", 8*time.Second, "how long")
	done   int64
)

func serve() {
	if *how == "cgo" {
		C.wait_ms(C.int(*wait / time.Millisecond))
	} else {
		time.Sleep(*wait)
	}
	atomic.AddInt64(&done, 1)
}

func main() {
	flag.Parse()
	pace := time.NewTicker(10 * time.Millisecond)
	defer pace.Stop()
	begin, started := time.Now(), 0
	for time.Since(begin) < *length {
		<-pace.C
		for due := int(time.Since(begin).Seconds() * float64(*rate)); started < due; started++ {
			go serve()
		}
	}
	fmt.Printf("measure: requests=%d\n", atomic.LoadInt64(&done))
}
