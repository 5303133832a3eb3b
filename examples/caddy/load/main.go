// The load: requests to one address at a steady pace, over a few connections
// that are kept. Prints what was answered as measures.
package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"time"
)

var (
	url         = flag.String("url", "", "ask for this")
	rate        = flag.Int("rate", 200, "requests a second")
	connections = flag.Int("connections", 8, "requests at a time")
	length      = flag.Duration("for", 5*time.Second, "how long")
)

// result is what one connection saw.
type result struct {
	failed int
	took   []time.Duration
}

func ask(client *http.Client) bool {
	answer, err := client.Get(*url)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return err == nil && answer.StatusCode < 400
}

func connection(client *http.Client, due <-chan bool) (seen result) {
	for range due {
		begin := time.Now()
		if ask(client) {
			seen.took = append(seen.took, time.Since(begin))
		} else {
			seen.failed++
		}
	}
	return seen
}

// pace says when a request is due, until the time is over.
func pace() <-chan bool {
	due := make(chan bool, *connections)
	go func() {
		defer close(due)
		given := 0
		for begin := time.Now(); time.Since(begin) < *length; time.Sleep(2 * time.Millisecond) {
			for now := int(time.Since(begin).Seconds() * float64(*rate)); given < now; given++ {
				due <- true
			}
		}
	}()
	return due
}

func main() {
	flag.Parse()
	client := &http.Client{
		Timeout:   5 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: *connections},
	}
	due, results := pace(), make(chan result)
	for i := 0; i < *connections; i++ {
		go func() { results <- connection(client, due) }()
	}
	var all result
	for i := 0; i < *connections; i++ {
		one := <-results
		all.failed += one.failed
		all.took = append(all.took, one.took...)
	}
	fmt.Printf("measure: requests=%d\nmeasure: failed=%d\n", len(all.took), all.failed)
	if len(all.took) == 0 {
		fmt.Fprintln(os.Stderr, "nothing was answered")
		os.Exit(1)
	}
	sort.Slice(all.took, func(a, b int) bool { return all.took[a] < all.took[b] })
	fmt.Printf("measure: p99_ms=%.1f\n", all.took[len(all.took)*99/100].Seconds()*1000)
}
