package main

import (
	"sync"
	"sync/atomic"
	"time"
)

// burst starts 5,000 goroutines at once, and then only a few requests come.
func burst(stop time.Time) int {
	var all sync.WaitGroup
	for i := 0; i < 5000; i++ {
		all.Add(1)
		go func() {
			turn(5000)
			all.Done()
		}()
	}
	all.Wait()
	done := 5000
	for ; time.Now().Before(stop); time.Sleep(5 * time.Millisecond) {
		turn(20000)
		done++
	}
	return done
}

// pool has 200 workers; most of them wait for work nearly all the time.
func pool(stop time.Time) int {
	work := make(chan int)
	var all sync.WaitGroup
	for i := 0; i < 200; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for turns := range work {
				turn(turns)
			}
		}()
	}
	done := 0
	for ; time.Now().Before(stop); time.Sleep(2 * time.Millisecond) {
		for i := 0; i < 4; i++ {
			work <- 20000
			done++
		}
	}
	close(work)
	all.Wait()
	return done
}

// pipeline hands each item through eight stages.
func pipeline(stop time.Time) int {
	first := make(chan int, 16)
	last := first
	for i := 0; i < 8; i++ {
		from, to := last, make(chan int, 16)
		go func() {
			for item := range from {
				to <- item + turn(500)
			}
			close(to)
		}()
		last = to
	}
	go func() {
		for i := 0; time.Now().Before(stop); i++ {
			first <- i
		}
		close(first)
	}()
	done := 0
	for range last {
		done++
	}
	return done
}

// tickers wakes 200 goroutines ten times a second each.
func tickers(stop time.Time) int {
	var done int64
	for i := 0; i < 200; i++ {
		go func() {
			ticker := time.NewTicker(100 * time.Millisecond)
			defer ticker.Stop()
			for range ticker.C {
				turn(1000)
				atomic.AddInt64(&done, 1)
			}
		}()
		time.Sleep(time.Millisecond / 2)
	}
	time.Sleep(time.Until(stop))
	return int(atomic.LoadInt64(&done))
}

// mutex has eight goroutines that share a lock, and hold it for short.
func mutex(stop time.Time) int {
	var lock sync.Mutex
	var all sync.WaitGroup
	done := 0
	for i := 0; i < 8; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for time.Now().Before(stop) {
				turn(2000)
				lock.Lock()
				done++
				turn(100)
				lock.Unlock()
			}
		}()
	}
	all.Wait()
	return done
}

// compute has one goroutine that counts, whatever GOMAXPROCS is.
func compute(stop time.Time) int {
	done := 0
	for time.Now().Before(stop) {
		turn(100000)
		done++
	}
	return done
}

// sleeper wakes once a second to look after something.
func sleeper(stop time.Time) int {
	done := 0
	for ; time.Now().Before(stop); done++ {
		time.Sleep(time.Second)
	}
	return done
}
