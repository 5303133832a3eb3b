// Asks a service on loopback, one request after the other, for a while.
package main

import (
	"fmt"
	"net/http"
	"os"
	"time"
)

func main() {
	port := os.Args[1]
	if os.Args[2] == "fail" {
		fmt.Fprintln(os.Stderr, "no patience")
		os.Exit(9)
	}
	span, err := time.ParseDuration(os.Args[2])
	if err != nil {
		panic(err)
	}
	requests := 0
	for begin := time.Now(); time.Since(begin) < span; requests++ {
		answer, err := http.Get("http://127.0.0.1:" + port + "/")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
		answer.Body.Close()
	}
	fmt.Printf("measure: requests=%d\n", requests)
}
