// One goroutine works in stretches in which nothing can preempt it, while
// another reads the memory statistics, as metrics do, for which the world has to
// stop.
//
// -how=loop is a loop without calls, which stops nowhere before 1.14;
// -how=scan is one call of an assembly function over much memory, which stops
// nowhere on any release; -how=pieces does the same in small pieces.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

var (
	how    = flag.String("how", "scan", "loop, scan or pieces")
	size   = flag.Int("size", 8192, "MiB to look through")
	turns  = flag.Int("turns", 1600000000, "the loop's length")
	length = flag.Duration("for", 8*time.Second, "how long")
	sum    int
)

// loop has no call, and so no place to stop before 1.14.
func loop() {
	total := 0
	for i := 0; i < *turns; i++ {
		total += i
	}
	sum += total
}

// look finds nothing: the memory is as the kernel gave it, one page of zeros seen
// everywhere.
func look(memory []byte, piece int) {
	for len(memory) > 0 {
		if piece > len(memory) {
			piece = len(memory)
		}
		if bytes.IndexByte(memory[:piece], 1) >= 0 {
			panic("memory that is not zero")
		}
		memory = memory[piece:]
		runtime.Gosched()
	}
}

func main() {
	flag.Parse()
	stops := 0
	stop := time.Now().Add(*length)
	go func() {
		for time.Now().Before(stop) {
			var statistics runtime.MemStats
			runtime.ReadMemStats(&statistics)
			stops++
			time.Sleep(170 * time.Millisecond)
		}
	}()
	memory, err := syscall.Mmap(-1, 0, *size<<20, syscall.PROT_READ, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		panic(err)
	}
	for time.Now().Before(stop) {
		switch *how {
		case "loop":
			loop()
		case "scan":
			look(memory, len(memory))
		case "pieces":
			look(memory, 1<<16)
		}
		time.Sleep(time.Millisecond)
	}
	fmt.Printf("measure: stops=%d\n", stops)
}
