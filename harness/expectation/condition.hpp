// One observation against one condition, and how both are written for people.
#pragma once

#include <string>

#include "expectation/expectation.hpp"

namespace schedlitmus::expectation {

/// Sorted, where the Ps can change places.
[[nodiscard]] Observation::List in_order(Observation::List list, ListOrder order);

/// Whether a bound grows with gomaxprocs.
[[nodiscard]] bool needs_gomaxprocs(const Condition& condition);

/// Reads what the condition is about off a sample. Nothing where the sample does
/// not show it whole, or a bound grows with gomaxprocs and the sample has none.
[[nodiscard]] Observation observe(const Subject& subject, const Condition& condition, const trace::Sample& sample);

/// Whether the observation is as the condition says. Equality is up to the
/// tolerance, inclusive, and a billionth for the rounding of fractions. A list
/// has the expected length, and each entry is within the tolerance of its own
/// place (order exact) or of its place among the sorted ones (order any, which
/// finds a match whenever there is one); where a number is expected, or bounds,
/// of all, some or one of its entries. A text matches where one of its lines
/// does. False for no observation, and for one of another kind.
[[nodiscard]] bool satisfies(const Condition& condition, const Observation& observation);

/// "8", "[4 4]", "0.333": fractions with four digits. With order any, lists
/// are sorted, so that the same picture always has the same text. A text is cut
/// after 80 bytes, with " / " for line ends; "none" where it is empty. Empty for no observation.
[[nodiscard]] std::string seen_text(const Condition& condition, const Observation& observation);

/// "= [4 4] ±1 in any order", "in 1..8", "<= 2*gomaxprocs", "= \"a\" or \"b\"", "matches \"^a\"".
[[nodiscard]] std::string describe(const Condition& condition);
/// "±1", "±10 %", "±1 ±10 %"; empty: none.
[[nodiscard]] std::string describe_tolerance(const Condition& condition);
/// "each of local_queues <= 8", "some of p.status = 1", "threads - idlethreads >= 2".
[[nodiscard]] std::string describe(const Subject& subject, const Condition& condition);

/// The least and the greatest of many observations, in constant memory.
class SeenRange {
 public:
  explicit SeenRange(ListOrder order) : order_(order) {}
  void add(const Observation& observation);
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
