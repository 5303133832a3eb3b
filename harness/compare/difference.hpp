// One observable on two sides: is there a difference, how large is it, and is it
// large enough to be named?
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compare/observable.hpp"
#include "verdict/two_sample.hpp"

namespace schedlitmus::compare {

/// One value a run, of the runs that tell. All of one kind: numbers or categories.
struct Side {
  std::vector<double> numbers;
  std::vector<std::string> categories;

  [[nodiscard]] std::size_t size() const { return numbers.size() + categories.size(); }
  /// All runs show the same.
  [[nodiscard]] bool constant() const;
  bool operator==(const Side&) const = default;
};
/// Adds the runs of another cell.
void append(Side& side, const Side& more);

/// The category that most runs show, and how many; of none an empty one.
struct Mode {
  std::string category;
  std::size_t runs = 0;
};
[[nodiscard]] Mode mode_of(const std::vector<std::string>& categories);
[[nodiscard]] double mode_of(const std::vector<double>& numbers, std::size_t& runs);

struct Difference {
  /// However these values were split into two such sides, no test could tell them
  /// apart, as (nearly) all are the same: such a comparison costs the others
  /// nothing (R. E. Tarone, 1990).
  bool none_possible = false;
  double p = 1;
  /// Of numbers Cliff's delta, P(after > before) - P(after < before); of
  /// categories, and of numbers where that tells more, the change of the rate of
  /// the value that changed most. -1 to 1.
  double effect = 0;
  verdict::Interval interval;  ///< of the effect, 95 %
  bool of_rate = false;        ///< the effect and its interval are a rate's
  bool large = false;          ///< beyond the margin of such observables, see difference.cpp
};

/// Cliff's delta from which on a difference is named (verdict/number_tests.hpp), and the change of a rate.
inline constexpr double kLeastEffect = 0.33;

/// Least share of false discoveries among what is named, by Benjamini and Hochberg,
/// over each group's comparisons; of the output larger where all runs of either side agree.
inline constexpr double kQ = 0.01;
inline constexpr double kQOfAgreement = 0.05;

/// Needs at least two values on each side. The p is exact where that takes
/// less than some 20 ms, else by the normal distribution with corrections for ties.
[[nodiscard]] Difference difference(const Observable& what, const Side& before, const Side& after);

}  // namespace schedlitmus::compare
