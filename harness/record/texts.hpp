// Numbers for texts, so that a run's numbers are all that is compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace schedlitmus::record {

/// All whole numbers of a list as the evaluator shows it: "[4 4]", or over a
/// window "[0..4 -1..3]". Nothing for any other text, as "lists of 2..4".
[[nodiscard]] std::optional<std::vector<double>> numbers_in(const std::string& seen);

class Texts {
 public:
  /// Of an outcome's `seen`, which shows long texts and several lines in short:
  /// nothing for these, nor for one that means something else in a file ("$limit").
  /// The same number for the same text; kNone for none.
  [[nodiscard]] std::optional<double> number_of(const std::string& seen);
  [[nodiscard]] const std::string& text_of(double number) const { return texts_.at(static_cast<std::size_t>(number)); }

  static constexpr double kNone = 0;

 private:
  std::vector<std::string> texts_{std::string()};
};

}  // namespace schedlitmus::record
