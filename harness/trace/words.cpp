#include "trace/words.hpp"

#include <algorithm>
#include <array>

namespace schedlitmus::trace {
namespace {

constexpr Word kUnknown{"status ?", "not a status of any release known here"};

// runtime2.go, _Gidle and following.
constexpr std::array<Word, 12> kGoroutine = {{
    {"idle", "just allocated, not yet set up"},
    {"runnable", "ready, in a run queue; waits for a P"},
    {"running", "runs Go code; it owns its stack, an M and a P"},
    {"syscall", "in a system call; it has an M, and Go code of others runs meanwhile"},
    {"waiting", "parked; something must wake it before it can run"},
    {"moribund", "not used by any release"},
    {"dead", "not in use: it has ended and can be used again, or is just being set up"},
    {"enqueue", "not used by any release"},
    {"copystack", "its stack is being moved"},
    {"preempted", "stopped itself for a suspension, such as a stack scan"},
    {"leaked", "found by the leak detector: nothing can wake it"},
    {"deadextra", "not in use, kept for threads that C code made"},
}};

// runtime2.go, _Pidle and following.
constexpr std::array<Word, 5> kProc = {{
    {"idle", "not running Go code, its run queue is empty"},
    {"running", "owned by an M that runs Go code or looks for some"},
    {"syscall", "its M is in a system call; others may take the P away"},
    {"gcstop", "stopped while the world is stopped"},
    {"dead", "no longer used since GOMAXPROCS was lowered"},
}};

struct Reason {
  std::string_view name;
  std::string_view meaning;
};

// waitReasonStrings of runtime2.go, and the texts that older releases pass to gopark.
constexpr auto kReasons = std::to_array<Reason>({
    {"", "no reason given yet"},
    {"GC assist marking", "does marking work for the garbage collector before it may allocate"},
    {"IO wait", "a network connection or file to become ready"},
    {"chan receive (nil chan)", "a value from a nil channel: for ever"},
    {"chan send (nil chan)", "room in a nil channel: for ever"},
    {"dumping heap", "the heap dump"},
    {"garbage collection", "the garbage collection that it has started"},
    {"garbage collection scan", "its stack to be scanned"},
    {"panicwait", "a panic to end the program"},
    {"select", "one of the cases of a select"},
    {"select (no cases)", "nothing: select{} is for ever"},
    {"GC assist wait", "credit from the garbage collector's workers"},
    {"GC sweep wait", "the next sweep; this is the runtime's sweeper"},
    {"GC background sweeper wait", "the next sweep; this is the runtime's sweeper"},
    {"GC scavenge wait", "memory to give back; this is the runtime's scavenger"},
    {"GC worker (idle)", "the next garbage collection; this is one of its workers"},
    {"GC worker (active)", "its turn; this is a worker of the garbage collection under way"},
    {"GC worker init", "the garbage collector's workers to start"},
    {"GC weak to strong wait", "the end of a phase of the garbage collection"},
    {"mark wait (idle)", "the next garbage collection; this is one of its workers"},
    {"mark worker (idle)", "the next garbage collection; this is one of its workers"},
    {"wait for GC cycle", "the end of a garbage collection"},
    {"finalizer wait", "objects with finalizers; this is the runtime's finalizer goroutine"},
    {"finalizer wait (idle)", "objects with finalizers; this is the runtime's finalizer goroutine"},
    {"cleanup wait", "cleanups to run; this is one of the runtime's goroutines for them"},
    {"force gc (idle)", "two minutes without garbage collection; this is the runtime's helper for that"},
    {"force gc", "two minutes without garbage collection; this is the runtime's helper for that"},
    {"GOMAXPROCS updater (idle)", "a changed CPU limit; this is the runtime's helper for that"},
    {"timer goroutine (idle)", "timers to be set; this is the runtime's timer goroutine"},
    {"semacquire", "a semaphore: a sync.Mutex, WaitGroup or the runtime's own"},
    {"semarelease", "the one it handed a semaphore to"},
    {"sleep", "the end of a time.Sleep"},
    {"chan receive", "a value from a channel"},
    {"chan send", "room in a channel, or a receiver"},
    {"sync.Cond.Wait", "a sync.Cond to be signalled"},
    {"sync.Mutex.Lock", "a sync.Mutex"},
    {"sync.RWMutex.RLock", "a sync.RWMutex, to read"},
    {"sync.RWMutex.Lock", "a sync.RWMutex, to write"},
    {"sync.WaitGroup.Wait", "a sync.WaitGroup to reach zero"},
    {"sync.WaitGroup.Wait (durable)", "a sync.WaitGroup of its synctest bubble to reach zero"},
    {"Concurrent GC wait", "the next garbage collection; this is the collector's own goroutine"},
    {"trace reader (blocked)", "events of the execution tracer"},
    {"trace goroutine status", "the execution tracer to note its state"},
    {"trace proc status", "the execution tracer to note a P's state"},
    {"page trace flush", "the page tracer"},
    {"preempted", "to be resumed after a suspension"},
    {"debug call", "a call that a debugger put in"},
    {"stopping the world", "all Ps to stop"},
    {"flushing proc caches", "the Ps' caches to be flushed"},
    {"coroutine", "the other side of an iterator (iter.Pull)"},
    {"stack growth", "nothing: its stack had to grow; before 1.14 also the mark of a preemption"},
    {"stack split", "nothing: its stack had to grow (1.2)"},
    {"stack unsplit", "nothing: its stack shrinks again (1.2)"},
    {"GC mark termination", "the end of the marking"},
    {"synctest.Run", "the goroutines of a synctest bubble"},
    {"synctest.Wait", "the goroutines of a synctest bubble to block"},
    {"sleep (durable)", "the end of a time.Sleep in a synctest bubble"},
    {"chan receive (durable)", "a value from a channel of its synctest bubble"},
    {"chan send (durable)", "room in a channel of its synctest bubble"},
    {"select (durable)", "one of the cases of a select in its synctest bubble"},
    {"chan receive (synctest)", "a value from a channel of its synctest bubble"},
    {"chan send (synctest)", "room in a channel of its synctest bubble"},
    {"select (synctest)", "one of the cases of a select in its synctest bubble"},
});

template <std::size_t N>
Word at(const std::array<Word, N>& words, std::int64_t index) {
  return index >= 0 && index < static_cast<std::int64_t>(N) ? words[static_cast<std::size_t>(index)] : kUnknown;
}

}  // namespace

Word goroutine_status(std::int64_t status) { return at(kGoroutine, status); }
Word proc_status(std::int64_t status) { return at(kProc, status); }

std::string_view wait_meaning(std::string_view reason) {
  const auto* const found = std::ranges::find(kReasons, reason, &Reason::name);
  return found == kReasons.end() ? std::string_view() : found->meaning;
}

}  // namespace schedlitmus::trace
