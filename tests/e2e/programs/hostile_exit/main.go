// Ends with a code of its own.
package main

import (
	"os"
	"time"
)

func main() {
	time.Sleep(120 * time.Millisecond)
	os.Exit(7)
}
