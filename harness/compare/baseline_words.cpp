#include "compare/baseline_words.hpp"

#include <fmt/format.h>

#include <array>

namespace schedlitmus::compare {

std::string derived_id(const Observable& what, const std::string& place) {
  if (what.group != Group::output) {
    if (what.statistic == Statistic::whole) return "run|" + what.name;
    return fmt::format("trace|{}|{}|{}", what.name, name_of(what.statistic), what.at.count());
  }
  if (what.statistic == Statistic::lines) return fmt::format("{}|lines|{}", what.name, what.shape);
  if (what.statistic == Statistic::order) return what.name + "|order";
  if (place.empty()) return what.name;
  return fmt::format("{}|{}|{}", base_of(what.name), what.shape, place);
}

std::optional<std::string> place_in_line(const Observable& what) {
  if (derived_id(what, {}) == what.id) return std::string();
  const auto begin = fmt::format("{}|{}|", base_of(what.name), what.shape);
  if (!what.id.starts_with(begin) || what.id.size() == begin.size()) return std::nullopt;
  auto place = what.id.substr(begin.size());
  return derived_id(what, place) == what.id ? std::optional(std::move(place)) : std::nullopt;
}

std::optional<Statistic> statistic_of(std::string_view name) {
  using enum Statistic;
  for (const auto statistic : std::array{lines, order, least, median, greatest, at, high, trend})
    if (name == name_of(statistic)) return statistic;
  return std::nullopt;
}

}  // namespace schedlitmus::compare
