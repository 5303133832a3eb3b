// What a launch writes, to the checks and to where it is kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "campaign/trace_check.hpp"
#include "process/launcher.hpp"
#include "store/store.hpp"
#include "store/stream_keeper.hpp"
#include "trace/message_log.hpp"

namespace schedlitmus::campaign {

/// Messages as a log.
class MessageKeeper {
 public:
  void add(store::StreamKeeper& keeper, std::int32_t pid, std::string_view message) {
    text_.clear();
    trace::append_message(text_, state_, pid, message);
    keeper.add_whole(text_);
  }

 private:
  trace::MessageLogState state_;
  std::string text_;
};

/// Joins the streams of a launch with the checks.
class Watcher : public process::Observer {
 public:
  /// `most_kept`: bytes of each stream.
  Watcher(const std::vector<expectation::Check>& checks, process::Capture capture, int gomaxprocs,
          std::uint64_t most_kept)
      : check(checks, capture, gomaxprocs), out(most_kept), err(most_kept) {}

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
    run.out = out.take();
    run.err = err.take();
  }

  TraceCheck check;
  store::StreamKeeper out, err;
  MessageKeeper messages;
};

}  // namespace schedlitmus::campaign
