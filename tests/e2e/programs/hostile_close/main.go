// Closes the stream that the trace is in, and goes on.
package main

import (
	"os"
	"syscall"
	"time"
)

func main() {
	time.Sleep(120 * time.Millisecond)
	syscall.Close(2)
	time.Sleep(120 * time.Millisecond)
	os.Exit(4)
}
