// One run's stderr against its checks: while the program runs, and again from
// what a store kept of it, with the same outcomes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expectation/evaluator.hpp"
#include "process/launcher.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::campaign {

class TraceCheck final : private trace::Sink {
 public:
  explicit TraceCheck(std::vector<expectation::Check> checks);

  /// stderr as it was captured from a pipe, in pieces of any size.
  void feed(std::string_view bytes) { reader_.feed(bytes); }
  /// No later sample can change any outcome. Never without checks: such a run is wanted to its end.
  [[nodiscard]] bool enough() const { return !whole_ && evaluator_.all_decided(); }

  /// No more bytes come: the stream has ended or, with `cut_why` not empty, is
  /// not known any further. Where a check is not decided by then the outcome
  /// says so, and how the run ended. A run that we stopped ourselves tells
  /// nothing about what would have come.
  [[nodiscard]] std::vector<expectation::Outcome> finish(const process::RunRecord& record,
                                                         const std::string& cut_why = {});
  /// Of what was read; final after finish().
  [[nodiscard]] const trace::Health& health() const { return reader_.health(); }

 private:
  void on_sample(const trace::Sample& sample) override { evaluator_.on_sample(sample); }
  void on_text(std::string_view text) override;

  bool whole_;
  expectation::Evaluator evaluator_;
  trace::Reader reader_;
  std::string first_text_;  ///< what the program itself wrote to stderr first
};

}  // namespace schedlitmus::campaign
