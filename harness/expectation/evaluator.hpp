// One trace against the checks: samples in, outcomes with the numbers
// compared out. Streaming: memory does not grow with the trace.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "trace/health.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

enum class OutcomeKind : std::uint8_t {
  held,
  missed,
  undecided,  ///< no usable sample: this run says nothing about the check
};

/// What one run says about one check.
struct Outcome {
  std::string check;  ///< its id
  OutcomeKind kind = OutcomeKind::undecided;
  std::optional<Millis> time;  ///< of the sample that decided
  std::string seen;            ///< the value compared, as in the trace: "[4 4]", "8"; the histogram's key
  std::string reason;          ///< for undecided: why; else empty
  std::uint64_t samples = 0;   ///< how many samples were compared
  bool operator==(const Outcome&) const = default;
};

class Evaluator {
 public:
  /// `wanted`: the checks to evaluate; the others of the file are left out.
  explicit Evaluator(std::vector<Check> wanted);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  /// Samples in the order of their time.
  void on_sample(const trace::Sample& sample);
  /// True when no later sample can change any outcome: the run can stop.
  [[nodiscard]] bool all_decided() const;
  /// The trace has ended. A health with too much lost leaves outcomes undecided.
  [[nodiscard]] std::vector<Outcome> finish(const trace::Health& health);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Share of lost samples above which a trace decides nothing.
inline constexpr double kMaxLostShare = 0.10;

}  // namespace schedlitmus::expectation
