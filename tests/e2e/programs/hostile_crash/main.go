// Writes where nothing is.
package main

import "time"

func main() {
	var nowhere *int
	time.Sleep(120 * time.Millisecond)
	*nowhere = 1
}
