#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "changes/words.hpp"
#include "cli/exit_code.hpp"
#include "cli/history.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"
#include "support/text_width.hpp"
#include "verdict/two_sample.hpp"

namespace schedlitmus::cli {

namespace {

using campaign::History;
using campaign::HistoryChange;
using campaign::HistoryPoint;
using compare::Side;

constexpr std::size_t kDate = 16;  ///< "2026-01-31T09:30"
constexpr std::size_t kWidest = 40;
constexpr std::size_t kIndent = 2;
constexpr std::array<const char*, 8> kLevels = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

bool is_check(const compare::Observable& what) { return what.id.starts_with("check|"); }

std::size_t held(const Side& side) { return static_cast<std::size_t>(std::ranges::count(side.categories, "held")); }

/// "held in 20 of 20", "4 (20 runs)", "\"a\" in 19 of 20".
std::string describe_side(const compare::Observable& what, const Side& side) {
  if (is_check(what)) return fmt::format("held in {} of {}", held(side), side.size());
  if (!side.numbers.empty())
    return fmt::format("{} ({})", format_number(verdict::median(side.numbers)), count_of(side.size(), "run"));
  const auto mode = compare::mode_of(side.categories);
  return fmt::format("\"{}\" in {} of {}", truncate_to_width(report::clean_text(mode.category), kWidest), mode.runs,
                     side.size());
}

std::string describe_point(const HistoryPoint& point, bool with_store) {
  return fmt::format("{}{} ({})", with_store ? point.store + " " : "", point.campaign, point.started.substr(0, kDate));
}

std::string change_text(const History& history, const HistoryChange& change, bool with_store) {
  const auto& series = history.series[change.series];
  const auto& point = change.point;
  const auto& what = series.timelines[point.timeline].what;
  auto text =
      fmt::format("{} on {}: {} {} -> {}, between campaign {} and {} (q = {})", report::clean_text(series.expectation),
                  series.place, report::clean_text(describe(what)), describe_side(what, point.before),
                  describe_side(what, point.after), describe_point(series.points[point.at - 1], with_store),
                  describe_point(series.points[point.at], with_store), changes::format_chance(point.q));
  if (change.also > 0) text += fmt::format(", and {} more of it", change.also);
  if (!change.besides.empty())
    text += "; at the same time " + report::clean_text(fmt::format("{}", fmt::join(change.besides, "; ")));
  return text;
}

/// A character for each campaign: the share that holds, or the median between the least and the greatest one.
std::string curve_of(const compare::Timeline& timeline) {
  std::vector<std::optional<double>> values;
  double least = is_check(timeline.what) ? 0 : 1e300;
  double most = is_check(timeline.what) ? 1 : -1e300;
  for (const auto& side : timeline.campaigns) {
    auto& value = values.emplace_back();
    if (side.size() == 0) continue;
    if (is_check(timeline.what)) {
      value = static_cast<double>(held(side)) / static_cast<double>(side.size());
    } else if (!side.numbers.empty()) {
      value = verdict::median(side.numbers);
      least = std::min(least, *value);
      most = std::max(most, *value);
    }
  }
  std::string curve;
  for (const auto& value : values) {
    const double share = value && most > least ? (*value - least) / (most - least) : 0;
    curve += value ? kLevels.at(static_cast<std::size_t>(share * static_cast<double>(kLevels.size() - 1))) : " ";
  }
  return curve;
}

bool changes_in(const History& history, std::size_t series, std::size_t timeline) {
  return std::ranges::any_of(history.changes, [&](const HistoryChange& change) {
    return change.series == series && change.point.timeline == timeline;
  });
}

std::string series_text(const History& history, std::size_t index, const report::TerminalStyle& style) {
  const auto& series = history.series[index];
  const auto& first = series.points.front();
  const auto& last = series.points.back();
  auto text =
      fmt::format("\n{}\n  {}; {} from {} to {}\n",
                  coloured(report::clean_text(series.expectation) + " on " + series.place, Colour::bold, style.colour),
                  report::clean_text(series.setting), count_of(series.points.size(), "campaign"),
                  first.started.substr(0, kDate), last.started.substr(0, kDate));
  Table table({{""}, {"campaigns"}, {"first"}, {"last"}});
  for (std::size_t i = 0; i < series.timelines.size(); ++i) {
    const auto& timeline = series.timelines[i];
    const bool changes = changes_in(history, index, i);
    if (!is_check(timeline.what) && !changes) continue;
    const auto known = [](const Side& side) { return side.size() > 0; };
    const auto from = std::ranges::find_if(timeline.campaigns, known);
    const auto to = std::find_if(timeline.campaigns.rbegin(), timeline.campaigns.rend(), known);
    table.row({{report::clean_text(describe(timeline.what)), changes ? Colour::bold : Colour::none},
               curve_of(timeline),
               describe_side(timeline.what, *from),
               describe_side(timeline.what, *to)});
  }
  if (!table.empty()) text += table.to_string({.colour = style.colour, .indent = kIndent});
  return text;
}

std::string rest_text(const History& history) {
  std::size_t timelines = 0;
  for (const auto& series : history.series) timelines += series.timelines.size();
  if (history.series.empty())
    return fmt::format("nothing to compare: no setting was run twice ({} looked at)",
                       count_of(history.campaigns, "campaign"));
  return fmt::format("no {}change in {} of {} over {}", history.changes.empty() ? "" : "other ",
                     count_of(timelines, "observable"), count_of(history.series.size(), "setting"),
                     count_of(history.campaigns, "campaign"));
}

std::string wrapped(const std::string& text, const report::TerminalStyle& style) {
  return wrap_hanging(text, static_cast<std::size_t>(style.width), kIndent);
}

}  // namespace

int exit_code(const History& history) {
  if (history.series.empty()) return kInconclusive;
  return history.changes.empty() ? kOk : kViolated;
}

std::string to_terminal(const History& history, const report::TerminalStyle& style) {
  bool several = false;
  for (const auto& series : history.series)
    for (const auto& point : series.points)
      several = several || point.store != history.series.front().points.front().store;
  std::string text;
  for (const auto& change : history.changes)
    text += wrapped(coloured(change_text(history, change, several), Colour::bold, style.colour), style);
  text += wrapped(rest_text(history), style);
  for (std::size_t i = 0; i < history.series.size(); ++i) text += series_text(history, i, style);
  return text;
}

}  // namespace schedlitmus::cli
