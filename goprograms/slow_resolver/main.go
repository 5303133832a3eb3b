// 200 names are looked up a second, and the name server takes 80 ms for each.
// With GODEBUG=netdns=cgo each lookup is a call of C's getaddrinfo and holds a
// thread meanwhile; with netdns=go the runtime's poller waits.
//
// The name server is this program's own, on 127.0.0.1:53 in a network
// namespace that nobody else is in; see namespace.go.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"time"
)

var (
	rate   = flag.Int("rate", 200, "lookups a second")
	delay  = flag.Duration("delay", 80*time.Millisecond, "that the name server takes")
	length = flag.Duration("for", 8*time.Second, "how long")
	found  int64
	failed int64
)

func lookUp(i int) {
	name := fmt.Sprintf("host%d.example.", i)
	if _, err := net.DefaultResolver.LookupHost(context.Background(), name); err != nil {
		atomic.AddInt64(&failed, 1)
		return
	}
	atomic.AddInt64(&found, 1)
}

func main() {
	flag.Parse()
	if reason := notAlone(); reason != "" {
		fmt.Println("skipped: no namespace of its own:", reason)
		return
	}
	if err := serveNames("127.0.0.1:53", *delay); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	begin, started := time.Now(), 0
	for ; time.Since(begin) < *length; time.Sleep(5 * time.Millisecond) {
		for due := int(time.Since(begin).Seconds() * float64(*rate)); started < due; started++ {
			go lookUp(started)
		}
	}
	fmt.Printf("measure: found=%d\nmeasure: failed=%d\n", atomic.LoadInt64(&found), atomic.LoadInt64(&failed))
}
