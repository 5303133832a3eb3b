package main

import (
	"io"
	"io/ioutil"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// startClients runs this program again, without the scheduler's trace.
func startClients(address string) (*exec.Cmd, error) {
	clients := exec.Command(os.Args[0], append(os.Args[1:], "-client="+address)...)
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "GODEBUG=") {
			clients.Env = append(clients.Env, variable)
		}
	}
	return clients, clients.Start()
}

// ask keeps four connections busy, at the pace that -rate says.
func ask(address string) {
	var all sync.WaitGroup
	requests := make(chan bool, 64)
	for i := 0; i < 4; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for range requests {
				answer, err := http.Get("http://" + address)
				if err != nil {
					continue
				}
				io.Copy(ioutil.Discard, answer.Body)
				answer.Body.Close()
			}
		}()
	}
	begin, asked := time.Now(), 0
	for ; time.Since(begin) < *length; time.Sleep(2 * time.Millisecond) {
		for due := int(time.Since(begin).Seconds() * float64(*rate)); asked < due; asked++ {
			requests <- true
		}
	}
	close(requests)
	all.Wait()
}
