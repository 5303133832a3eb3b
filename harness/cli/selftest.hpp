// What the self-test found, written.
#pragma once

#include <string>
#include <vector>

#include "report/writers.hpp"
#include "selftest/proof.hpp"

namespace schedlitmus::cli {

struct SelftestResult {
  std::vector<selftest::Proof> proofs;
  std::vector<Error> errors;  ///< of the expectation files
  selftest::Settings settings;
  int code = 0;
};

/// A table with a row for each control of each check, then what is wrong, then a line that sums it up.
[[nodiscard]] std::string to_terminal(const SelftestResult& result, const report::TerminalStyle& style);
[[nodiscard]] std::string to_json(const SelftestResult& result);

}  // namespace schedlitmus::cli
