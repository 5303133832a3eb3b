// The process loses all its CPUs but one while it runs: does GOMAXPROCS follow?
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// unset starts the program once more, in the same process, without the variable.
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

type mask [128]uint64

func (m *mask) call(number uintptr, thread int) {
	_, _, failed := syscall.RawSyscall(number, uintptr(thread), unsafe.Sizeof(*m), uintptr(unsafe.Pointer(m)))
	if failed != 0 {
		panic(failed)
	}
}

// keepOne takes from all threads of the process every CPU but the first.
func keepOne() {
	var cpus mask
	cpus.call(syscall.SYS_SCHED_GETAFFINITY, 0)
	kept := false
	for i := range cpus {
		for bit := uint(0); bit < 64; bit++ {
			if cpus[i]&(1<<bit) != 0 && kept {
				cpus[i] &^= 1 << bit
			}
			kept = kept || cpus[i]&(1<<bit) != 0
		}
	}
	tasks, _ := filepath.Glob("/proc/self/task/*")
	for _, task := range tasks {
		if thread, err := strconv.Atoi(filepath.Base(task)); err == nil {
			cpus.call(syscall.SYS_SCHED_SETAFFINITY, thread)
		}
	}
}

func main() {
	unset("GOMAXPROCS")
	before := runtime.GOMAXPROCS(0)
	keepOne()
	for begin := time.Now(); runtime.GOMAXPROCS(0) == before && time.Since(begin) < 2500*time.Millisecond; {
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Printf("measure: procs_given_up=%d\n", before-runtime.GOMAXPROCS(0))
}
