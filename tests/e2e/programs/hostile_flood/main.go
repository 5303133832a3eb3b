// Writes 100 MB to the stream that the trace is in.
package main

import (
	"bytes"
	"os"
	"time"
)

func main() {
	time.Sleep(60 * time.Millisecond)
	line := append(bytes.Repeat([]byte("x"), 999), '\n')
	for i := 0; i < 100*1000; i++ {
		if _, err := os.Stderr.Write(line); err != nil {
			os.Exit(9)
		}
	}
	time.Sleep(60 * time.Millisecond)
}
