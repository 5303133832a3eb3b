// The answer, in a line for each step at which something changes.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "changes/words.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::changes {

namespace {

using compare::Change;

bool is_of_trace(const Change& change) { return change.what.group != compare::Group::output; }

std::string step_text(const Change& change) {
  const auto& [before, after] = std::tie(change.before, change.after);
  const auto name = report::clean_text(describe(change.what));
  const auto runs = count_of(static_cast<std::uint64_t>(after.runs), "run");
  auto text = fmt::format("{} {} -> {} ({} of {})", name, describe_side(change, before), describe_side(change, after),
                          after.usual_runs, runs);
  if (before.usual == after.usual) {  // what is usual stays so, and becomes rarer or more frequent
    text = fmt::format("{} {} in {} of {} -> {} of {}", name, describe_side(change, after), before.usual_runs,
                       before.runs, after.usual_runs, runs);
  }
  if (!is_of_trace(change) && !change.also.empty()) text += fmt::format(", and {} more of it", change.also.size());
  return text;
}

/// All that changes between two places: the strongest of the trace's fields
/// stands for those that change with it.
std::string answer_line(const Compared& compared, const std::vector<const Change*>& changes) {
  std::vector<std::string> parts;
  std::vector<std::string> others;
  for (const auto* change : changes) {
    const bool told = is_of_trace(*change) && std::ranges::any_of(changes, [&](const Change* other) {
                        return other == change ? false : is_of_trace(*other) && other < change;
                      });
    if (told) {
      others.push_back(change->what.name);
    } else {
      parts.push_back(step_text(*change));
    }
  }
  auto text = fmt::format("{}", fmt::join(parts, "; "));
  if (!others.empty()) text += fmt::format("; with it {}", fmt::join(others, ", "));
  const auto& first = *changes.front();
  const auto& label = compared.lines[first.line].label;
  return fmt::format("{}{}: {}", label.empty() ? "" : label + ", ",
                     describe_step(compared, first.line, first.from, first.to), text);
}

std::string places_text(const Compared& compared) {
  std::size_t most = 0;
  for (const auto& line : compared.lines) {
    const auto counting = static_cast<std::size_t>(std::ranges::count_if(line.places, &compare::Place::counts));
    most = std::max(most, counting);
  }
  if (compared.baseline) {
    const auto pairs = std::ranges::count_if(compared.lines, [](const auto& line) { return line.places.size() > 1; });
    return count_of(static_cast<std::uint64_t>(pairs), "place") + " compared with the baseline";
  }
  const auto count = static_cast<std::uint64_t>(most);
  if (compared.axis == "Go") return count_of(count, "release");
  if (compared.axis == "variant") return count_of(count, "variant");
  return count_of(count, "setting of " + compared.axis, "settings of " + compared.axis);
}

}  // namespace

std::vector<AnswerLine> answer_lines(const Compared& compared) {
  const auto& changes = compared.comparison.changes;
  std::vector<AnswerLine> lines;
  std::vector<const Change*> here;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    here.push_back(&changes[i]);
    const bool last =
        i + 1 == changes.size() || changes[i + 1].line != changes[i].line || changes[i + 1].to != changes[i].to;
    if (!last) continue;
    lines.push_back({answer_line(compared, here), i + 1 - here.size()});
    here.clear();
  }
  return lines;
}

std::string describe_rest(const Compared& compared) {
  const auto& result = compared.comparison;
  const bool alone = compared.lines.size() == 1 && compared.lines.front().places.size() == 1;
  if (alone && !compared.baseline)
    return fmt::format("one place, and nothing to compare it with ({})", count_of(result.runs, "run"));
  if (result.comparisons == 0) return fmt::format("nothing could be compared ({})", count_of(result.runs, "run"));
  return fmt::format("no {}change in {} ({}, {})", result.changes.empty() ? "" : "other ", places_text(compared),
                     count_of(result.runs, "run"), count_of(result.comparisons, "comparison"));
}

}  // namespace schedlitmus::changes
