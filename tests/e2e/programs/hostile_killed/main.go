// Is killed by a signal that schedlitmus did not send.
package main

import (
	"syscall"
	"time"
)

func main() {
	time.Sleep(120 * time.Millisecond)
	syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
	time.Sleep(time.Hour)
}
