package main

import (
	"fmt"
	"io"
	"io/ioutil"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

func listen() net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return listener
}

// connections are 400, and hardly ever says anybody anything.
func connections(stop time.Time) int {
	listener := listen()
	go func() {
		for {
			here, err := listener.Accept()
			if err != nil {
				return
			}
			go io.Copy(here, here)
		}
	}()
	var open []net.Conn
	for i := 0; i < 400; i++ {
		there, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		open = append(open, there)
	}
	done, buffer := 0, make([]byte, 1)
	for ; time.Now().Before(stop); time.Sleep(10 * time.Millisecond) {
		there := open[done%len(open)]
		there.Write(buffer)
		there.Read(buffer)
		done++
	}
	return done
}

// web serves itself: four clients, each with a request every few milliseconds.
func web(stop time.Time) int {
	listener := listen()
	go http.Serve(listener, http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
		turn(20000)
		answer.Write([]byte("hello\n"))
	}))
	var done int64
	var all sync.WaitGroup
	for i := 0; i < 4; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for ; time.Now().Before(stop); time.Sleep(3 * time.Millisecond) {
				answer, err := http.Get("http://" + listener.Addr().String())
				if err != nil {
					continue
				}
				io.Copy(ioutil.Discard, answer.Body)
				answer.Body.Close()
				atomic.AddInt64(&done, 1)
			}
		}()
	}
	all.Wait()
	return int(done)
}

// files reads a small file over and over, as one who looks at /proc does.
func files(stop time.Time) int {
	done := 0
	for ; time.Now().Before(stop); time.Sleep(2 * time.Millisecond) {
		ioutil.ReadFile("/proc/self/stat")
		done++
	}
	return done
}
