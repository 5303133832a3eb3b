// How many SIGURG does a program get that counts for a while and asks nobody
// for one?
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	urgent := make(chan os.Signal, 1000)
	signal.Notify(urgent, syscall.SIGURG)
	for begin := time.Now(); time.Since(begin) < 100*time.Millisecond; {
	}
	time.Sleep(20 * time.Millisecond)
	fmt.Printf("measure: urgent_signals=%d\n", len(urgent))
}
