// Goroutines wait with deep stacks, 16 MiB together, beside 4 MiB of live
// heap: at what size of the heap will the next collection end?
package main

import (
	"flag"
	"fmt"
	"runtime"
)

var (
	count = flag.Int("goroutines", 32, "how many wait with a deep stack")
	depth = flag.Int("depth", 256, "frames of a kilobyte in each")
	live  = make([]byte, 4<<20)
)

// wait goes deep, says so, and waits there.
func wait(frames int, there, leave chan bool) byte {
	var frame [1024]byte
	if frames > 0 {
		frame[frames%1024] = wait(frames-1, there, leave)
		return frame[(frames+1)%1024]
	}
	there <- true
	<-leave
	return 0
}

func main() {
	flag.Parse()
	there, leave := make(chan bool), make(chan bool)
	for i := 0; i < *count; i++ {
		go wait(*depth, there, leave)
	}
	for i := 0; i < *count; i++ {
		<-there
	}
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Printf("measure: goal_mib=%d\n", memory.NextGC>>20)
	close(leave)
	live[0] = 1
}
