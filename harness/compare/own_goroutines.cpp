#include "compare/own_goroutines.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace schedlitmus::compare {
namespace {

// From waitReasonStrings in runtime2.go and its forerunners in proc.c, mgc.go and time.go.
constexpr std::array<std::string_view, 16> kReasons = {"GC sweep wait",          "GC background sweeper wait",
                                                       "GC scavenge wait",       "GC worker (idle)",
                                                       "GC worker (active)",     "GC worker init",
                                                       "mark wait (idle)",       "mark worker (idle)",
                                                       "force gc (idle)",        "finalizer wait",
                                                       "finalizer wait (idle)",  "cleanup wait",
                                                       "Concurrent GC wait",     "timer goroutine (idle)",
                                                       "trace reader (blocked)", "GOMAXPROCS updater (idle)"};

}  // namespace

bool is_of_runtime(const trace::Goroutine& goroutine) {
  return std::ranges::find(kReasons, goroutine.waitreason) != kReasons.end();
}

}  // namespace schedlitmus::compare
