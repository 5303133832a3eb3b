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

expectation::Hold hold_for(const expectation::Hold& own, const Settings& settings) {
  auto hold = own;
  if (settings.effort == Effort::quick) {
    hold.max_runs = std::min(hold.max_runs, kQuickRuns);
    hold.distribution_runs = std::min(hold.distribution_runs, kQuickRuns);
  }
  if (settings.effort == Effort::thorough) {
    hold.max_runs *= kThoroughFactor;
    hold.distribution_runs *= kThoroughFactor;
  }
  if (settings.fixed_runs) {
    hold.test = expectation::HoldTest::fixed;
    hold.runs = *settings.fixed_runs;
  }
  if (settings.confidence) hold.confidence = *settings.confidence;
  return hold;
}

}  // namespace schedlitmus::campaign
