// What one instance of a service writes: to the checks, into memory, and to who
// waits for it to be ready.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "campaign/watcher.hpp"

namespace schedlitmus::campaign {

/// The end of a text, by lines.
class Tail {
 public:
  void add(std::string_view more);
  /// The last lines that are not empty, "a | b | c", each cut where it is long; empty: there is none.
  [[nodiscard]] std::string lines() const;

 private:
  std::string bytes_;
};

class ServiceWatcher final : public Watcher {
 public:
  struct Wanted {
    std::vector<expectation::Check> checks;  ///< none of an instance that is not checked
    process::Capture capture = process::Capture::pipe;
    int gomaxprocs = 1;
    expectation::Ready ready;
    std::uint64_t most_kept = store::kKeepAll;
    std::function<void()> on_decided;  ///< once, when no later sample can change an outcome
  };
  explicit ServiceWatcher(const Wanted& wanted);

  void on_stdout(std::string_view bytes) override;
  void on_stderr(std::string_view bytes) override;
  void on_stderr_message(std::int32_t pid, std::string_view message) override;
  /// It is asked to end in order instead.
  [[nodiscard]] bool enough() const override { return false; }

  /// Whether the line came that it is ready by. Safe from any thread.
  [[nodiscard]] bool said_ready() const { return said_ready_; }
  /// What was kept of its stderr, as a pipe would have carried it; once, at the end.
  [[nodiscard]] store::KeptStream take_flat_stderr();
  /// Of its own on stderr: "; its stderr says: panic: ..." where it says why it died, else
  /// "; its stderr ends: ...", or "; it wrote nothing to stderr". Safe from any thread.
  [[nodiscard]] std::string last_words() const;

 private:
  void match(expectation::LineSplitter& lines, std::string_view bytes);
  void on_own_text(std::string_view text);
  void tell_decided();

  process::Capture capture_;
  expectation::Ready ready_;
  std::function<void()> on_decided_;
  bool told_ = false;
  expectation::LineSplitter out_lines_, err_lines_;
  std::atomic<bool> said_ready_{false};
  mutable std::mutex mutex_;
  Tail tail_;          ///< guarded by mutex_
  std::string fatal_;  ///< likewise: the first line of a panic or a fatal error
  expectation::LineSplitter own_lines_;
};

}  // namespace schedlitmus::campaign
