// Panics in a goroutine while others run.
package main

import "time"

func main() {
	for i := 0; i < 4; i++ {
		go time.Sleep(time.Second)
	}
	go func() {
		time.Sleep(120 * time.Millisecond)
		panic("a goroutine's end")
	}()
	time.Sleep(time.Hour)
}
