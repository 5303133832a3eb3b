#include "compare/difference.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "verdict/distributions.hpp"

namespace schedlitmus::compare {
namespace {

constexpr double kConfidence = 0.95;

/// What a change must be beyond, besides being no chance. A number that is
/// the same in all runs of either side needs no margin: 9 is not 10.
struct Margin {
  double effect = kLeastEffect;
  double difference = 0;  ///< of the medians
  double share = 0;       ///< of the larger one
  double factor = 1;      ///< between them
};

/// Clocks and speeds differ by the compiler alone: from 1.6 to 1.7 by half. What else
/// is different in nearly every run is likely to depend on them.
constexpr Margin kClock{.effect = 0.8, .factor = 3};
constexpr Margin kReading{.effect = 0.8, .factor = 2};
constexpr Margin kMeasured{.effect = 0.5, .share = 0.2};  ///< what the program's author chose to measure
constexpr Margin kTrace{.effect = 0.5, .difference = 1, .share = 0.2};
constexpr Margin kTrend{.effect = 0.5, .difference = 2};
/// One more in a queue now and then is a goroutine of the runtime's, such as the sweeper.
constexpr Margin kNowAndThen{.effect = 0.5, .difference = 2, .share = 0.2};
constexpr Margin kShare{.effect = 0.5, .difference = 0.05};
constexpr Margin kCost{.effect = 0.8, .share = 0.25};

constexpr double kClockMs = 20;          ///< a clock's least difference
constexpr double kMostlyDistinct = 0.5;  ///< of all values

bool is_reading(const Side& before, const Side& after) {
  std::set<double> distinct(before.numbers.begin(), before.numbers.end());
  distinct.insert(after.numbers.begin(), after.numbers.end());
  return static_cast<double>(distinct.size()) > kMostlyDistinct * static_cast<double>(before.size() + after.size());
}

Margin margin_of(const Observable& what, const Side& before, const Side& after) {
  if (what.id.starts_with("run|")) return what.clock ? kCost : kShare;
  if (what.statistic == Statistic::trend) return kTrend;
  const bool counts_goroutines = what.name.starts_with("goroutines");
  if (what.statistic == Statistic::high || (what.statistic == Statistic::at && !counts_goroutines)) return kNowAndThen;
  if (what.group != Group::output) return kTrace;
  if (before.constant() && after.constant()) return {};
  if (what.clock) return kClock;
  const bool reading = is_reading(before, after);
  if (what.name.starts_with("measure.")) return reading ? kMeasured : Margin{};
  return reading ? kReading : Margin{};
}

bool is_beyond(const Margin& margin, bool clock, double before, double after) {
  const double difference = std::abs(after - before);
  const double larger = std::max(std::abs(before), std::abs(after));
  const double smaller = std::min(std::abs(before), std::abs(after));
  if (difference < margin.difference || difference < margin.share * larger) return false;
  if (margin.factor <= 1) return true;
  if (clock && difference < kClockMs) return false;
  return before * after <= 0 ? difference > 0 : larger >= margin.factor * smaller;
}

verdict::Rate rate_of(const Side& side, const std::string& category) {
  return {static_cast<int>(std::ranges::count(side.categories, category)), static_cast<int>(side.size())};
}
verdict::Rate rate_of(const Side& side, double number) {
  return {static_cast<int>(std::ranges::count(side.numbers, number)), static_cast<int>(side.size())};
}

double share(const verdict::Rate& rate) { return static_cast<double>(rate.held) / rate.runs; }

/// Newcombe's interval of a difference of rates would be shorter: this one is
/// of the two exact intervals, and never too short.
verdict::Interval interval_of(const verdict::Rate& before, const verdict::Rate& after) {
  const auto a = verdict::clopper_pearson(before.held, before.runs, kConfidence);
  const auto b = verdict::clopper_pearson(after.held, after.runs, kConfidence);
  return {b.lower - a.upper, b.upper - a.lower};
}

struct RateChange {
  double p = 1, effect = 0;
  verdict::Interval interval;
};

RateChange rate_change(const verdict::Rate& before, const verdict::Rate& after) {
  return {verdict::fisher_exact(before, after), share(after) - share(before), interval_of(before, after)};
}

Difference of_categories(const Side& before, const Side& after) {
  const auto of_before = mode_of(before.categories).category;
  const auto of_after = mode_of(after.categories).category;
  auto change = rate_change(rate_of(before, of_before), rate_of(after, of_before));
  if (of_after != of_before) {
    const auto other = rate_change(rate_of(before, of_after), rate_of(after, of_after));
    const double p = 2 * std::min(change.p, other.p);  // either would have done
    if (other.p < change.p) change = other;
    change.p = std::min(1.0, p);
  }
  return {.p = change.p,
          .effect = change.effect,
          .interval = change.interval,
          .of_rate = true,
          .large = std::abs(change.effect) >= kLeastEffect};
}

/// A number that is always the same on one side, and not so on the other, with
/// a median that may be the same.
RateChange largest_rate_change(const Side& before, const Side& after) {
  std::size_t runs = 0;
  RateChange largest;
  for (const auto* side : {&before, &after}) {
    const double usual = mode_of(side->numbers, runs);
    const auto change = rate_change(rate_of(before, usual), rate_of(after, usual));
    if (change.p < largest.p) largest = change;
  }
  return largest;
}

Difference of_numbers(const Observable& what, const Side& before, const Side& after) {
  const auto effect = verdict::cliffs_delta(after.numbers, before.numbers, kConfidence);
  const auto margin = margin_of(what, before, after);
  Difference found{
      .p = verdict::rank_test(before.numbers, after.numbers), .effect = effect.delta, .interval = effect.interval};
  found.large = std::abs(found.effect) >= margin.effect &&
                is_beyond(margin, what.clock, verdict::median(before.numbers), verdict::median(after.numbers));
  const bool one_constant = before.constant() != after.constant();
  if (!one_constant || what.group != Group::output || what.clock) return found;
  const auto rate = largest_rate_change(before, after);
  const double p = std::min(1.0, 2 * std::min(found.p, rate.p));
  if (rate.p < found.p || !found.large) {
    if (std::abs(rate.effect) > std::abs(found.effect)) {
      found.effect = rate.effect;
      found.interval = rate.interval;
      found.of_rate = true;
    }
    found.large = found.large || std::abs(rate.effect) >= kLeastEffect;
  }
  found.p = p;
  return found;
}

/// No split of these values into sides of these sizes has a smaller p: the few
/// that are not the usual one are all on the same side.
double least_p(const Side& before, const Side& after) {
  Side both = before;
  append(both, after);
  std::size_t usual = 0;
  if (both.numbers.empty()) {
    usual = mode_of(both.categories).runs;
  } else {
    (void)mode_of(both.numbers, usual);
  }
  const auto others = both.size() - usual;
  if (others == 0) return 1;
  if (others > std::min(before.size(), after.size())) return 0;  // no bound, and none is needed
  const auto k = static_cast<int>(others);
  const auto n = static_cast<int>(before.size());
  const auto m = static_cast<int>(after.size());
  return std::min(verdict::fisher_exact({k, n}, {0, m}), verdict::fisher_exact({0, n}, {k, m}));
}

}  // namespace

bool Side::constant() const {
  return std::ranges::all_of(numbers, [&](double number) { return number == numbers.front(); }) &&
         std::ranges::all_of(categories, [&](const auto& category) { return category == categories.front(); });
}

void append(Side& side, const Side& more) {
  side.numbers.insert(side.numbers.end(), more.numbers.begin(), more.numbers.end());
  side.categories.insert(side.categories.end(), more.categories.begin(), more.categories.end());
}

Mode mode_of(const std::vector<std::string>& categories) {
  std::map<std::string_view, std::size_t> counts;
  for (const auto& category : categories) ++counts[category];
  Mode mode;
  for (const auto& [category, runs] : counts)
    if (runs > mode.runs) mode = {std::string(category), runs};
  return mode;
}

double mode_of(const std::vector<double>& numbers, std::size_t& runs) {
  std::map<double, std::size_t> counts;
  for (const double number : numbers) ++counts[number];
  double mode = 0;
  runs = 0;
  for (const auto& [number, count] : counts) {
    if (count <= runs) continue;
    mode = number;
    runs = count;
  }
  return mode;
}

Difference difference(const Observable& what, const Side& before, const Side& after) {
  if (least_p(before, after) > kQOfAgreement) return {.none_possible = true, .interval = {}};
  return before.numbers.empty() ? of_categories(before, after) : of_numbers(what, before, after);
}

}  // namespace schedlitmus::compare
