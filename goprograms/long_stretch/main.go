// One goroutine works in stretches in which nothing can preempt it, while
// another has the garbage collector stop the world again and again.
// -how=loop is a loop without calls, which stops nowhere before 1.14;
// -how=scan is one call of an assembly function over much memory, which stops
// nowhere on any release; -how=pieces does the same in small pieces.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"runtime"
	"time"
)

var (
	how    = flag.String("how", "scan", "loop, scan or pieces")
	size   = flag.Int("size", 1024, "MiB to look through")
	turns  = flag.Int("turns", 400000000, "the loop's length")
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

// look finds nothing: the memory is as the kernel gave it.
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
	collections := 0
	stop := time.Now().Add(*length)
	go func() {
		for time.Now().Before(stop) {
			runtime.GC()
			collections++
			time.Sleep(50 * time.Millisecond)
		}
	}()
	memory := make([]byte, *size<<20)
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
	fmt.Printf("measure: collections=%d\n", collections)
}
