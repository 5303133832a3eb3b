// A recorded run in memory: samples that outlive their bytes, so that they can
// be changed and checked again and again.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "expectation/checker.hpp"
#include "support/result.hpp"
#include "trace/sample.hpp"
#include "trace/text_pool.hpp"

namespace schedlitmus::selftest {

struct Recording {
  std::vector<trace::Sample> samples;
  trace::Health health;
  std::string text;      ///< the program's own on stderr
  std::string out;       ///< what it printed on stdout
  std::string load_out;  ///< of a service: what its load printed on stdout
  std::string cut_why;   ///< likewise: not empty: its trace ends before what it was to show
  expectation::RunEnd end;
  std::shared_ptr<trace::TextPool> texts;  ///< that the samples point into; shared by copies
};

/// A longer trace is no control: a few hundred samples say enough.
inline constexpr std::uintmax_t kLongestTrace = 64U << 20U;

/// The trace, the .stdout and the load's .load.stdout beside it, and from its .run.json how the run ended and which
/// samples of a service's trace are looked at: without it all are, from the trace's begin on. What is not there is not
/// known, and checks on it are undecided.
[[nodiscard]] Result<Recording> read_recording(const std::filesystem::path& trace);

/// One run's outcomes. A check of class distribution, which is about many runs,
/// is judged as if every one gave this run's number.
[[nodiscard]] std::vector<expectation::Outcome> outcomes_on(const Recording& recording,
                                                            const std::vector<expectation::Check>& checks,
                                                            const expectation::Hold& hold);

}  // namespace schedlitmus::selftest
