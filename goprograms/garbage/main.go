// Two goroutines build small trees all the time, beside a live heap. With
// -gogc=5 and a big live heap the collector hardly ever rests; with -reuse
// the trees are built in memory that is kept.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

var (
	live   = flag.Int("live", 64, "MiB of live heap, full of pointers")
	gogc   = flag.Int("gogc", 5, "as GOGC")
	reuse  = flag.Bool("reuse", false, "build the trees in memory that is kept")
	length = flag.Duration("for", 8*time.Second, "how long")
	built  int64
)

type node struct {
	left, right *node
	value       [2]int
}

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{left: tree(depth - 1), right: tree(depth - 1)}
}

func fill(n *node, value int) {
	if n == nil {
		return
	}
	n.value[0] = value
	fill(n.left, value)
	fill(n.right, value)
}

func work(stop time.Time) {
	kept := tree(12)
	for i := 0; time.Now().Before(stop); i++ {
		if !*reuse {
			kept = tree(12)
		}
		fill(kept, i)
		atomic.AddInt64(&built, 1)
	}
}

func main() {
	flag.Parse()
	debug.SetGCPercent(*gogc)
	heap := make([]*node, 0)
	for i := 0; i < *live*32; i++ { // a tree of depth 9 has 32 KiB
		heap = append(heap, tree(9))
	}
	stop := time.Now().Add(*length)
	go work(stop)
	work(stop)
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Printf("measure: trees=%d\nmeasure: collections=%d\n", atomic.LoadInt64(&built), memory.NumGC)
	runtime.KeepAlive(heap)
}
