package main

// const char* namespace_trouble(void);
import "C"

// notAlone gives the reason why this process has no namespaces of its own
// (namespace.c), or nothing where it has.
func notAlone() string { return C.GoString(C.namespace_trouble()) }
