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

#include "bench/trace_maker.hpp"
#include "trace/export.hpp"
#include "trace/reader.hpp"

namespace {

using namespace schedlitmus::trace;

constexpr std::size_t kBytes = std::size_t{32} << 20U;
/// What a drained pipe hands over at once.
constexpr std::size_t kChunk = std::size_t{256} << 10U;

const std::string& trace_of(int goroutines) {
  static std::map<int, std::string> traces;
  auto& trace = traces[goroutines];
  if (trace.empty()) trace = TraceMaker().make(kBytes, goroutines);
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
