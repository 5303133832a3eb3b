// Throughput of the trace reader, beside two yardsticks in the same run: a
// pass that only finds line ends, and a plain line-and-regex reader.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstring>
#include <map>
#include <regex>
#include <sstream>
#include <string>

#include "trace/reader.hpp"

namespace schedlitmus::trace {
namespace {

constexpr int kProcs = 8;
constexpr int kMachines = 12;
constexpr std::size_t kChunk = 256U << 10U;

std::string header(int ms, bool detailed) {
  auto line = fmt::format(
      "SCHED {}ms: gomaxprocs={} idleprocs=0 threads={} spinningthreads=0 needspinning=1 idlethreads=2 runqueue=3", ms,
      kProcs, kMachines);
  if (detailed) return line + " gcwaiting=false nmidlelocked=0 stopwait=0 sysmonwait=false\n";
  return line + " [ 4 4 4 4 4 4 4 4 ] schedticks=[ 19 21 22 23 24 25 26 27 ]\n";
}

std::string detailed_sample(int ms, int goroutines) {
  std::string text = header(ms, true);
  for (int p = 0; p < kProcs; ++p) {
    text +=
        fmt::format("  P{}: status=1 schedtick={} syscalltick=7 m={} runqsize=4 gfreecnt=0 timerslen=0\n", p, ms, p);
  }
  for (int m = kMachines - 1; m >= 0; --m) {
    text += fmt::format(
        "  M{}: p={} curg={} mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=false blocked=false "
        "lockedg=nil\n",
        m, m < kProcs ? std::to_string(m) : "nil", m < kProcs ? std::to_string(m + 1) : "nil");
  }
  for (int g = 1; g <= goroutines; ++g) {
    text += g % 3 == 0 ? fmt::format("  G{}: status=1() m=nil lockedm=nil\n", g)
                       : fmt::format("  G{}: status=4(chan receive) m=nil lockedm=nil\n", g);
  }
  return text;
}

/// About 8 MB of trace; 0 goroutines: summary lines.
const std::string& trace_with(int goroutines) {
  static std::map<int, std::string> made;
  auto& text = made[goroutines];
  constexpr std::size_t kSize = 8U << 20U;
  for (int ms = 0; text.size() < kSize; ms += 10) {
    text += goroutines == 0 ? header(ms, false) : detailed_sample(ms, goroutines);
  }
  return text;
}

class Count final : public Sink {
 public:
  void on_sample(const Sample& sample) override { benchmark::DoNotOptimize(seen += sample.goroutines.size() + 1); }
  void on_text(std::string_view) override {}
  std::size_t seen = 0;
};

void read_trace(benchmark::State& state) {
  const auto& text = trace_with(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    Count sink;
    Reader reader(sink);
    for (std::size_t at = 0; at < text.size(); at += kChunk) reader.feed(std::string_view(text).substr(at, kChunk));
    reader.finish();
    if (reader.health().lost() != 0) state.SkipWithError("the reader lost a sample of an untouched trace");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void find_newlines(benchmark::State& state) {
  const auto& text = trace_with(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    std::size_t lines = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr) {
      ++lines;
      ++at;
    }
    benchmark::DoNotOptimize(lines);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

/// What one writes on an afternoon: getline and a regular expression a kind of line.
void lines_and_regex(benchmark::State& state) {
  const auto text = trace_with(static_cast<int>(state.range(0))).substr(0, 1U << 20U);
  const std::regex pair(R"((\w+)=(\S*))");
  const std::regex goroutine(R"(\s+G(\d+): status=(\d+)\((.*)\) m=(\S+) lockedm=(\S+))");
  for (auto _ : state) {
    std::istringstream stream(text);
    std::size_t found = 0;
    for (std::string line; std::getline(stream, line);) {
      std::smatch parts;
      if (std::regex_match(line, parts, goroutine)) {
        found += parts.size();
      } else {
        found += static_cast<std::size_t>(std::distance(std::sregex_iterator(line.begin(), line.end(), pair), {}));
      }
    }
    benchmark::DoNotOptimize(found);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

BENCHMARK(read_trace)->ArgName("goroutines")->Arg(0)->Arg(10)->Arg(10'000)->Arg(100'000);
BENCHMARK(find_newlines)->ArgName("goroutines")->Arg(0)->Arg(10)->Arg(10'000)->Arg(100'000);
BENCHMARK(lines_and_regex)->ArgName("goroutines")->Arg(0)->Arg(10)->Arg(10'000);

}  // namespace
}  // namespace schedlitmus::trace
