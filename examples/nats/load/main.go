// The load: a publisher and some subscribers of a NATS server, in the server's
// own text protocol. Prints what arrived as measures.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

var (
	address     = flag.String("address", "127.0.0.1:4222", "of the server")
	rate        = flag.Int("rate", 1000, "messages a second")
	subscribers = flag.Int("subscribers", 4, "each gets every message")
	size        = flag.Int("size", 128, "bytes of a message")
	length      = flag.Duration("for", 5*time.Second, "how long")
	received    int64
)

// connect gives a connection that has said hello, and has been answered.
func connect(then string) (net.Conn, *bufio.Reader, error) {
	conn, err := net.Dial("tcp", *address)
	if err != nil {
		return nil, nil, err
	}
	from := bufio.NewReader(conn)
	if _, err := from.ReadString('\n'); err != nil { // INFO {...}
		return nil, nil, err
	}
	if _, err := fmt.Fprintf(conn, "CONNECT {\"verbose\":false}\r\n%sPING\r\n", then); err != nil {
		return nil, nil, err
	}
	if line, err := from.ReadString('\n'); err != nil || line != "PONG\r\n" {
		return nil, nil, fmt.Errorf("no PONG but %q, %v", line, err)
	}
	return conn, from, nil
}

// listen counts messages ("MSG subject id bytes", and the bytes) and answers PING.
func listen(conn io.Writer, from *bufio.Reader) {
	for {
		line, err := from.ReadString('\n')
		if err != nil {
			return
		}
		words := strings.Fields(line)
		if len(words) == 4 && words[0] == "MSG" {
			bytes, _ := strconv.Atoi(words[3])
			if _, err := from.Discard(bytes + 2); err != nil {
				return
			}
			atomic.AddInt64(&received, 1)
		} else if line == "PING\r\n" {
			io.WriteString(conn, "PONG\r\n")
		}
	}
}

// publish sends messages as they are due and gives how many.
func publish(to io.Writer) (sent int, err error) {
	out := bufio.NewWriter(to)
	message := fmt.Sprintf("PUB load %d\r\n%s\r\n", *size, strings.Repeat("x", *size))
	for begin := time.Now(); time.Since(begin) < *length; time.Sleep(2 * time.Millisecond) {
		for due := int(time.Since(begin).Seconds() * float64(*rate)); sent < due; sent++ {
			out.WriteString(message)
		}
		if err := out.Flush(); err != nil {
			return sent, err
		}
	}
	return sent, nil
}

func run() error {
	for i := 0; i < *subscribers; i++ {
		conn, from, err := connect("SUB load 1\r\n")
		if err != nil {
			return err
		}
		go listen(conn, from)
	}
	conn, from, err := connect("")
	if err != nil {
		return err
	}
	go listen(conn, from)
	sent, err := publish(conn)
	for begin := time.Now(); int(atomic.LoadInt64(&received)) < sent**subscribers && time.Since(begin) < 2*time.Second; {
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Printf("measure: requests=%d\nmeasure: received=%d\n", sent, atomic.LoadInt64(&received))
	return err
}

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
