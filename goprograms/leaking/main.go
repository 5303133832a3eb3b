// Each request starts a helper goroutine. With -leak none of them ever ends;
// -how says what it waits for. Without, each ends with its request.
package main

import (
	"flag"
	"fmt"
	"net"
	"runtime"
	"sync"
	"time"
)

var (
	leak   = flag.Bool("leak", false, "nobody ends what a helper waits for")
	how    = flag.String("how", "receive", "receive, send, select, lock, sleep or read")
	rate   = flag.Int("rate", 150, "requests a second")
	length = flag.Duration("for", 8*time.Second, "how long")
)

// helper waits as -how says, until the function that it gives is called.
func helper() (end func()) {
	news, other := make(chan int), make(chan int)
	switch *how {
	case "send":
		go func() { news <- 1 }()
		return func() { <-news }
	case "select":
		go func() {
			select {
			case <-news:
			case <-other:
			}
		}()
	case "lock":
		var lock sync.Mutex
		lock.Lock()
		go lock.Lock()
		return lock.Unlock
	case "sleep":
		wait := 30 * time.Millisecond
		if *leak {
			wait = time.Hour
		}
		go time.Sleep(wait)
		return func() {}
	case "read":
		return reader()
	default:
		go func() { <-news }()
	}
	return func() { close(news) }
}

// reader waits for a connection whose other end says nothing.
func reader() (end func()) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	here, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		panic(err)
	}
	there, err := listener.Accept()
	if err != nil {
		panic(err)
	}
	go there.Read(make([]byte, 1))
	return func() { here.Close(); there.Close() }
}

func main() {
	flag.Parse()
	pace := time.NewTicker(time.Second / time.Duration(*rate))
	defer pace.Stop()
	for begin := time.Now(); time.Since(begin) < *length; {
		<-pace.C
		end := helper()
		if !*leak {
			time.AfterFunc(20*time.Millisecond, end)
		}
	}
	fmt.Printf("measure: goroutines=%d\n", runtime.NumGoroutine())
}
