// A trace and other writers on one pipe, with the truth known: random samples
// of a random release in the runtime's writes, and up to four writers whose
// lines land between any two of them.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include "trace/reader.hpp"
#include "unit/trace/pieces.hpp"
#include "unit/trace/random_sample.hpp"
#include "unit/trace/recorder.hpp"

namespace schedlitmus::trace {
namespace {

/// What services write to stderr, a write each: the standard logger's date is
/// glued behind the runtime's digits. (Bare digits without a line end, and plain
/// words in a wait reason, cannot be told from the runtime's.)
const std::vector<std::string> kWrites = {
    "2026/11/22 01:59:35 worker 0 handled request 1766\n",
    "{\"level\":\"info\",\"ts\":1795312775.123,\"msg\":\"handled\",\"status\":200,\"size\":42}\n",
    "[17] 2026/11/22 06:40:16.101938 [DBG] 127.0.0.1:53912 - cid:7 - Client connection created\n",
    "time=2026-11-22T06:40:16.101Z level=INFO msg=\"GET /\" status=200 n=4\n",
    "I1122 06:40:16.101938       1 server.go:42] threads=4 idle=2\n",
    "4\n",
    "progress 97%\r",
    "{no newline} ",
    "gc 7 @0.104s 3%: 0.018+0.32+0.003 ms clock, 0.07+0.1/0.2/0.1+0.01 ms cpu, 4->4->0 MB, 4 MB goal, 4 P\n",
    "\n",
    "\tat main.main() main.go:17 +0x1d\n",
    "queue=[3 1 4] waiting=8\n",
};

/// Lines of real captures, for long runs by hand: a file a line each.
std::vector<std::string> writes() {
  auto all = kWrites;
  const char* const path = std::getenv("SCHEDLITMUS_NOISE");
  if (path == nullptr) return all;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) all.push_back(line + "\n");
  return all;
}

struct Stream {
  std::string bytes;
  std::vector<std::string> meant;    ///< all samples
  std::vector<std::string> headers;  ///< "12ms gomaxprocs=..." of those whose SCHED line nothing landed in
};

std::string header_of(const std::string& sample) { return sample.substr(0, sample.find(" runqueue=")); }

Stream random_stream() {
  Stream stream;
  const int minor = *rc::gen::inRange(2, 28);
  const bool detailed = *rc::gen::arbitrary<bool>();
  const int one_in = *rc::gen::element(3, 10, 60, 1000);
  const auto all = writes();
  Cutter cutter(minor);
  std::int64_t time = 0;
  std::int64_t goroutines = 0;
  bool line_begins = true;  ///< what comes next begins a line
  for (int left = *rc::gen::inRange(1, 5); left > 0; --left) {
    const auto sample = random_sample(minor, detailed, time, goroutines);
    goroutines = static_cast<std::int64_t>(sample.sample.goroutines.size());
    stream.meant.push_back(written(sample.sample));
    for (const auto& line : sample.lines) {
      bool touched = !line_begins;
      for (const auto& piece : cutter.cut(line)) {
        for (int writers = *rc::gen::inRange(1, 5); writers > 0 && *rc::gen::inRange(0, one_in) == 0; --writers) {
          const auto write = *rc::gen::elementOf(all);
          stream.bytes += write;
          line_begins = write.ends_with('\n');
          touched = piece != line.substr(0, piece.size()) || !line_begins;
        }
        stream.bytes += piece;
        line_begins = piece.ends_with('\n');
      }
      if (&line == &sample.lines.front() && !touched) stream.headers.push_back(header_of(stream.meant.back()));
    }
    time += *rc::gen::inRange(1, 100000);
  }
  return stream;
}

/// Every value that a sample says about its header is one that was printed.
bool is_invented(const std::string& sample, const Stream& stream) {
  const bool incomplete = sample.find(" incomplete") != std::string::npos;
  if (!incomplete) return std::ranges::find(stream.meant, sample) == stream.meant.end();
  return std::ranges::none_of(stream.meant, [&](const auto& meant) { return header_of(meant) == header_of(sample); });
}

RC_GTEST_PROP(TornStream, InventsNothingFindsTheUntouchedAndCountsTheRest, ()) {
  const auto stream = random_stream();
  const auto got = read_trace(stream.bytes, *rc::gen::inRange<std::size_t>(1, 5000));
  RC_LOG() << stream.bytes;
  for (const auto& sample : got.samples) {
    if (is_invented(sample, stream)) RC_LOG() << "\nINVENTED " << sample;
    RC_ASSERT(!is_invented(sample, stream));
  }
  for (const auto& header : stream.headers) {
    const bool found = std::ranges::any_of(got.samples, [&](const auto& s) { return header_of(s) == header; });
    if (!found) RC_LOG() << "\nNOT FOUND " << header;
    RC_ASSERT(found);
  }
  RC_ASSERT(got.samples.size() + got.health.lost() >= stream.meant.size());
}

}  // namespace
}  // namespace schedlitmus::trace
