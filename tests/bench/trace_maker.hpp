// Traces as 1.27 prints them, for the benchmarks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace schedlitmus::trace {

/// Wait reasons and their frequencies as in a busy network service; a
/// generator of its own, so that every run has the same bytes.
class TraceMaker {
 public:
  /// At least so many bytes; 0 goroutines: a summary trace.
  std::string make(std::size_t bytes, int goroutines) {
    std::string trace;
    while (trace.size() < bytes) append(trace, goroutines);
    return trace;
  }
  /// The next sample.
  void append(std::string& trace, int goroutines) {
    if (goroutines == 0)
      summary(trace, samples_++);
    else
      detailed(trace, samples_++, goroutines);
  }

 private:
  int random(int below) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state_ >> 33U) % static_cast<unsigned>(below));
  }
  std::string number(int below) { return std::to_string(random(below)); }

  void header(std::string& out, int sample) {
    out += "SCHED " + std::to_string(sample * 100) + "ms: gomaxprocs=8 idleprocs=" + number(9) + " threads=12" +
           " spinningthreads=" + number(3) + " needspinning=0 idlethreads=" + number(10) + " runqueue=" + number(300);
  }
  void summary(std::string& out, int sample) {
    header(out, sample);
    out += " [ ";
    for (int i = 0; i < 8; ++i) out += number(200) + " ";
    out += "] schedticks=[ ";
    for (int i = 0; i < 8; ++i) out += std::to_string(sample * 37 + i) + " ";
    out += "]\n";
  }
  void detailed(std::string& out, int sample, int goroutines) {
    header(out, sample);
    out += " gcwaiting=false nmidlelocked=0 stopwait=0 sysmonwait=false\n";
    for (int i = 0; i < 8; ++i) {
      out += "  P" + std::to_string(i) + ": status=1 schedtick=" + std::to_string(sample * 37 + i) +
             " syscalltick=" + number(100000) + " m=" + number(12) + " runqsize=" + number(200) +
             " gfreecnt=" + number(50) + " timerslen=" + number(9) + "\n";
    }
    for (int i = 11; i >= 0; --i)
      out += "  M" + std::to_string(i) + ": p=nil curg=" + number(goroutines) +
             " mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=false blocked=true lockedg=nil\n";
    for (int i = 1; i <= goroutines; ++i) goroutine(out, i);
  }
  void goroutine(std::string& out, int id) {
    constexpr std::string_view reasons[] = {"IO wait",         "select", "chan receive",
                                            "sync.Mutex.Lock", "sleep",  "GC worker (idle)"};
    const int kind = random(100);
    const bool runs = kind == 99;
    const int reason = kind < 60 ? 0 : kind < 80 ? 1 : kind < 90 ? 2 : random(6);
    out += "  G" + std::to_string(id) + ": status=" + (runs ? "2" : kind > 95 ? "6" : "4") + "(";
    out += reasons[reason];
    out += ") m=" + (runs ? number(12) : std::string("nil")) + " lockedm=nil\n";
  }

  std::uint64_t state_ = 42;
  int samples_ = 0;
};

}  // namespace schedlitmus::trace
