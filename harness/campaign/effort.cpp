#include <algorithm>

#include "campaign/campaign.hpp"

namespace schedlitmus::campaign {
namespace {

constexpr int kQuickRuns = 10;
constexpr int kThoroughFactor = 3;

}  // namespace

std::string_view name_of(Effort effort) {
  switch (effort) {
    case Effort::quick:
      return "quick";
    case Effort::normal:
      return "normal";
    case Effort::thorough:
      return "thorough";
  }
  return "normal";
}

std::optional<Effort> effort_of(std::string_view name) {
  for (const Effort effort : {Effort::quick, Effort::normal, Effort::thorough}) {
    if (name_of(effort) == name) return effort;
  }
  return std::nullopt;
}

expectation::Hold hold_for(const expectation::Hold& own, Effort effort) {
  auto hold = own;
  if (effort == Effort::quick) hold.max_runs = std::min(hold.max_runs, kQuickRuns);
  if (effort == Effort::thorough) hold.max_runs *= kThoroughFactor;
  return hold;
}

}  // namespace schedlitmus::campaign
