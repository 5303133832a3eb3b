#include "diagnosis/watch.hpp"

#include <algorithm>

namespace schedlitmus::diagnosis {

void Share::see(Millis time, bool shows) {
  ++seen_;
  if (!shows) return;
  ++shown_;
  if (times_.size() < kMostExamples) times_.push_back(time);
}

double Share::share() const { return seen_ == 0 ? 0 : static_cast<double>(shown_) / static_cast<double>(seen_); }

void Middle::see(std::int64_t count) {
  least_ = seen_ == 0 ? count : std::min(least_, count);
  most_ = seen_ == 0 ? count : std::max(most_, count);
  ++seen_;
  counts_.push_back(count);
}

double Middle::median() const {
  if (counts_.empty()) return 0;
  auto ordered = counts_;
  std::ranges::sort(ordered);
  const auto middle = ordered.size() / 2;
  const auto upper = static_cast<double>(ordered[middle]);
  return ordered.size() % 2 == 1 ? upper : (upper + static_cast<double>(ordered[middle - 1])) / 2;
}

void Rounds::see(Millis time, std::int64_t rounds) {
  last_ = {time, rounds};
  if (!first_) first_ = last_;
}

std::optional<double> Rounds::a_second() const {
  constexpr double kSecond = 1000;
  if (!first_ || last_.time <= first_->time) return std::nullopt;
  return static_cast<double>(last_.rounds - first_->rounds) * kSecond /
         static_cast<double>((last_.time - first_->time).count());
}

Figure figure_of(RuleId id, std::string what, double value) {
  return {std::move(what), value, std::string(rule(id).unit), id};
}

}  // namespace schedlitmus::diagnosis
