#include "compare/format_changes.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "compare/series.hpp"
#include "trace/fields.hpp"

namespace schedlitmus::compare {
namespace {

constexpr double kMostRuns = 0.5;

/// Whether the runs of a place show the field: nothing where some do and some do not, or none could.
std::optional<bool> shows(const Place& place, const std::string& field) {
  if (!place.counts() || !place.traced) return std::nullopt;
  const auto prefix = "trace|" + field + "|";
  std::size_t traced = 0;
  std::size_t showing = 0;
  for (const auto& run : place.runs) {
    const auto any = run.values.lower_bound(Observable{"trace|", {}});
    traced += any != run.values.end() && any->first.id.starts_with("trace|") ? 1 : 0;
    const auto of_field = run.values.lower_bound(Observable{prefix, {}});
    showing += of_field != run.values.end() && of_field->first.id.starts_with(prefix) ? 1 : 0;
  }
  if (traced < static_cast<std::size_t>(kFewestRuns)) return std::nullopt;
  if (showing == 0) return false;
  return static_cast<double>(showing) >= kMostRuns * static_cast<double>(traced) ? std::optional(true) : std::nullopt;
}

}  // namespace

void add_format_changes(const std::vector<Line>& lines, std::vector<FormatChange>& into) {
  for (std::size_t l = 0; l < lines.size(); ++l) {
    const auto& places = lines[l].places;
    for (const auto* field : compared_fields()) {
      std::optional<std::size_t> last;
      bool was_shown = false;  ///< at the last place that tells
      for (std::size_t i = 0; i < places.size(); ++i) {
        const auto now = shows(places[i], std::string(field->name));
        if (!now) continue;
        if (last && was_shown != *now) {
          const auto& without = *now ? places[*last] : places[i];
          into.push_back({l, *last, i, std::string(field->name), *now,
                          trace::why_absent(*field, without.minor, without.detail), false});
        }
        last = i;
        was_shown = *now;
      }
    }
  }
}

}  // namespace schedlitmus::compare
