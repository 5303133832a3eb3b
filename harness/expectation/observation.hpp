// What a check compares: seen in one sample, or at the end of a run.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace schedlitmus::expectation {

struct Observation {
  using List = std::vector<std::int64_t>;  ///< an entry for each P (or each M)
  /// Nothing, a number, a list, a text or a fact.
  using Value = std::variant<std::monostate, double, List, std::string, bool>;

  [[nodiscard]] bool says_nothing() const { return std::holds_alternative<std::monostate>(value); }
  /// Nullptr where it is of another kind.
  [[nodiscard]] const double* number() const { return std::get_if<double>(&value); }
  [[nodiscard]] const List* list() const { return std::get_if<List>(&value); }

  Value value;
  double gomaxprocs = 0;  ///< of the sample, for bounds that grow with it; 0: not known
};

}  // namespace schedlitmus::expectation
