// The runtime's own goroutines apart from the program's.
#pragma once

#include "trace/sample.hpp"

namespace schedlitmus::compare {

/// By what it waits for, or waited for last, as the runtime goes on printing:
/// workers of the garbage collection, sweeper, scavenger, finalizers, clean-ups,
/// timers, the trace's reader, the updater of GOMAXPROCS.
[[nodiscard]] bool is_of_runtime(const trace::Goroutine& goroutine);

}  // namespace schedlitmus::compare
