// What is GOMAXPROCS when nobody says?
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// unset starts the program once more, in the same process, without the
// variable. (os.Unsetenv would come too late, and only since 1.4.)
func unset(variable string) {
	var rest []string
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, variable+"=") {
			rest = append(rest, entry)
		}
	}
	if len(rest) < len(os.Environ()) {
		panic(syscall.Exec("/proc/self/exe", os.Args, rest))
	}
}

func main() {
	unset("GOMAXPROCS")
	fmt.Printf("measure: cpus=%d\n", runtime.NumCPU())
	fmt.Printf("measure: procs=%d\n", runtime.GOMAXPROCS(0))
}
