// What every report for people tells of a check and of its cell, in the same words and order.
#pragma once

#include <string>
#include <vector>

#include "report/binning.hpp"
#include "report/model.hpp"

namespace schedlitmus::report {

struct Fact {
  std::string label;      ///< "sampled at"
  std::string text;       ///< clean, never empty, on one line
  bool verbatim = false;  ///< a command or a line of a trace: not to be wrapped
};

/// "expected" and "tolerance".
[[nodiscard]] std::vector<Fact> expectation_facts(const CheckReport& check);
/// Besides its histogram: times, rate, samples, what an open verdict lacks, reasons, and the place where it is stated.
[[nodiscard]] std::vector<Fact> check_facts(const CheckReport& check);
/// How its runs ended, when a service was ready and what its load measured, trace health, host noise.
[[nodiscard]] std::vector<Fact> cell_facts(const Cell& cell);
/// "reproduce" and "by hand".
[[nodiscard]] std::vector<Fact> command_facts(const Cell& cell);

/// "[1 7] in 3 runs (missed)", one for each bin that has any.
[[nodiscard]] std::vector<std::string> describe_bins(const std::vector<Bin>& bins);
/// "All 36 checks are as expected", "2 of 36 checks are not as expected": the answer first.
[[nodiscard]] std::string headline(const Report& report);

}  // namespace schedlitmus::report
