// One goroutine makes a short system call after the other, with a P to spare.
package main

import (
	"syscall"
	"time"
)

func main() {
	go func() {
		for {
			syscall.Syscall(syscall.SYS_GETPPID, 0, 0, 0)
		}
	}()
	time.Sleep(400 * time.Millisecond)
}
