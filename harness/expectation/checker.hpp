// One run against all its checks: those on samples and those on its end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expectation/evaluator.hpp"
#include "expectation/run_evaluator.hpp"

namespace schedlitmus::expectation {

/// Whether some of them need a trace: not all are on how the run ended and what it printed.
[[nodiscard]] bool asks_for_samples(const std::vector<Check>& checks);

class Checker {
 public:
  explicit Checker(const std::vector<Check>& wanted);

  void on_sample(const trace::Sample& sample) {
    samples_.on_sample(sample);
    run_.on_sample(sample);
  }
  void on_stdout(std::string_view bytes) { run_.on_stdout(bytes); }
  /// Of a service's load.
  void on_load_stdout(std::string_view bytes) { run_.on_load_stdout(bytes); }
  /// The program's own text on stderr.
  void on_text(std::string_view text) { run_.on_text(text); }
  /// Nothing that is still to come can change an outcome. Never while a check is on the run's end.
  [[nodiscard]] bool all_decided() const { return !waits_for_end_ && samples_.all_decided(); }
  /// In the order of the checks. `cut_why` as in Evaluator::finish; `end.void_why` leaves all undecided but the
  /// outcomes that tell how the run went, and the misses of invariants.
  [[nodiscard]] std::vector<Outcome> finish(const trace::Health& health, const RunEnd& end,
                                            const std::string& cut_why = {});

 private:
  [[nodiscard]] Outcome divided(const Check& check, const Outcome& whole, const RunEnd& end) const;

  std::vector<Check> checks_;
  bool waits_for_end_;
  Evaluator samples_;
  RunEvaluator run_;
};

}  // namespace schedlitmus::expectation
