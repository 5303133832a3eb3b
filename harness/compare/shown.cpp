#include "compare/shown.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "support/numbers.hpp"

namespace schedlitmus::compare {
namespace {

constexpr std::size_t kExamples = 3;
constexpr int kDigits = 4;  ///< of numbers that vary

/// As printed where it is a whole number, else so that it can be read.
std::string readable(double number) {
  if (number == std::round(number)) return format_number(number);
  const double scale = std::pow(10.0, kDigits - 1 - std::floor(std::log10(std::abs(number))));
  return format_number(std::round(number * scale) / scale);
}

void fill_numbers(Shown& shown, const Side& side, const Side& other) {
  const auto [least, greatest] = std::ranges::minmax(side.numbers);
  shown.least = least;
  shown.greatest = greatest;
  shown.median = verdict::median(side.numbers);
  shown.usual = readable(shown.median);
  const double off = verdict::median(other.numbers);
  const bool by_median = off != shown.median;
  shown.usual_runs = static_cast<int>(std::ranges::count_if(side.numbers, [&](double number) {
    return by_median ? std::abs(number - shown.median) < std::abs(number - off) : number == shown.median;
  }));
  std::map<double, int> counts;
  for (const double number : side.numbers) ++counts[number];
  for (const auto& [number, runs] : counts) {
    const auto text = readable(number);
    if (shown.histogram.empty() || shown.histogram.back().first != text) shown.histogram.emplace_back(text, 0);
    shown.histogram.back().second += runs;
  }
}

void fill_categories(Shown& shown, const Side& side) {
  const auto mode = mode_of(side.categories);
  shown.usual = mode.category;
  shown.usual_runs = static_cast<int>(mode.runs);
  std::map<std::string, int> counts;
  for (const auto& category : side.categories) ++counts[category];
  shown.histogram.assign(counts.begin(), counts.end());
  std::ranges::stable_sort(shown.histogram, std::ranges::greater{}, &std::pair<std::string, int>::second);
}

}  // namespace

Shown shown_of(const Range& range, const Side& other, bool before) {
  Shown shown;
  shown.runs = static_cast<int>(range.side.size());
  if (range.side.numbers.empty()) {
    fill_categories(shown, range.side);
  } else {
    fill_numbers(shown, range.side, other);
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(kExamples, range.runs.size()));
  const auto first = before ? range.runs.end() - count : range.runs.begin();
  shown.examples.assign(first, first + count);
  std::erase(shown.examples, 0);
  return shown;
}

}  // namespace schedlitmus::compare
