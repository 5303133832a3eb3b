// Ten goroutines remember the loop's variable: how many variables were there?
package main

import "fmt"

func main() {
	var kept []*int
	for i := 0; i < 10; i++ {
		kept = append(kept, &i)
	}
	different := map[*int]bool{}
	for _, each := range kept {
		different[each] = true
	}
	fmt.Printf("measure: variables=%d\n", len(different))
}
