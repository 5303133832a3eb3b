// The numbers of a window in bounded memory: its quantiles and how many different ones there are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace schedlitmus::expectation {

class Values {
 public:
  /// So many different numbers are kept as they are. Where there are more, all
  /// are rounded to three digits, so that no more than some thousand are left:
  /// a quantile is then off by 0.5 % at most.
  static constexpr std::size_t kMostExact = 4096;

  void add(double value);
  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// The least value with at least that share of all at or below it; count() > 0, share in (0, 1].
  [[nodiscard]] double quantile(double share) const;
  /// The middle value, or the mean of the two in the middle; count() > 0.
  [[nodiscard]] double median() const;
  /// How many different values there were; nothing beyond kMostExact.
  [[nodiscard]] std::optional<std::uint64_t> distinct() const;

 private:
  /// The value with that many below it in order.
  [[nodiscard]] double at_rank(std::uint64_t rank) const;
  void round_all();

  std::map<double, std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  bool exact_ = true;
};

}  // namespace schedlitmus::expectation
