// The report of a recorded or followed trace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "campaign/matrix.hpp"
#include "cli/commands_stored.hpp"
#include "expectation/loader.hpp"
#include "expectation/outcome.hpp"
#include "expectation/run_evaluator.hpp"
#include "report/model.hpp"
#include "verdict/verdict.hpp"

namespace schedlitmus::cli {

/// Expectations, and the release that wrote the trace where it is known.
struct CheckPlan {
  expectation::Loaded loaded;
  std::optional<toolchain::Version> version;
  std::vector<campaign::ChecksOnRelease> applied;  ///< of each expectation
  std::vector<Error> errors;
};
/// An error: --go names no release.
[[nodiscard]] Result<CheckPlan> plan_checks(const CheckOptions& options);

/// One trace is one run: what it says is the verdict on itself, and no more.
/// Of several runs or windows of a trace all must hold. Of a distribution,
/// which is of many runs, it says nothing.
class TraceVerdict {
 public:
  explicit TraceVerdict(const expectation::Check& check) : class_(check.check_class) { verdict_.check = check.id; }
  void add(const expectation::Outcome& outcome);
  [[nodiscard]] verdict::Verdict verdict() const;
  [[nodiscard]] std::optional<Millis> deciding_time() const { return time_; }

 private:
  void keep_example(const expectation::Outcome& outcome);

  expectation::CheckClass class_;
  verdict::Verdict verdict_;
  std::optional<Millis> time_;  ///< of the last one that was decided
};

/// What is known of the run besides its trace.
[[nodiscard]] expectation::RunEnd end_of(const CheckOptions& options, int gomaxprocs);

/// What was seen of one expectation.
struct CheckedTrace {
  std::size_t row = 0;                 ///< of the plan
  std::vector<TraceVerdict> verdicts;  ///< of its checks, in their order
};
struct TraceFacts {
  TraceRead read;
  std::int64_t gomaxprocs = 0;
  int runs = 1;  ///< runs or windows that were looked at
};
/// A trace without a sample, where samples are asked for, is an error in it.
[[nodiscard]] report::Report report_of(const CheckPlan& plan, const CheckOptions& options, const CommonOptions& common,
                                       const std::vector<CheckedTrace>& checked, const TraceFacts& facts);

/// Prints it, and gives the exit code.
[[nodiscard]] int print_report(const report::Report& report, const CheckOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
