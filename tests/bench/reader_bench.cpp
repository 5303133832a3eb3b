// Bytes per second of CPU time: the reader beside a pass that only finds
// newlines, and beside what one would write in five minutes, getline and
// regular expressions.
//   newlines/G   memchr over the same bytes
//   reader/G     the reader, in chunks as a pipe gives them
//   json/G       the reader and its JSON lines
//   regex/G      std::getline and std::regex
// G: goroutines in each detailed sample; 0: a summary trace.
#include <benchmark/benchmark.h>

#include <cstring>
#include <map>
#include <regex>
#include <sstream>
#include <string>

#include "trace/export.hpp"
#include "trace/reader.hpp"

namespace {

using namespace schedlitmus::trace;

constexpr std::size_t kBytes = std::size_t{32} << 20U;
/// What a drained pipe hands over at once.
constexpr std::size_t kChunk = std::size_t{256} << 10U;

/// Wait reasons and their frequencies as in a busy network service; a
/// generator of its own, so that every run has the same bytes.
class TraceMaker {
 public:
  std::string make(int goroutines) {
    std::string trace;
    for (int sample = 0; trace.size() < kBytes; ++sample) {
      if (goroutines == 0)
        summary(trace, sample);
      else
        detailed(trace, sample, goroutines);
    }
    return trace;
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
};

const std::string& trace_of(int goroutines) {
  static std::map<int, std::string> traces;
  auto& trace = traces[goroutines];
  if (trace.empty()) trace = TraceMaker().make(goroutines);
  return trace;
}

void set_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

struct Counting : Sink {
  void on_sample(const Sample& sample) override { seen += sample.goroutines.size() + sample.local.size(); }
  void on_text(std::string_view text) override { seen += text.size(); }
  std::size_t seen = 0;
};

struct Exporting : Counting {
  void on_sample(const Sample& sample) override {
    json.clear();
    append_json(json, sample);
    seen += json.size();
  }
  std::string json;
};

void feed_all(Sink& sink, std::string_view trace) {
  Reader reader(sink);
  for (std::size_t i = 0; i < trace.size(); i += kChunk) reader.feed(trace.substr(i, kChunk));
  reader.finish();
}

void newlines(benchmark::State& state) {
  const auto& trace = trace_of(static_cast<int>(state.range(0)));
  for ([[maybe_unused]] auto _ : state) {
    std::size_t lines = 0;
    const char* const end = trace.data() + trace.size();
    for (const char* at = trace.data(); at != end; ++lines)
      at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at))) + 1;
    benchmark::DoNotOptimize(lines);
  }
  set_bytes(state, trace.size());
}

template <class Receiver>
void read(benchmark::State& state) {
  const auto& trace = trace_of(static_cast<int>(state.range(0)));
  for ([[maybe_unused]] auto _ : state) {
    Receiver sink;
    feed_all(sink, trace);
    benchmark::DoNotOptimize(sink.seen);
  }
  set_bytes(state, trace.size());
}

void regex(benchmark::State& state) {
  const auto trace = trace_of(static_cast<int>(state.range(0))).substr(0, kBytes / 32);
  const std::regex header(R"(SCHED (\d+)ms: gomaxprocs=(\d+) idleprocs=(\d+) threads=(\d+).* runqueue=(\d+).*)");
  const std::regex goroutine(R"(\s+G(\d+): status=(\d+)\((.*)\) m=(\w+|-1) lockedm=(\w+|-1))");
  for ([[maybe_unused]] auto _ : state) {
    std::istringstream lines(trace);
    std::size_t seen = 0;
    std::smatch match;
    for (std::string line; std::getline(lines, line);)
      if (std::regex_match(line, match, goroutine) || std::regex_match(line, match, header)) ++seen;
    benchmark::DoNotOptimize(seen);
  }
  set_bytes(state, trace.size());
}

BENCHMARK(newlines)->Arg(0)->Arg(10)->Arg(10000)->Arg(100000);
BENCHMARK_TEMPLATE(read, Counting)->Name("reader")->Arg(0)->Arg(10)->Arg(10000)->Arg(100000);
BENCHMARK_TEMPLATE(read, Exporting)->Name("json")->Arg(0)->Arg(10)->Arg(10000)->Arg(100000);
BENCHMARK(regex)->Arg(0)->Arg(10)->Arg(10000)->Arg(100000);

}  // namespace
