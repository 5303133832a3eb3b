#include "report/binning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/format.hpp"
#include "report/scale.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

using verdict::HistogramBin;

/// 3 * 0.1 is 0.3 here, whatever it is in binary.
double rounded(double value) { return std::stod(fmt::format("{:.9g}", value)); }

/// As the check has it, where that is the number alone.
std::string number_label(double number, const std::string& text) {
  const bool alone = !text.empty() && text.find_first_not_of("+-.0123456789") == std::string::npos;
  return alone ? text : fmt::format("{:.4g}", number);
}

/// What one bin of the range from `low` on is called.
std::string range_label(double low, double step, bool share, bool whole) {
  const double high = rounded(low + step);
  if (share && low >= 1) return format_percent(1);
  if (share) return fmt::format("{} to {}", format_percent(low), format_percent(std::min(high, 1.0)));
  if (!whole) return fmt::format("{} to {}", format_number(low), format_number(high));
  return step == 1 ? format_number(low) : fmt::format("{}..{}", format_number(low), format_number(high - 1));
}

/// Of which bin of that size a number is, counted from zero.
double place_of(double number, double step) { return std::floor(number / step + 1e-9); }

/// The least round size of which kMostBins hold all numbers.
double step_for(double least, double most, bool whole) {
  double step = round_step(most - least, static_cast<double>(kMostBins));
  if (whole) step = std::max(step, 1.0);
  while (place_of(most, step) - place_of(least, step) >= static_cast<double>(kMostBins))
    step = round_step(step * 1.01, 1);
  return step;
}

}  // namespace

Binning::Binning(const std::vector<const CheckReport*>& checks) {
  std::map<double, std::string> texts;
  numeric_ = true;
  for (const CheckReport* check : checks) {
    for (const HistogramBin& value : check->verdict.histogram) {
      numeric_ = numeric_ && value.number && std::isfinite(*value.number);
      if (numeric_) texts.emplace(*value.number, value.seen);
    }
  }
  if (numeric_)
    take_numbers(checks, texts);
  else
    take_texts(checks);
}

void Binning::take_numbers(const std::vector<const CheckReport*>& checks, const std::map<double, std::string>& texts) {
  if (texts.empty()) return;
  const bool share =
      std::ranges::any_of(checks, [](const CheckReport* check) { return check->value_of == ValueOf::share; });
  const auto add = [&](double number, const std::string& label) {
    if (empty_.empty() || empty_.back().label != label) empty_.push_back({.label = label});
    numbers_[number] = empty_.size() - 1;
  };
  if (texts.size() <= kMostBins) {
    for (const auto& [number, text] : texts) add(number, share ? format_percent(number) : number_label(number, text));
    return;
  }
  const bool whole =
      std::ranges::all_of(texts, [](const auto& entry) { return std::floor(entry.first) == entry.first; });
  const double step = step_for(texts.begin()->first, texts.rbegin()->first, whole && !share);
  for (const auto& [number, text] : texts)
    add(number, range_label(rounded(place_of(number, step) * step), step, share, whole));
}

void Binning::take_texts(const std::vector<const CheckReport*>& checks) {
  std::map<std::string, int> runs;
  for (const CheckReport* check : checks)
    for (const HistogramBin& value : check->verdict.histogram) runs[value.seen] += value.runs;
  std::vector<std::pair<std::string, int>> by_count(runs.begin(), runs.end());
  std::ranges::stable_sort(by_count, [](const auto& a, const auto& b) { return a.second > b.second; });
  const std::size_t shown = by_count.size() <= kMostBins ? by_count.size() : kMostBins;
  for (std::size_t i = 0; i < shown; ++i) {
    values_[by_count[i].first] = i;
    empty_.push_back({.label = clean_text(by_count[i].first)});
  }
  if (shown < by_count.size())
    empty_.push_back({.label = count_of(by_count.size() - shown, "other value"), .rest = true});
}

std::size_t Binning::bin_of(const HistogramBin& value) const {
  if (numeric_) return numbers_.at(*value.number);
  const auto found = values_.find(value.seen);
  return found == values_.end() ? empty_.size() - 1 : found->second;
}

std::vector<Bin> Binning::count(const CheckReport& check) const {
  std::vector<Bin> bins = empty_;
  for (const HistogramBin& value : check.verdict.histogram) {
    Bin& bin = bins[bin_of(value)];
    (value.held ? bin.held : bin.missed) += std::max(value.runs, 0);
  }
  return bins;
}

Histograms::Histograms(const Report& report) {
  for (const Group& group : groups(report)) {
    for (const std::string& id : group.checks) {
      // A release's own form of the check may look at something else altogether.
      std::map<std::string, std::vector<const CheckReport*>> by_condition;
      for (const Cell* cell : group.cells)
        if (const CheckReport* check = cell == nullptr ? nullptr : find_check(*cell, id))
          by_condition[check->condition].push_back(check);
      for (const auto& [condition, checks] : by_condition) {
        const Binning binning(checks);
        for (const CheckReport* check : checks)
          if (!check->verdict.histogram.empty()) bins_[check] = binning.count(*check);
      }
    }
  }
}

const std::vector<Bin>& Histograms::of(const CheckReport& check) const {
  static const std::vector<Bin> kNone;
  const auto found = bins_.find(&check);
  return found == bins_.end() ? kNone : found->second;
}

std::vector<Bin> Histograms::seen_in(const CheckReport& check) const {
  std::vector<Bin> bins = of(check);
  std::erase_if(bins, [](const Bin& bin) { return runs_of(bin) == 0; });
  return bins;
}

}  // namespace schedlitmus::report
