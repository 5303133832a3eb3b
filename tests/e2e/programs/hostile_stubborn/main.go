// Wants to hear nothing of SIGTERM.
package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		for {
			<-asked
		}
	}()
	time.Sleep(time.Hour)
}
