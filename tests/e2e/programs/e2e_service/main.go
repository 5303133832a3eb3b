// A small HTTP service that goes wrong as its second argument says.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	port, how := os.Args[1], os.Args[2]
	if how == "sleeper" {
		signal.Ignore(syscall.SIGTERM)
		time.Sleep(time.Hour)
	}
	if how == "dies-at-start" {
		fmt.Fprintln(os.Stderr, "no config")
		os.Exit(7)
	}
	if how == "forks" || how == "stubborn" {
		child := exec.Command(os.Args[0], port, "sleeper")
		child.SysProcAttr = &syscall.SysProcAttr{Setsid: how == "forks"}
		if err := child.Start(); err != nil {
			panic(err)
		}
	}
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if how == "never-ready" {
			w.WriteHeader(503)
		}
	})
	requests := 0
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		requests++
		switch how {
		case "hangs":
			select {}
		case "dies":
			go func() { panic("out of luck") }()
		case "floods":
			line := strings.Repeat("x", 1023) + "\n"
			for {
				fmt.Fprint(os.Stderr, line)
			}
		}
		fmt.Fprintln(w, "served")
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGTERM)
	go func() {
		<-asked
		if how == "stubborn" {
			select {}
		}
		os.Exit(0)
	}()
	http.Serve(listener, nil)
}
