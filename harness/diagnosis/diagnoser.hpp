// A trace in, diagnoses by name out. Knows no files and no processes; memory is
// bounded by a window's samples and one sample.
#pragma once

#include <memory>
#include <string_view>

#include "diagnosis/findings.hpp"
#include "trace/health.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::diagnosis {

class Diagnoser final : public trace::Sink {
 public:
  explicit Diagnoser(Rules rules = {}, RunFacts facts = {});
  ~Diagnoser() override;
  Diagnoser(const Diagnoser&) = delete;
  Diagnoser& operator=(const Diagnoser&) = delete;
  Diagnoser(Diagnoser&&) noexcept;
  Diagnoser& operator=(Diagnoser&&) noexcept;

  void on_sample(const trace::Sample& sample) override;
  /// The program's own text on stderr, in pieces of any size.
  void on_text(std::string_view text) override;
  /// What is known at the end only (requests, how it ended, the host) may be put in until finish.
  [[nodiscard]] RunFacts& facts();

  /// The trace has ended. `health` tells how much of it was lost.
  [[nodiscard]] Findings finish(const trace::Health& health);
  /// What would be said if it ended now; the trace may go on.
  [[nodiscard]] Findings so_far(const trace::Health& health) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Above this share of lost samples nothing is told.
inline constexpr double kMostLost = 0.30;

}  // namespace schedlitmus::diagnosis
