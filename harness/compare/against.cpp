#include "compare/against.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace schedlitmus::compare {
namespace {

std::string setting_of(const BaselinePlace& where) {
  return fmt::format("GOMAXPROCS={}{}{}", where.gomaxprocs, where.variant.empty() ? "" : ", ", where.variant);
}

/// What is not the same in all places.
std::string label_of(const BaselinePlace& where, const std::vector<PlaceNow>& all) {
  const auto differs = [&](auto member) {
    return std::ranges::any_of(all, [&](const PlaceNow& other) { return other.where.*member != where.*member; });
  };
  std::string label;
  const auto add = [&](const std::string& part) { label += (label.empty() ? "" : ", ") + part; };
  if (differs(&BaselinePlace::release)) add("Go " + where.release);
  if (differs(&BaselinePlace::gomaxprocs)) add(fmt::format("GOMAXPROCS={}", where.gomaxprocs));
  if (differs(&BaselinePlace::variant)) add(where.variant.empty() ? "no variant" : where.variant);
  return label;
}

/// Which of two counterparts is nearer: smaller is.
auto distance(const BaselinePlace& now, const BaselinePlace& place) {
  const int rank = place.release == now.release ? 0 : place.minor == now.minor ? 1 : place.minor < now.minor ? 2 : 3;
  return std::pair(rank, std::abs(place.minor - now.minor));
}

}  // namespace

const BaselinePlace* counterpart(const Baseline& baseline, const BaselinePlace& now) {
  const BaselinePlace* nearest = nullptr;
  for (const auto& place : baseline.places) {
    if (place.gomaxprocs != now.gomaxprocs || place.variant != now.variant) continue;
    if (nearest == nullptr || distance(now, place) <= distance(now, *nearest)) nearest = &place;
  }
  return nearest;
}

std::vector<Line> lines_against(const Baseline& baseline, std::vector<PlaceNow> now) {
  std::vector<Line> lines;
  for (auto& [where, place] : now) {
    Line line{label_of(where, now), {}, {}};
    for (auto& run : place.runs) normalize(run.values);
    place.role = "now";
    if (const auto* before = counterpart(baseline, where)) {
      line.places.push_back(place_of(*before));
      line.places.back().role = "baseline";
      if (place.traced) line.traced_until = before->grid.until;
    }
    line.places.push_back(std::move(place));
    lines.push_back(std::move(line));
  }
  return lines;
}

Comparison compare_against(const Baseline& baseline, const std::vector<Line>& lines) {
  auto comparison = compare(lines);
  std::set<std::string> settings;
  for (const auto& place : baseline.places) settings.insert(setting_of(place));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].places.size() > 1) continue;
    comparison.undecided.push_back(
        {i, 0, 0, "", fmt::format("the baseline has no place with this setting, only {}", fmt::join(settings, "; "))});
  }
  return comparison;
}

}  // namespace schedlitmus::compare
