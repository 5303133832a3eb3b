#include "compare/self_check.hpp"

namespace schedlitmus::compare {

Comparison self_check(const std::vector<Line>& lines) {
  std::vector<Line> halves;
  for (const auto& line : lines) {
    for (const auto& place : line.places) {
      if (place.runs.size() < 2 * static_cast<std::size_t>(kFewestRuns)) continue;
      Line pair{place.value, {place, place}, {}};
      for (auto& half : pair.places) half.runs.clear();
      for (std::size_t i = 0; i < place.runs.size(); ++i) pair.places[i % 2].runs.push_back(place.runs[i]);
      halves.push_back(std::move(pair));
    }
  }
  return compare(halves);
}

}  // namespace schedlitmus::compare
