// What a launch writes, to the checks and, as much as a store keeps, into memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "campaign/trace_check.hpp"
#include "process/launcher.hpp"
#include "store/store.hpp"
#include "trace/message_log.hpp"

namespace schedlitmus::campaign {

/// The beginning of a stream, as much as a store keeps.
struct Head {
  void add(std::string_view more) {
    const std::size_t room = store::kKeptBytes - bytes.size();
    bytes.append(more.substr(0, room));
    cut = cut || more.size() > room;
  }
  std::string bytes;
  bool cut = false;
};

/// Likewise of messages: whole ones.
struct MessageHead {
  void add(Head& head, std::int32_t pid, std::string_view message) {
    // A message's own bytes and the longest that may stand before them.
    constexpr std::size_t kBefore = 16;
    head.cut = head.cut || head.bytes.size() + message.size() + kBefore > store::kKeptBytes;
    if (!head.cut) trace::append_message(head.bytes, state, pid, message);
  }
  trace::MessageLogState state;
};

/// Joins the streams of a launch with the checks.
class Watcher : public process::Observer {
 public:
  Watcher(const std::vector<expectation::Check>& checks, process::Capture capture, int gomaxprocs)
      : check(checks, capture, gomaxprocs) {}

  void on_stdout(std::string_view bytes) override {
    out.add(bytes);
    check.feed_stdout(bytes);
  }
  void on_stderr(std::string_view bytes) override {
    err.add(bytes);
    check.feed(bytes);
  }
  void on_stderr_message(std::int32_t pid, std::string_view message) override {
    messages.add(err, pid, message);
    check.feed(pid, message);
  }
  [[nodiscard]] bool enough() const override { return check.enough(); }

  /// The launch has ended: what was kept of its streams goes to the run.
  void give_streams(store::Run& run) {
    run.stdout_head = std::move(out.bytes);
    run.stderr_head = std::move(err.bytes);
    run.stdout_cut = out.cut;
    run.stderr_cut = err.cut;
  }

  TraceCheck check;
  Head out, err;
  MessageHead messages;
};

}  // namespace schedlitmus::campaign
