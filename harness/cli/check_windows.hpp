// Checks on a trace that goes on: each run of the program in it, or each
// window of time of such a run, is looked at anew, and an outcome is told when
// it is decided.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "cli/check_report.hpp"
#include "expectation/checker.hpp"
#include "trace/health.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

/// One check in one window.
struct WindowOutcome {
  const expectation::Expectation* expectation = nullptr;
  const expectation::Check* check = nullptr;
  Millis begin{}, end{};  ///< since the program's start; `end` of a run: its last sample so far
  int run = 1;            ///< of the program in the trace
  expectation::Outcome outcome;
};

class CheckWindows final : public trace::Sink {
 public:
  using Tell = std::function<void(const WindowOutcome&)>;
  /// `every`: none: a window is a whole run. With it, times in checks count
  /// from their window's begin, and checks on a run's end are left out.
  CheckWindows(const CheckPlan& plan, const CheckOptions& options, std::optional<Millis> every, Tell tell);

  /// Where the account of the trace so far comes from; before the first sample.
  void set_health(std::function<trace::Health()> health) { health_ = std::move(health); }

  /// A sample of another process, or the third in a row that is older than one
  /// before, is of another run: the program was started anew.
  void on_sample(const trace::Sample& sample) override;
  void on_text(std::string_view text) override;
  /// The trace is not looked at any further. A window of time that was not
  /// over tells only what is decided, unless it is the only one.
  void finish();

  /// Of the window under way, which has begun.
  [[nodiscard]] bool all_decided() const;
  [[nodiscard]] const std::vector<CheckedTrace>& checked() const { return checked_; }
  [[nodiscard]] std::int64_t gomaxprocs() const { return gomaxprocs_; }
  /// Those of which anything was told.
  [[nodiscard]] int windows() const { return windows_; }

 private:
  struct Running {
    std::size_t row, check;
    expectation::Checker checker;
    bool told = false;
  };

  [[nodiscard]] bool is_another_run(const trace::Sample& sample);
  void open(Millis begin, const trace::Sample& sample);
  void close(Millis end);
  void see(const trace::Sample& sample);
  void decide(Running& running, Millis end);
  [[nodiscard]] trace::Health health_of_window() const;

  const CheckPlan& plan_;
  const CheckOptions& options_;
  std::optional<Millis> every_;
  Tell tell_;
  std::function<trace::Health()> health_;
  std::vector<CheckedTrace> checked_;
  std::vector<Running> running_;
  trace::Health before_;  ///< the window
  trace::Sample shown_;   ///< a sample with its time since the window's begin
  Millis begin_{}, last_{};
  std::int32_t pid_ = 0, image_ = 0;
  std::int64_t gomaxprocs_ = 0;
  int older_ = 0;  ///< samples in a row
  int run_ = 0, windows_ = 0;
  bool is_open_ = false;
};

}  // namespace schedlitmus::cli
