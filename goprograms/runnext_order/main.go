// Ten goroutines are started on one P and tell in which order they ran.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var order []int
	var wg sync.WaitGroup
	wg.Add(10)
	for i := 0; i < 10; i++ {
		go func(i int) {
			order = append(order, i)
			wg.Done()
		}(i)
	}
	wg.Wait()
	fmt.Println("order", order)
	fmt.Printf("measure: first=%d\n", order[0])
}
