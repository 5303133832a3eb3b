// Files that must be refused, each with the error, its place and a part of
// the hint. Both the loader's and the schema's tests read this table.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace schedlitmus::expectation {

struct Malformed {
  std::string name;
  std::string text;
  std::string error;  ///< "line:column what"
  std::string hint;   ///< a part of it; empty: not looked at
  /// Whether the schema refuses it too. Not: it is about numbers or names that
  /// refer to each other, which JSON Schema cannot say.
  bool by_schema = true;

  friend std::ostream& operator<<(std::ostream& out, const Malformed& file) { return out << file.text; }
};

[[nodiscard]] std::vector<Malformed> malformed_scenarios();
[[nodiscard]] std::vector<Malformed> malformed_times();
[[nodiscard]] std::vector<Malformed> malformed_quantities();
[[nodiscard]] std::vector<Malformed> malformed_conditions();
[[nodiscard]] std::vector<Malformed> malformed_subjects();
[[nodiscard]] std::vector<Malformed> malformed_goroutines();
[[nodiscard]] std::vector<Malformed> malformed_rest();
[[nodiscard]] std::vector<Malformed> malformed_distributions();  // in distribution_test.cpp, with those of "hold"
[[nodiscard]] std::vector<Malformed> all_malformed();

}  // namespace schedlitmus::expectation
