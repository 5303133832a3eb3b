#include "diagnosis/name.hpp"

#include <algorithm>

namespace schedlitmus::diagnosis {
namespace {

constexpr auto kAbout = std::to_array<About>({
    {Name::blocked_threads, "blocked-threads", "threads are held by blocking calls",
     "Goroutines sit in system calls or in C code. Each holds a thread meanwhile, so the runtime starts others to keep "
     "its Ps busy.",
     "Find the calls: a goroutine profile or SIGQUIT shows the stacks of goroutines in \"syscall\". Lookups of names "
     "through cgo hold a thread each: use Go's own resolver (GODEBUG=netdns=go, or net.Resolver with PreferGo). Bound "
     "how many other blocking calls are under way, with a semaphore or a pool.",
     "A program may be meant to block so, as one that waits for many locks of files. Slow disks and a stopped process "
     "look the same. Goroutines that wait in epoll (\"IO wait\") hold no thread and do not count.",
     false},
    {Name::work_waits_while_idle, "work-waits-while-idle",
     "goroutines wait in one P's queue while another P has no work",
     "Work that could run at once waits, because idle Ps have not noticed it yet: they park and wake all the time.",
     "It comes with a rapid churn of very short goroutines. Give each goroutine more to do: hand pieces in batches to "
     "as "
     "many workers as there are Ps.",
     "A sample stands for a moment: a burst that is being spread shows one such sample. Where the host has fewer free "
     "CPUs than there are Ps, waking a thread takes longer.",
     false},
    {Name::overproduction, "overproduction", "goroutines are made faster than they can run",
     "Far more goroutines are ready to run than there are Ps, and new ones come before the queues are empty.",
     "Bound the fan-out: a semaphore or a fixed number of workers, so that work waits where it comes from, and can be "
     "refused. More Ps help only where the CPUs are free.",
     "A batch job that starts much work at once, again and again, looks like this, and may be meant so. A host that "
     "gives the program "
     "too little CPU makes queues as well.",
     false},
    {Name::syscall_heavy, "syscall-heavy", "a request takes many system calls",
     "The program goes through the kernel again and again: for each call a P is given up or taken back.",
     "Find the path: strace -c -f or perf trace count the calls by name. Cache what is read for each request, buffer "
     "what is written, keep files and connections open.",
     "The runtime counts one tick a call, short or long, and without the number of requests nothing can be told. One "
     "that copies a large file makes many calls and is meant to: give it a baseline.",
     true},
    {Name::gc_pressure, "gc-pressure", "the garbage collector hardly ever rests",
     "In most samples a collection is under way, or goroutines that allocate have to help it before they may go on.",
     "Allocate less (go test -benchmem, pprof -alloc_space), reuse buffers, or let the heap grow: raise GOGC, or set "
     "GOMEMLIMIT above what is live. GODEBUG=gctrace=1 tells the share of CPU.",
     "On idle Ps the collector works with all it can get, which costs others nothing. A heap close to GOMEMLIMIT looks "
     "the same: then the limit is what to change. A server at full load with a heap of a few MiB comes close.",
     true},
    {Name::stuck_stop_the_world, "stuck-stop-the-world", "the world is to be stopped and does not stop",
     "A collection waits for one P that runs on without a place to stop; all other Ps stand still meanwhile.",
     "Before Go 1.14 a loop without calls cannot be preempted: update Go, or put a call (runtime.Gosched) into the "
     "loop. "
     "From 1.14 on it is one long piece of assembly (a copy or a search through much memory) or "
     "GODEBUG=asyncpreemptoff=1: work in smaller pieces.",
     "A thread that the host does not let run looks the same for some tenths of a second: see the host's noise. Stops "
     "shorter than the trace's period are not seen.",
     true},
    {Name::goroutine_leak, "goroutine-leak", "goroutines are started that never end",
     "The number of waiting goroutines grows all the time and never falls back; what they wait for does not come.",
     "A goroutine profile (pprof -base of two moments, debug=1) names the line that they wait in. Give each goroutine "
     "an "
     "end: a context, a closed channel, a deadline of the connection.",
     "A load that grows through the whole trace, each client with its goroutine, looks the same: look again when it is "
     "steady. So does a cache of goroutines that is still warming up when the trace ends.",
     true},
    {Name::deadlock, "deadlock", "all goroutines are asleep",
     "Each goroutine waits for another one; no timer, no connection and no system call is left that could wake any.",
     "SIGQUIT prints where each one waits. Look for locks that are taken in different orders, a channel that nobody "
     "closes, a WaitGroup with an Add too many.",
     "Up to Go 1.13 a program that traces itself hangs, after the words \"all goroutines are asleep\" or without them; "
     "from 1.14 on the runtime ends it. Something outside of Go (a C thread) could still wake it.",
     true},
    {Name::locked_threads, "locked-threads", "goroutines locked to threads hand over to each other",
     "A goroutine that called runtime.LockOSThread runs on its own thread only: each time it goes on, one thread has "
     "to "
     "wake another, and its thread can do nothing else.",
     "Lock only where C code or the kernel asks for it, in one goroutine that others send their work to in batches; "
     "unlock when it is done.",
     "Libraries for graphics and network namespaces have to lock. A few locked goroutines that seldom run cost nothing "
     "but a thread each.",
     true},
    {Name::busy_p, "busy-p", "one goroutine at a time does all the work",
     "One P is busy, others idle, and many goroutines wait to hand over their work or to get a lock: the program "
     "cannot use more than one CPU.",
     "See what the one does: a CPU profile, and for locks a mutex profile. Split the work among several goroutines, or "
     "hold the lock for less.",
     "A queue in front of a deliberate bottleneck (one writer of a file) looks the same, and may be meant so.", true},
    {Name::host_noise, "host-noise", "the host gave the program too little CPU",
     "Threads of the program were ready and did not run. Nothing is said against the program: what the trace shows may "
     "be the host's doing.",
     "Look again on a quiet machine, or with CPUs of its own. In a container compare the quota with GOMAXPROCS.",
     "From the trace alone only late samples can be seen; a runtime whose lock is taken, or a reader that does not "
     "drain "
     "the trace, makes them late as well.",
     false},
});
static_assert(kAbout.size() == kNames);

}  // namespace

const std::array<About, kNames>& all_diagnoses() { return kAbout; }

const About& about(Name name) { return kAbout[index_of(name)]; }

std::string_view name_of(Name name) { return about(name).word; }

std::optional<Name> name_from(std::string_view word) {
  const auto* const found = std::ranges::find(kAbout, word, &About::word);
  if (found == kAbout.end()) return std::nullopt;
  return found->name;
}

}  // namespace schedlitmus::diagnosis
