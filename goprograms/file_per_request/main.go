// A web server on loopback and, as a process of its own, its clients. With
// -files=3 each request opens so many files; with -files=0 they were read once.
package main

import (
	"flag"
	"fmt"
	"io/ioutil"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"
)

var (
	files   = flag.Int("files", 3, "each request opens and reads so many")
	rate    = flag.Int("rate", 500, "requests a second")
	length  = flag.Duration("for", 8*time.Second, "how long")
	client  = flag.String("client", "", "be the clients of this address")
	name    string
	content = []byte("what the clients ask for\n")
	served  int64
)

func serve(answer http.ResponseWriter, request *http.Request) {
	text := content
	for i := 0; i < *files; i++ {
		text, _ = ioutil.ReadFile(name)
	}
	answer.Write(text)
	atomic.AddInt64(&served, 1)
}

func main() {
	flag.Parse()
	if *client != "" {
		ask(*client)
		return
	}
	file, err := ioutil.TempFile("", "asked-for-")
	if err != nil {
		panic(err)
	}
	name = file.Name()
	defer os.Remove(name)
	if _, err := file.Write(content); err != nil {
		panic(err)
	}
	file.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(listener, http.HandlerFunc(serve))
	clients, err := startClients(listener.Addr().String())
	if err != nil {
		panic(err)
	}
	clients.Wait()
	fmt.Printf("measure: requests=%d\n", atomic.LoadInt64(&served))
}
