// The process may use any CPU, but by a control group only the time of two:
// what is GOMAXPROCS? Needs the right to make control groups.
package main

import (
	"fmt"
	"io/ioutil"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
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

func write(folder, file, text string) error {
	return ioutil.WriteFile(filepath.Join(folder, file), []byte(text), 0644)
}

// group is where the process's CPU time is limited, and the limit's file and
// text, of version 1 or 2 of the control groups.
func group() (folder, file, limit string) {
	lines, _ := ioutil.ReadFile("/proc/self/cgroup")
	for _, line := range strings.Split(string(lines), "\n") {
		part := strings.SplitN(line, ":", 3)
		if len(part) == 3 && strings.Contains(","+part[1]+",", ",cpu,") {
			return "/sys/fs/cgroup/cpu" + part[2], "cpu.cfs_quota_us", "200000"
		}
		if len(part) == 3 && part[0] == "0" {
			folder, file, limit = "/sys/fs/cgroup"+part[2], "cpu.max", "200000 100000"
		}
	}
	return folder, file, limit
}

// limited puts the process into a control group of its own below its present
// one, with the time of two CPUs.
func limited(own, file, limit string) error {
	above := filepath.Dir(own)
	write(above, "cgroup.subtree_control", "+cpu") // version 2 only
	if err := os.Mkdir(own, 0755); err != nil {
		return err
	}
	if err := write(own, file, limit); err != nil {
		return err
	}
	return write(own, "cgroup.procs", strconv.Itoa(os.Getpid()))
}

func main() {
	above, file, limit := group()
	own := filepath.Join(above, fmt.Sprintf("schedlitmus-%d", os.Getpid()))
	if filepath.Base(above) == filepath.Base(own) { // started once more
		above, own = filepath.Dir(above), above
	} else if err := limited(own, file, limit); err != nil {
		os.Remove(own)
		fmt.Println("no control group of our own:", err)
		return
	}
	unset("GOMAXPROCS")
	fmt.Printf("measure: cpus=%d\n", runtime.NumCPU())
	fmt.Printf("measure: procs=%d\n", runtime.GOMAXPROCS(0))
	write(above, "cgroup.procs", strconv.Itoa(os.Getpid()))
	os.Remove(own)
}
