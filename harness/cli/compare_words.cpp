#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "cli/compare.hpp"
#include "cli/distinct_texts.hpp"
#include "cli/exit_code.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kWidest = 60;

bool is_silent_place(const compare::Place& place) { return !place.why_none.empty(); }

/// What follows says where a compiler looked, which is different on each release.
std::string_view first_line(const compare::Place& place) {
  return std::string_view(place.why_none).substr(0, place.why_none.find('\n'));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Texts that are sets of lines without those that all of them have.
std::vector<std::string> without_common_lines(const std::vector<std::string>& texts) {
  std::map<std::string_view, std::set<std::size_t>> having;
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (const auto line : lines_of(texts[i])) having[line].insert(i);
  std::vector<std::string> rests;
  for (const auto& text : texts) {
    std::string rest;
    bool left_out = false;
    for (const auto line : lines_of(text)) {
      const bool common = having[line].size() == texts.size();
      if (!common) rest += std::exchange(left_out, false) ? fmt::format("…\n{}\n", line) : fmt::format("{}\n", line);
      left_out = left_out || common;
    }
    if (left_out) rest += "…\n";
    if (!rest.empty()) rest.pop_back();
    rests.push_back(std::move(rest));
  }
  return rests;
}

std::string go_line_or_mode(const compare::Place& place) {
  return place.go_line.empty()
             ? place.build
             : "module" + place.build.substr(std::min(place.build.size(), place.build.find(", GODEBUG")));
}

}  // namespace

std::string describe_step(const campaign::Compared& compared, std::size_t line, std::size_t from, std::size_t to) {
  const auto& places = compared.lines[line].places;
  if (from == to) return describe_place(places[to]);
  return fmt::format("{} -> {}", describe_place(places[from]), describe_place(places[to]));
}

std::vector<std::string> describe_values(const compare::Change& change, const std::vector<std::string>& values) {
  if (change.is_number) return values;
  std::vector<std::string> texts{change.before.usual, change.after.usual};
  texts.insert(texts.end(), values.begin(), values.end());
  const bool same = std::ranges::all_of(texts, [&](const auto& text) { return text == texts.front(); });
  if (change.what.statistic == compare::Statistic::whole && !same) texts = without_common_lines(texts);
  texts = distinct_texts(texts, kWidest);
  texts.erase(texts.begin(), texts.begin() + 2);
  if (change.what.name == "exit") return texts;
  for (auto& text : texts) text = "\"" + text + "\"";
  return texts;
}

std::string describe_side(const compare::Change& change, const compare::Shown& side) {
  return describe_values(change, {side.usual}).front();
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
             first_line(places[last + 1]) == first_line(places[first])) {
        ++last;
      }
      all.push_back(fmt::format("{}{}: {}", line.label.empty() ? "" : line.label + ", ",
                                compare::describe_range(line, first, last),
                                report::clean_text(places[last].why_none, report::Lines::many)));
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
