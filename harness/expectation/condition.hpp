// One observation against one condition, and how both are written for people.
#pragma once

#include <string>

#include "expectation/expectation.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

/// Whether the observation is as the condition says. Equality is up to the
/// tolerance, inclusive, and a billionth for the rounding of fractions. A list
/// has the expected length, and each entry is within the tolerance of its own
/// place (order exact) or of its place among the sorted ones (order any, which
/// finds a match whenever there is one). False for no observation.
[[nodiscard]] bool satisfies(const Condition& condition, const trace::Observation& observation);

/// "8", "[4 4]", "0.333": fractions with four digits. With order any, lists
/// are sorted, so that the same picture always has the same text. Empty for no observation.
[[nodiscard]] std::string seen_text(const Condition& condition, const trace::Observation& observation);

/// "= [4 4] ±1 in any order", "in 1..8", "<= 8".
[[nodiscard]] std::string describe(const Condition& condition);

/// The least and the greatest of many observations, in constant memory.
class SeenRange {
 public:
  explicit SeenRange(ListOrder order) : order_(order) {}
  void add(const trace::Observation& observation);
  /// "8", "7..8", "[4 4]", "[3..4 4]"; lists of several lengths as "lists of 2..4". Empty if there were none.
  [[nodiscard]] std::string text() const;

 private:
  ListOrder order_;
  bool any_ = false;
  bool is_list_ = false;
  double least_ = 0, greatest_ = 0;             ///< numbers, or lengths where they differ
  std::vector<std::int64_t> lowest_, highest_;  ///< entry by entry
};

}  // namespace schedlitmus::expectation
