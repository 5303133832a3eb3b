// One trace against the checks: samples in, outcomes with the numbers
// compared out. Streaming: memory does not grow with the trace.
//
// A sample is usable for a check if its field can be read off it whole
// (trace::observe); a damaged sample is, where the damage is elsewhere.
//   at          the usable sample nearest to the time, the earlier of two as
//               near, within the window. Decided by the first sample at or
//               after the time that is in the window and usable, or by any
//               sample at the window's end or beyond. None: undecided.
//   always      the first usable sample in the window that breaks it: missed.
//               At the window's end, which is a sample at or after `until` or
//               the end of the trace: held if any sample was compared, else
//               undecided. So a program that ends early holds what it showed.
//   eventually  the first usable sample in the window that satisfies it: held.
//               At a sample at or after `by` or the end of the trace: missed
//               if any sample was compared, else undecided.
// Windows include both ends. Where more than kMaxLostShare of the trace is
// lost, nothing is decided but a miss of an invariant, which one sample proves.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"
#include "trace/health.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

class Evaluator {
 public:
  /// `wanted`: the checks to evaluate; the others of the file are left out.
  explicit Evaluator(std::vector<Check> wanted);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  /// Samples in the order of their time; one that is older than the one before is left out.
  void on_sample(const trace::Sample& sample);
  /// True when no later sample can change any outcome: the run can stop.
  [[nodiscard]] bool all_decided() const;
  /// The trace has ended. A health with too much lost leaves outcomes undecided.
  /// With `cut_why` the trace goes on, but is not known any further: what no
  /// sample has decided so far is undecided, with that reason.
  [[nodiscard]] std::vector<Outcome> finish(const trace::Health& health, const std::string& cut_why = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Share of lost samples above which a trace decides nothing.
inline constexpr double kMaxLostShare = 0.10;

}  // namespace schedlitmus::expectation
