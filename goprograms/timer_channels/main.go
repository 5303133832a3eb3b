// A timer fires, nobody takes the time from its channel, and then it is
// stopped: what is left?
package main

import (
	"fmt"
	"time"
)

func main() {
	timer := time.NewTimer(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	stopped := 0
	if timer.Stop() {
		stopped = 1
	}
	stale := 0
	select {
	case <-timer.C:
		stale = 1
	default:
	}
	fmt.Printf("measure: capacity=%d\n", cap(timer.C))
	fmt.Printf("measure: stopped_in_time=%d\n", stopped)
	fmt.Printf("measure: stale_times=%d\n", stale)
}
