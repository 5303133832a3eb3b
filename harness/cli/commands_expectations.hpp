// What is said of expectations themselves: lint, language, selftest. Plain options in, an exit code out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "expectation/loader.hpp"

namespace schedlitmus::cli {

struct LintOptions {
  std::vector<std::string> expectations;  ///< files and folders; empty: the project's own
  expectation::SetParameters set;
  bool json = false;
};
[[nodiscard]] int lint_command(const LintOptions& options, const CommonOptions& common);

struct LanguageOptions {
  std::string word;  ///< a key, a field, "schema" or "reference"
};
[[nodiscard]] int language_command(const LanguageOptions& options, const CommonOptions& common);

struct SelftestOptions {
  std::vector<std::string> expectations;  ///< files and folders; empty: the project's own
  expectation::SetParameters set;
  std::string controls;         ///< folder; empty: beside the expectations
  std::size_t mutations = 500;  ///< of each check; 0: none
  std::uint64_t seed = 1;
  bool json = false;
};
[[nodiscard]] int selftest_command(const SelftestOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
