// Becomes another program, itself, whose trace begins anew.
package main

import (
	"os"
	"syscall"
	"time"
)

func main() {
	time.Sleep(120 * time.Millisecond)
	if len(os.Args) > 1 {
		os.Exit(3)
	}
	err := syscall.Exec(os.Args[0], []string{os.Args[0], "again"}, os.Environ())
	panic(err)
}
