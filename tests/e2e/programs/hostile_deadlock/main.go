// Nobody is left to run: a fatal error, but under schedtrace only from 1.14 on.
package main

import "time"

func main() {
	time.Sleep(120 * time.Millisecond)
	select {}
}
