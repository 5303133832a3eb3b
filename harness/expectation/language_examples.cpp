// Checks that show each key and each field at work.
#include <fmt/format.h>

#include <array>

#include "expectation/language.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr auto kExamples = std::to_array<LanguageExample>({
    // When.
    {"at", R"("at": "300ms", "field": "runqueue", "max": 0)"},
    {"within", R"("at": "300ms", "within": "50ms", "field": "local_queues", "equals": [4, 4])"},
    {"always", R"("always": true, "from": "260ms", "until": "700ms", "field": "waiting", "equals": 8, "tolerance": 1)"},
    {"never", R"("never": true, "from": "260ms", "until": "700ms", "field": "idleprocs", "min": 1)"},
    {"eventually", R"("eventually": true, "by": "10s", "field": "idleprocs", "equals": 2)"},
    {"share", R"("share": {"min": "50%"}, "from": "100ms", "field": "waiting", "min": 8)"},
    {"streak", R"("streak": {"min": 3}, "field": "idleprocs", "equals": 0)"},
    {"trend", R"("trend": "growing", "from": "100ms", "field": "runqueue")"},
    {"quantile", R"("quantile": 0.5, "field": "waiting", "min": 8)"},
    {"aggregate", R"("aggregate": "max", "field": "threads", "max": 6)"},
    {"per", R"("aggregate": "change", "field": "syscalltick_total", "per": "requests", "max": 3)"},
    {"from",
     R"("always": true, "from": {"field": "waiting", "min": 8}, "until": "700ms", "field": "idleprocs", "max": 0)"},
    {"until", R"("always": true, "until": {"field": "idleprocs", "equals": 2}, "field": "threads", "max": 6)"},
    {"by", R"("eventually": true, "by": {"field": "idleprocs", "equals": 2}, "field": "waiting", "min": 8)"},
    // What.
    {"field", R"("at": "300ms", "field": "runqueue", "equals": 0)"},
    {"ratio", R"("aggregate": "last", "ratio": ["p.syscalltick", "p.schedtick"], "max": 0.25)"},
    {"difference", R"("eventually": true, "by": "10s", "difference": ["threads", "idlethreads"], "min": 8)"},
    {"goroutines",
     R"("eventually": true, "by": "10s", "goroutines": {"status": "waiting", "waitreason": "chan receive"}, "min": 1)"},
    {"measure", R"("measure": "served", "min": 100)"},
    {"load", R"("load": "requests", "min": 1000)"},
    {"outcome", R"("outcome": "exit_status", "equals": 0)"},
    {"diagnosis", R"("diagnosis": "deadlock", "never": true)"},
    {"rules", R"("diagnosis": "deadlock", "never": true, "rules": {"deadlock.time": 5})"},
    {"pattern", R"x("outcome": "stdout", "pattern": "winner (\\w+)", "one_of": ["main", "worker"])x"},
    // What it should be.
    {"equals", R"("at": "300ms", "field": "waiting", "equals": "4*gomaxprocs")"},
    {"one_of", R"("at": "300ms", "field": "waiting", "one_of": [7, 8])"},
    {"matches", R"("outcome": "fatal_error", "matches": "all goroutines are asleep")"},
    {"min", R"("at": "300ms", "field": "waiting", "min": "2*gomaxprocs + 1")"},
    {"max", R"("always": true, "field": "local_queues", "max": 4)"},
    {"tolerance", R"("at": "300ms", "field": "waiting", "equals": 8, "tolerance": "10%")"},
    {"order", R"("at": "300ms", "field": "local_queues", "equals": [3, 5], "tolerance": 1, "order": "any")"},
    {"ps", R"("eventually": true, "by": "10s", "field": "local_queues", "ps": "one", "min": 5)"},
    {"class", R"("class": "invariant", "always": true, "field": "gomaxprocs", "equals": 2)"},
    {"reference",
     R"("class": "distribution", "aggregate": "max", "field": "threads", "reference": {"go": "1.26.8", "runs": [5, 5, 6, 5, 5], "margin": 1})"},
    // Fields.
    {"gomaxprocs", R"("always": true, "field": "gomaxprocs", "equals": 2)"},
    {"idleprocs", R"("never": true, "from": "260ms", "until": "700ms", "field": "idleprocs", "min": 1)"},
    {"threads", R"("always": true, "field": "threads", "max": "2*gomaxprocs + 2")"},
    {"spinningthreads", R"("aggregate": "max", "field": "spinningthreads", "min": 1)"},
    {"needspinning", R"("never": true, "field": "needspinning", "equals": 1)"},
    {"idlethreads", R"("eventually": true, "by": "10s", "field": "idlethreads", "min": 3)"},
    {"runqueue", R"("always": true, "from": "260ms", "until": "700ms", "field": "runqueue", "equals": 0)"},
    {"gcwaiting", R"("never": true, "field": "gcwaiting", "equals": 1)"},
    {"nmidlelocked", R"("eventually": true, "by": "10s", "field": "nmidlelocked", "min": 1)"},
    {"nmspinning", R"("never": true, "field": "nmspinning", "min": 1)"},
    {"stopwait", R"("always": true, "field": "stopwait", "equals": 0)"},
    {"sysmonwait", R"("never": true, "field": "sysmonwait", "equals": 1)"},
    {"local_queues", R"("at": "300ms", "field": "local_queues", "equals": [4, 4], "tolerance": 1)"},
    {"schedticks", R"("at": "150ms", "within": "50ms", "field": "schedticks", "ps": "all", "min": 20)"},
    {"p.status", R"("eventually": true, "by": "10s", "field": "p.status", "ps": "any", "equals": 0)"},
    {"p.schedtick", R"("eventually": true, "by": "10s", "field": "p.schedtick", "min": 20)"},
    {"p.syscalltick", R"("eventually": true, "by": "10s", "field": "p.syscalltick", "min": 3)"},
    {"p.m", R"("eventually": true, "by": "10s", "field": "p.m", "ps": "any", "equals": -1)"},
    {"p.runqsize", R"("always": true, "field": "p.runqsize", "max": 4)"},
    {"p.gfreecnt", R"("eventually": true, "by": "10s", "field": "p.gfreecnt", "ps": "any", "min": 3)"},
    {"p.timerslen", R"("eventually": true, "by": "10s", "field": "p.timerslen", "ps": "any", "min": 2)"},
    {"m.p", R"("eventually": true, "by": "10s", "field": "m.p", "ps": "any", "equals": 1)"},
    {"m.curg", R"("always": true, "field": "m.curg", "max": 34)"},
    {"m.mallocing", R"("eventually": true, "by": "10s", "field": "m.mallocing", "ps": "any", "equals": 1)"},
    {"m.throwing", R"("always": true, "field": "m.throwing", "equals": 0, "ps": "all")"},
    {"m.gcing", R"("eventually": true, "by": "10s", "field": "m.gcing", "ps": "any", "equals": 1)"},
    {"m.locks", R"("always": true, "field": "m.locks", "max": 30)"},
    {"m.dying", R"("always": true, "field": "m.dying", "equals": 0, "ps": "all")"},
    {"m.helpgc", R"("eventually": true, "by": "10s", "field": "m.helpgc", "ps": "any", "min": 1)"},
    {"m.spinning", R"("never": true, "field": "m.spinning", "ps": "any", "equals": 1)"},
    {"m.blocked", R"("eventually": true, "by": "10s", "field": "m.blocked", "ps": "any", "equals": 1)"},
    {"m.lockedg", R"("eventually": true, "by": "10s", "field": "m.lockedg", "ps": "any", "min": 12)"},
    {"local_total", R"("at": "300ms", "field": "local_total", "min": 8)"},
    {"imbalance", R"("always": true, "field": "imbalance", "max": 2)"},
    {"waiting", R"("at": "300ms", "field": "waiting", "equals": 8, "tolerance": 1)"},
    {"threads_over_procs", R"("always": true, "field": "threads_over_procs", "max": 3)"},
    {"busy_threads", R"("eventually": true, "by": "10s", "field": "busy_threads", "min": 7)"},
    {"busy_procs",
     R"("always": true, "from": "260ms", "until": "700ms", "field": "busy_procs", "equals": "gomaxprocs")"},
    {"goroutines (field)", R"("always": true, "field": "goroutines", "max": 20)"},
    {"running_goroutines", R"("eventually": true, "by": "10s", "field": "running_goroutines", "min": 2)"},
    {"syscall_goroutines", R"("eventually": true, "by": "10s", "field": "syscall_goroutines", "min": 2)"},
    {"waiting_goroutines", R"("aggregate": "max", "field": "waiting_goroutines", "min": 12)"},
    {"syscalltick_total", R"("aggregate": "last", "field": "syscalltick_total", "max": 100)"},
    {"syscall_ratio", R"("aggregate": "last", "field": "syscall_ratio", "max": 0.25)"},
});

}  // namespace

std::span<const LanguageExample> language_examples() { return kExamples; }

std::string file_of(const LanguageExample& example) {
  const bool of_load = example.shows == "load" || example.shows == "per";
  const std::string_view runs =
      of_load
          ? R"("command": {"build": "./service", "ready": {"tcp": "127.0.0.1:{port}"}, "load": {"build": "./load"}})"
          : R"("program": "p")";
  return fmt::format(R"({{"title": "An example", "scenario": {{{}, "go": ">=1.2", "gomaxprocs": [2],
  "trace": {{"period": "20ms", "detail": true}}}}, "checks": [{{"id": "example", {}}}]}})",
                     runs, example.check);
}

}  // namespace schedlitmus::expectation
