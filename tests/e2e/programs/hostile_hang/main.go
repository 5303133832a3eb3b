// Never ends, and never gives its P back before 1.14.
package main

import "time"

func main() {
	go func() {
		for {
		}
	}()
	time.Sleep(time.Hour)
}
