// How the comparison was made, and how far it reaches.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "changes/words.hpp"
#include "compare/power.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::changes {

namespace {

constexpr std::size_t kUsualRuns = 20;  ///< a side, where no place has any

/// What a change would have had to be like to be found.
std::string power_text(const Compared& compared) {
  std::size_t runs = 0;
  for (const auto& line : compared.lines)
    for (const auto& place : line.places)
      if (place.counts()) runs = runs == 0 ? place.runs.size() : std::min(runs, place.runs.size());
  if (runs == 0) runs = kUsualRuns;
  const auto chance = [&](double before, double after) {
    return format_percent(compare::power(before, after, static_cast<int>(runs), compared.comparison.least_p));
  };
  return fmt::format(
      "with {} a side a change of an outcome's rate from .98 to .70 would be found with a chance of {}, to .30 {}, to "
      ".02 {}",
      count_of(runs, "run"), chance(.98, .70), chance(.98, .30), chance(.98, .02));
}

/// What of the traces was compared.
std::string traces_text(const Compared& compared) {
  Millis until{};
  for (const auto& line : compared.lines) until = std::max(until, line.traced_until);
  if (until.count() > 0) return fmt::format("compared until {}", format_duration(until));
  return "too short to be compared: a run must last for nine periods of schedtrace (--period)";
}

/// A go.mod that names one release for all hides what depends on it.
std::string go_line_text(const Compared& compared) {
  std::set<std::string> go_lines;
  std::size_t modules = 0;
  for (const auto& line : compared.lines) {
    for (const auto& place : line.places) {
      if (place.go_line.empty()) continue;
      go_lines.insert(place.go_line);
      ++modules;
    }
  }
  if (compared.axis != "Go" || compared.baseline || modules < 2 || go_lines.size() != 1) return {};
  return fmt::format(
      "go.mod says go {} for all: what the language and GODEBUG defaults make of later releases does not show",
      *go_lines.begin());
}

}  // namespace

std::vector<report::Fact> context_facts(const Compared& compared) {
  const auto& context = compared.context;
  const auto& result = compared.comparison;
  std::vector<report::Fact> facts;
  const auto add = [&](const char* label, const std::string& text, bool verbatim = false) {
    if (!text.empty()) facts.push_back({label, report::clean_text(text), verbatim});
  };
  add("compared", compared.name);
  add("setting", compared.setting);
  add("runs", fmt::format("{} count{}", result.runs,
                          result.excluded == 0 ? "" : fmt::format(", {} do not: the host was busy", result.excluded)));
  if (const auto& with = compared.baseline) {
    add("baseline", fmt::format("{}: {} on {}", with->from, with->made_by, with->host));
    for (const auto& caution : with->cautions) add("mind", caution);
    for (const auto& place : with->not_run) add("not run", place);
  }
  add("traces", traces_text(compared));
  add("mind", go_line_text(compared));
  add("power", power_text(compared));
  if (compared.self_check) {
    add("A/A", fmt::format("{} named in {} of halves of the same runs",
                           count_of(compared.self_check->changes.size(), "false change"),
                           count_of(compared.self_check->comparisons, "comparison")));
  }
  add("host", context.host);
  add("seed", fmt::format("{}, store {}, campaign {}", context.seed, context.store, context.campaign));
  add("command", context.command, true);
  return facts;
}

}  // namespace schedlitmus::changes
