#include "changes/bins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "changes/words.hpp"
#include "report/scale.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::changes {

namespace {

using compare::RunValue;

template <class Key>
using Counts = std::map<Key, SideBySide>;

template <class Key, class KeyOf>
Counts<Key> counts_of(const std::vector<RunValue>& before, const std::vector<RunValue>& after, KeyOf key_of) {
  Counts<Key> counts;
  for (const auto& value : before) ++counts[key_of(value)].before;
  for (const auto& value : after) ++counts[key_of(value)].after;
  return counts;
}

double number_of(const RunValue& value) {
  const auto* number = std::get_if<double>(&value.value);
  return number == nullptr ? 0 : *number;
}

std::string text_of(const RunValue& value) {
  const auto* text = std::get_if<std::string>(&value.value);
  return text == nullptr ? format_number(number_of(value)) : *text;
}

std::vector<SideBySide> of_numbers(const std::vector<RunValue>& before, const std::vector<RunValue>& after) {
  auto counts = counts_of<double>(before, after, number_of);
  double step = 0;
  if (counts.size() > kMostBins) {
    const double least = counts.begin()->first;
    const double most = counts.rbegin()->first;
    step = report::round_step(most - least, static_cast<double>(kMostBins - 2));
    counts =
        counts_of<double>(before, after, [&](const RunValue& value) { return std::floor(number_of(value) / step); });
  }
  std::vector<SideBySide> bins;
  for (auto& [number, bin] : counts) {
    bin.label =
        step == 0 ? fmt::format("{:.6g}", number) : fmt::format("{:.6g} to {:.6g}", number * step, (number + 1) * step);
    bins.push_back(bin);
  }
  return bins;
}

std::vector<SideBySide> of_texts(const compare::Change& change, const std::vector<RunValue>& before,
                                 const std::vector<RunValue>& after) {
  std::vector<SideBySide> bins;
  std::vector<std::string> texts;
  for (const auto& [text, bin] : counts_of<std::string>(before, after, text_of)) {
    texts.push_back(text);
    bins.push_back(bin);
  }
  texts = describe_values(change, texts);
  for (std::size_t i = 0; i < bins.size(); ++i) bins[i].label = texts[i];
  std::ranges::stable_sort(bins, std::ranges::greater{}, [](const SideBySide& bin) { return bin.before + bin.after; });
  if (bins.size() <= kMostBins) return bins;
  SideBySide rest{fmt::format("{} others", bins.size() - kMostBins + 1)};
  for (std::size_t i = kMostBins - 1; i < bins.size(); ++i) {
    rest.before += bins[i].before;
    rest.after += bins[i].after;
  }
  bins.resize(kMostBins - 1);
  bins.push_back(rest);
  return bins;
}

}  // namespace

std::vector<SideBySide> side_by_side(const compare::Change& change, const std::vector<RunValue>& before,
                                     const std::vector<RunValue>& after) {
  return change.is_number ? of_numbers(before, after) : of_texts(change, before, after);
}

}  // namespace schedlitmus::changes
