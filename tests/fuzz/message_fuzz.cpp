// Any log of messages: damaged ones are errors, whole ones are read without an
// invented sample. An input that does not begin as a log is a trace: it is cut
// into the runtime's writes; bytes 1 to 4 say whose the next ones are, 5 ends
// a write.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/fuzzing.hpp"
#include "trace/message_log.hpp"
#include "trace/message_reader.hpp"
#include "unit/trace/writes.hpp"

namespace {

using namespace schedlitmus;
using namespace schedlitmus::trace;

struct Collector : Collected {
  void on_sample(const Sample& sample) override {
    require(sample.pid != 0, "a sample of nobody");
    require(!sample.has_local ||
                sample.local.size() == static_cast<std::size_t>(sample.header.get(HeaderField::gomaxprocs).value_or(0)),
            "local queues unlike gomaxprocs");
    times.emplace_back(sample.pid, std::to_string(sample.time.count()));
    Collected::on_sample(sample);
  }

  std::vector<std::pair<std::int32_t, std::string>> times;
};

/// More places than other tests need: each of them makes a write begin.
bool begins_write(std::string_view trace, std::size_t at) {
  if (is_between_writes(trace, at) || trace.substr(at).starts_with(") m=")) return true;
  const char before = trace[at - 1];
  const bool listed = (before == ' ' || before == '[') && trace[at] >= '0' && trace[at] <= '9';
  return listed || (before == ' ' && trace[at] == '[');
}

std::string log_of(std::string_view trace) {
  std::string log;
  MessageLogState state;
  std::int32_t pid = 1;
  std::string message;
  const auto put = [&] {
    if (!message.empty()) append_message(log, state, pid, message);
    message.clear();
  };
  for (std::size_t i = 0; i < trace.size(); ++i) {
    const char c = trace[i];
    if (c >= 1 && c <= 5) {
      put();
      if (c < 5) pid = c;
      continue;
    }
    if (i > 0 && begins_write(trace, i)) put();
    message += c;
  }
  put();
  return log;
}

Account read(std::string_view log, std::map<std::int32_t, std::string>& bytes_of) {
  Collector collector;
  MessageReader reader(collector);
  std::size_t bytes = 0;
  const auto result = for_each_message(log, [&](std::int32_t pid, std::string_view message) {
    reader.feed(pid, message);
    bytes_of[pid] += message;
    bytes += message.size();
  });
  reader.finish();
  require(result.has_value() == flatten(log).has_value(), "an error for one, none for the other");
  require(reader.health().bytes == bytes, "bytes not counted");
  require(collector.text.size() <= bytes, "more text than there was");
  require(reader.health().samples == collector.times.size(), "samples not counted");
  for (const auto& [pid, time] : collector.times) {
    // The time's digits can have come apart where the process was read as bytes.
    require(bytes_of[pid].find("ms") != std::string::npos, "an invented sample");
    for (const char digit : time) require(bytes_of[pid].find(digit) != std::string::npos, "an invented time");
  }
  return {std::move(collector), reader.health()};
}

}  // namespace

// The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto log = input.starts_with("SLM1") ? std::string(input) : log_of(input);
  std::map<std::int32_t, std::string> bytes;
  std::map<std::int32_t, std::string> again;
  require(read(log, bytes) == read(log, again), "another account for the same messages");
  return 0;
}
