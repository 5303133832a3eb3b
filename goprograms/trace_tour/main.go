// A tour of what a scheduler trace can show, in 300 ms: see README.md.
//
// It compiles on every release from Go 1.2 on and prints nothing.
package main

import (
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

const (
	busy  = 180 * time.Millisecond // then nothing can run
	whole = 250 * time.Millisecond
)

var (
	begin   = time.Now()
	garbage [64][]byte
	never   = make(chan int)
	held    sync.Mutex
)

func working() bool { return time.Since(begin) < busy }

// spin counts without a call: before Go 1.14 nothing can preempt it. It is
// called through a variable so that no release inlines it.
var spin = func(turns int) (i int) {
	for i < turns {
		i++
	}
	return i
}

// count runs for a few milliseconds at a time without a call.
func count() {
	for working() {
		spin(8 << 20)
	}
}

// yield goes to the end of the global queue again and again.
func yield() {
	for working() {
		spin(1 << 18)
		runtime.Gosched()
	}
}

// burst starts short goroutines: they wait in the local queue, and leave dead
// Gs behind.
func burst() {
	for working() {
		for i := 0; i < 4; i++ {
			go spin(1 << 20)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// collect makes garbage and asks for a collection.
func collect() {
	for i := 0; working(); i++ {
		for j := range garbage {
			garbage[j] = make([]byte, 1<<14)
		}
		if i%8 == 0 {
			runtime.GC()
		}
	}
}

func mustPipe(fds []int) {
	if err := syscall.Pipe(fds); err != nil {
		panic(err)
	}
}

// readBlocked holds a thread in read(2): the runtime does not know this pipe.
func readBlocked() {
	var fds [2]int
	mustPipe(fds[:])
	syscall.Read(fds[0], make([]byte, 1))
}

// readFile waits in the network poller from Go 1.9 on, before in read(2).
func readFile() {
	r, w, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	r.Read(make([]byte, 1))
	w.Close()
}

// locked waits with a thread of its own that no other goroutine may use.
func locked() {
	runtime.LockOSThread()
	<-never
}

func waiters() {
	held.Lock()
	go held.Lock()
	go func() { <-never }()
	go func() { make(chan int) <- 1 }()
	go func() {
		select {
		case <-never:
		case <-time.After(time.Hour):
		}
	}()
	go func() { select {} }()
	go func() {
		var none chan int
		<-none
	}()
	go time.Sleep(time.Hour)
	go locked()
	go readBlocked()
	go readFile()
}

func main() {
	waiters()
	var workers sync.WaitGroup
	for _, work := range []func(){count, count, count, count, yield, yield, yield, burst, collect} {
		workers.Add(1)
		go func(work func()) {
			work()
			workers.Done()
		}(work)
	}
	workers.Wait()
	time.Sleep(whole - time.Since(begin))
}
