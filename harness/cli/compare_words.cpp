#include <fmt/format.h>

#include <algorithm>

#include "cli/compare.hpp"
#include "cli/exit_code.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kWidest = 60;

bool is_silent_place(const compare::Place& place) { return !place.why_none.empty(); }

std::string go_line_or_mode(const compare::Place& place) {
  return place.go_line.empty()
             ? place.build
             : "module" + place.build.substr(std::min(place.build.size(), place.build.find(", GODEBUG")));
}

/// Of texts that differ behind a long beginning, where the first line that differs begins in them.
std::size_t common_lines(std::string_view before, std::string_view after) {
  if (before == after || std::max(before.size(), after.size()) <= kWidest) return 0;
  const auto [end, other] = std::ranges::mismatch(before, after);
  const auto line = before.substr(0, static_cast<std::size_t>(end - before.begin())).rfind('\n');
  return line == std::string_view::npos ? 0 : line + 1;
}

}  // namespace

std::string describe_step(const campaign::Compared& compared, std::size_t line, std::size_t from, std::size_t to) {
  const auto& places = compared.lines[line].places;
  if (from == to) return describe_place(places[to]);
  return fmt::format("{} -> {}", describe_place(places[from]), describe_place(places[to]));
}

std::string describe_side(const compare::Change& change, const compare::Shown& side) {
  if (change.is_number) return side.usual;
  const auto skipped = common_lines(change.before.usual, change.after.usual);
  const bool cut = skipped > 0 && side.usual.starts_with(std::string_view(change.after.usual).substr(0, skipped));
  std::string text = cut ? "… / " : "";
  for (const char c : side.usual.substr(cut ? skipped : 0)) text += c == '\n' ? std::string(" / ") : std::string(1, c);
  text = truncate_to_width(report::clean_text(text), kWidest);
  return change.what.name == "exit" ? text : "\"" + text + "\"";
}

std::string build_note(const campaign::Compared& compared, const compare::Change& change) {
  const auto& places = compared.lines[change.line].places;
  const auto& before = places[change.from];
  const auto& after = places[change.to];
  // From 1.21 on a program without a go.mod has the release's own go line: that is how such a release is used.
  if (go_line_or_mode(before) == go_line_or_mode(after)) return {};
  return fmt::format("built as {} before, as {} after", before.build, after.build);
}

std::vector<std::string> not_compared(const campaign::Compared& compared) {
  std::vector<std::string> all;
  for (const auto& line : compared.lines) {
    const auto& places = line.places;
    for (std::size_t first = 0; first < places.size(); ++first) {
      if (!is_silent_place(places[first])) continue;
      std::size_t last = first;
      while (last + 1 < places.size() && is_silent_place(places[last + 1]) &&
             places[last + 1].why_none == places[first].why_none) {
        ++last;
      }
      all.push_back(fmt::format("{}{}: {}", line.label.empty() ? "" : line.label + ", ",
                                compare::describe_range(line, first, last),
                                report::clean_text(places[first].why_none, report::Lines::many)));
      first = last;
    }
  }
  return all;
}

int exit_code(const campaign::Compared& compared) {
  if (compared.interrupted) return kInterrupted;
  if (!compared.errors.empty()) return kHarnessError;
  if (!compared.comparison.changes.empty()) return kViolated;
  const auto& undecided = compared.comparison.undecided;
  const bool unknown = std::ranges::any_of(undecided, [](const auto& gap) { return gap.observable.empty(); });
  return unknown || compared.comparison.comparisons == 0 ? kInconclusive : kOk;
}

}  // namespace schedlitmus::cli
