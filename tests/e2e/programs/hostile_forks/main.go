// Its children trace too, into the same stream.
package main

import (
	"os"
	"os/exec"
	"time"
)

func main() {
	time.Sleep(120 * time.Millisecond)
	if len(os.Args) > 1 {
		return
	}
	var children []*exec.Cmd
	for i := 0; i < 3; i++ {
		child := exec.Command(os.Args[0], "child")
		child.Stderr = os.Stderr
		if err := child.Start(); err != nil {
			panic(err)
		}
		children = append(children, child)
	}
	for _, child := range children {
		if err := child.Wait(); err != nil {
			panic(err)
		}
	}
	os.Exit(5)
}
