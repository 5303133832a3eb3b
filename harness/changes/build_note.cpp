// What two places were built as, where that alone may make a difference.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "changes/words.hpp"

namespace schedlitmus::changes {

namespace {

constexpr std::string_view kDefaults = ", GODEBUG defaults ";
constexpr std::size_t kMostDefaults = 3;

/// "module, go 1.22" without the defaults.
std::string base_of(const compare::Place& place) { return place.build.substr(0, place.build.find(kDefaults)); }

/// "panicnil=1", "randseednop=0", ...
std::vector<std::string> defaults_of(const compare::Place& place) {
  const auto at = place.build.find(kDefaults);
  std::vector<std::string> defaults;
  if (at == std::string::npos) return defaults;
  std::string_view rest = std::string_view(place.build).substr(at + kDefaults.size());
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    defaults.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::ranges::sort(defaults);
  return defaults;
}

/// "; GODEBUG defaults before only: a=1, b=0, c=1 and 4 more"; empty: there is none that the other one has not.
std::string only_here(const compare::Place& here, const compare::Place& other, std::string_view when) {
  std::vector<std::string> only;
  std::ranges::set_difference(defaults_of(here), defaults_of(other), std::back_inserter(only));
  if (only.empty()) return {};
  const auto more = only.size() - std::min(only.size(), kMostDefaults);
  only.resize(only.size() - more);
  return fmt::format("; GODEBUG defaults {} only: {}{}", when, fmt::join(only, ", "),
                     more == 0 ? std::string() : fmt::format(" and {} more", more));
}

/// From 1.21 on a program without a go.mod has the release's own go line: that is how such a release is used.
std::string go_line_or_mode(const compare::Place& place) {
  return place.go_line.empty()
             ? place.build
             : "module" + place.build.substr(std::min(place.build.size(), place.build.find(kDefaults)));
}

}  // namespace

std::string build_note(const Compared& compared, const compare::Change& change) {
  const auto& places = compared.lines[change.line].places;
  const auto& before = places[change.from];
  const auto& after = places[change.to];
  if (go_line_or_mode(before) == go_line_or_mode(after)) return {};
  return fmt::format("built as {} before, as {} after{}{}", base_of(before), base_of(after),
                     only_here(before, after, "before"), only_here(after, before, "after"));
}

}  // namespace schedlitmus::changes
