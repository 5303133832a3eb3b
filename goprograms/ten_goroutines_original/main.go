// The ten-goroutine program as the article of 2015 has it, in full length:
// ten goroutines sleep one second, count to 1e10 in a loop without calls and
// call Done; main waits for them and sleeps three seconds more.
package main

import (
	"sync"
	"time"
)

func work(wg *sync.WaitGroup) {
	time.Sleep(time.Second)
	var counter int
	for i := 0; i < 1e10; i++ {
		counter++
	}
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	wg.Add(10)
	for i := 0; i < 10; i++ {
		go work(&wg)
	}
	wg.Wait()
	time.Sleep(3 * time.Second)
}
