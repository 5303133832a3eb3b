// Random traces of a random release, in the writes that the runtime makes,
// with other threads' writes and other processes between any two of them.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "trace/message_log.hpp"
#include "trace/message_reader.hpp"
#include "unit/trace/pieces.hpp"
#include "unit/trace/random_sample.hpp"
#include "unit/trace/recorder.hpp"

namespace schedlitmus::trace {
namespace {

struct Message {
  std::int32_t pid = 0;
  std::string text;
  bool operator==(const Message&) const = default;
};

struct Received {
  std::map<std::int32_t, std::vector<std::string>> samples;
  std::map<std::int32_t, std::size_t> complete;
  std::size_t text_bytes = 0;
  Health health;
};

class Receiver : public Sink {
 public:
  void on_sample(const Sample& sample) override {
    received.samples[sample.pid].push_back(written(sample));
    if (sample.complete) ++received.complete[sample.pid];
  }
  void on_text(std::string_view text) override { received.text_bytes += text.size(); }
  Received received;
};

Received read(const std::vector<Message>& messages) {
  Receiver receiver;
  MessageReader reader(receiver);
  for (const auto& message : messages) reader.feed(message.pid, message.text);
  reader.finish();
  receiver.received.health = reader.health();
  return receiver.received;
}

/// One process: its samples as they were meant, and its writes.
struct Process {
  std::vector<std::string> meant;
  std::vector<std::string> writes;
};

Process random_process() {
  Process process;
  const int minor = *rc::gen::inRange(2, 28);
  const bool detailed = *rc::gen::arbitrary<bool>();
  Cutter cutter(minor);
  std::int64_t time = 0;
  std::size_t goroutines = 0;
  for (int left = *rc::gen::inRange(1, 4); left > 0; --left) {
    const auto sample = random_sample(minor, detailed, time, static_cast<std::int64_t>(goroutines));
    goroutines = sample.sample.goroutines.size();
    process.meant.push_back(written(sample.sample));
    for (const auto& line : sample.lines)
      for (auto& piece : cutter.cut(line)) process.writes.push_back(std::move(piece));
    time += *rc::gen::inRange(1, 100000);
  }
  return process;
}

using Noise = std::vector<std::string>;

/// Puts some of the noise between the writes.
void disturb(Process& process, const Noise& noise, int one_in) {
  std::vector<std::string> disturbed;
  for (auto& write : process.writes) {
    if (*rc::gen::inRange(0, one_in) == 0) disturbed.push_back(*rc::gen::elementOf(noise));
    disturbed.push_back(std::move(write));
  }
  process.writes = std::move(disturbed);
}

std::vector<Message> interleaved(const std::vector<Process>& processes) {
  std::vector<Message> messages;
  std::vector<std::size_t> at(processes.size());
  while (true) {
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < processes.size(); ++i)
      if (at[i] < processes[i].writes.size()) left.push_back(i);
    if (left.empty()) return messages;
    const auto i = *rc::gen::elementOf(left);
    for (int run = *rc::gen::inRange(1, 9); run > 0 && at[i] < processes[i].writes.size(); --run)
      messages.push_back({.pid = static_cast<std::int32_t>(100 + i), .text = processes[i].writes[at[i]++]});
  }
}

std::string joined(const std::vector<Message>& messages) {
  std::string text;
  for (const auto& message : messages) text += message.text;
  return text;
}

/// For the report of a failure.
std::string shown(const std::vector<Message>& messages, const Received& got) {
  std::string text;
  for (const auto& message : messages) text += fmt::format("{}:<{}>", message.pid, message.text);
  for (const auto& [pid, samples] : got.samples)
    for (const auto& sample : samples) text += fmt::format("\ngot {}: {}", pid, sample);
  return text;
}

/// Writes that no piece of a trace is.
const Noise kNoise = {"2026/11/22 01:59:35 worker 0 handled request 1766\n",
                      "{\"level\":\"info\",\"msg\":\"handled\"}\n",
                      "progress 97%\r",
                      "SCHED 0ms: queue=web workers=4 idle=1\n",
                      "  P0: status=ok handler=/index\n",
                      "gc 1 @0.004s 14%: 5.3+8.0+0.048 ms clock\n",
                      "\xff\xfe bytes",
                      "[0 0 0]\n",
                      "status=4(sleep) m=nil\n",
                      ".",
                      " ",
                      "\n",
                      "42 17 true\n",
                      "SCHED 12ms: gomaxprocs=8"};
/// Writes that are pieces, or values that can come next; not "none" and the
/// wait reasons, which the reader believes.
const Noise kPieces = {"4", "17", "0", "1", "true", "false", " ", "\n", "(", "]\n", "SCHED ", " retries="};

RC_GTEST_PROP(MessageProperty, ProcessesComeApartAndForeignWritesChangeNothing, ()) {
  std::vector<Process> processes;
  for (int left = *rc::gen::inRange(1, 4); left > 0; --left) {
    processes.push_back(random_process());
    disturb(processes.back(), kNoise, 6);
  }
  const auto messages = interleaved(processes);
  const auto got = read(messages);
  RC_LOG() << shown(messages, got);
  std::size_t samples = 0;
  for (std::size_t i = 0; i < processes.size(); ++i) {
    const auto own = got.samples.find(static_cast<std::int32_t>(100 + i));
    RC_ASSERT(own != got.samples.end());
    RC_ASSERT(own->second == processes[i].meant);
    samples += own->second.size();
  }
  RC_ASSERT(got.health.samples == samples);
  RC_ASSERT(got.health.incomplete_samples == 0U);
  RC_ASSERT(got.health.bytes == joined(messages).size());
}

RC_GTEST_PROP(MessageProperty, WritesThatCouldBePiecesNeverMakeAWrongSample, ()) {
  auto process = random_process();
  disturb(process, kPieces, 20);
  const auto messages = interleaved({process});
  const auto got = read(messages);
  RC_LOG() << shown(messages, got);
  std::size_t wrong = 0;
  for (const auto& [pid, samples] : got.samples)
    for (const auto& sample : samples)
      if (sample.find(" incomplete") == std::string::npos &&
          std::ranges::find(process.meant, sample) == process.meant.end())
        ++wrong, RC_LOG() << "WRONG " << sample << "\n";
  RC_ASSERT(wrong == 0U);
  RC_ASSERT(got.health.samples + got.health.lost() >= process.meant.size());
}

RC_GTEST_PROP(MessageProperty, ALogGivesBackItsMessages, ()) {
  const auto messages = *rc::gen::container<std::vector<Message>>(rc::gen::build<Message>(
      rc::gen::set(&Message::pid, rc::gen::element(1, 7, 300, 4194304, 2147483647)), rc::gen::set(&Message::text)));
  std::string log;
  MessageLogState state;
  for (const auto& message : messages) append_message(log, state, message.pid, message.text);
  std::vector<Message> again;
  const auto read = for_each_message(
      log, [&](std::int32_t pid, std::string_view text) { again.push_back({.pid = pid, .text = std::string(text)}); });
  RC_ASSERT(read.has_value());
  RC_ASSERT(again == messages);
  RC_ASSERT(flatten(log).value() == joined(messages));
}

RC_GTEST_PROP(MessageProperty, ALogInPiecesIsTheSameLog, (std::string tail)) {
  const auto messages = *rc::gen::container<std::vector<Message>>(rc::gen::build<Message>(
      rc::gen::set(&Message::pid, rc::gen::element(1, 300, 2147483647)), rc::gen::set(&Message::text)));
  std::string log;
  MessageLogState state;
  for (const auto& message : messages) append_message(log, state, message.pid, message.text);
  log += tail;  // any damage
  std::vector<Message> whole;
  std::vector<Message> pieces;
  const auto into = [](std::vector<Message>& list) {
    return
        [&list](std::int32_t pid, std::string_view text) { list.push_back({.pid = pid, .text = std::string(text)}); };
  };
  const auto expected = for_each_message(log, into(whole));
  MessageLogParser parser(into(pieces));
  Result<void> read;
  for (std::size_t at = 0; read && at < log.size();) {
    const auto size = *rc::gen::inRange<std::size_t>(0, 64);
    read = parser.feed(std::string_view(log).substr(at, size));
    at += size;
  }
  if (read) read = parser.finish();
  RC_ASSERT(pieces == whole);
  RC_ASSERT(read.has_value() == expected.has_value());
  RC_ASSERT(read.has_value() || read.error().where == expected.error().where);
}

}  // namespace
}  // namespace schedlitmus::trace
