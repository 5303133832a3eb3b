// A thousand tickers are started and forgotten without Stop. Does the garbage
// collector take them?
package main

import (
	"fmt"
	"runtime"
	"time"
)

// objects on the heap that the collector does not take.
func objects() int64 {
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	return int64(heap.Mallocs - heap.Frees)
}

func main() {
	before := objects()
	for i := 0; i < 1000; i++ {
		time.NewTicker(time.Hour)
	}
	fmt.Printf("measure: objects_left=%d\n", objects()-before)
}
