// Readers wait for messages that come now and then. With -how=raw each waits
// in read(2) and holds a thread meanwhile; with -how=poller the runtime waits
// for all of them.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"syscall"
	"time"
)

var (
	how      = flag.String("how", "raw", "raw: system calls on the pipe; poller: files")
	readers  = flag.Int("readers", 16, "so many pipes, each with a reader")
	every    = flag.Duration("every", 50*time.Millisecond, "each reader gets a message so often")
	length   = flag.Duration("for", 8*time.Second, "how long")
	messages int64
)

func readAll(read func([]byte) (int, error)) {
	buffer := make([]byte, 64)
	for {
		n, err := read(buffer)
		if err == syscall.EINTR {
			continue
		}
		if n <= 0 || err != nil {
			return
		}
		atomic.AddInt64(&messages, 1)
	}
}

// raw gives the writing end of a pipe whose reader blocks a thread.
func raw() io.Writer {
	var ends [2]int
	if err := syscall.Pipe(ends[:]); err != nil {
		panic(err)
	}
	go readAll(func(b []byte) (int, error) { return syscall.Read(ends[0], b) })
	return os.NewFile(uintptr(ends[1]), "pipe")
}

// polled gives the writing end of a pipe whose reader only parks a goroutine.
func polled() io.Writer {
	from, to, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	go readAll(from.Read)
	return to
}

func main() {
	flag.Parse()
	var pipes []io.Writer
	for i := 0; i < *readers; i++ {
		if *how == "raw" {
			pipes = append(pipes, raw())
		} else {
			pipes = append(pipes, polled())
		}
	}
	for begin := time.Now(); time.Since(begin) < *length; time.Sleep(*every) {
		for _, pipe := range pipes {
			pipe.Write([]byte("message"))
		}
	}
	fmt.Printf("measure: messages=%d\n", atomic.LoadInt64(&messages))
}
