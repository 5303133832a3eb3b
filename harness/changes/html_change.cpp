#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "changes/bins.hpp"
#include "changes/html_parts.hpp"
#include "changes/words.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::changes {

namespace {

using compare::Change;
using compare::RunValue;
using report::Html;

constexpr std::size_t kMostRuns = 60;  ///< of a side, those next to the other one
constexpr int kBar = 180;              ///< of the longest bar, in pixels

/// A length and not a style, which the page's policy would not let in.
void write_bar(Html& html, int runs, int all, bool before) {
  const int width = runs == 0 ? 0 : std::max(2, runs * kBar / std::max(all, 1));
  const auto cell = html.in("td", {{"class", before ? "bar left" : "bar"}});
  const auto svg = html.in("svg", {{"width", std::to_string(kBar)}, {"height", "14"}, {"aria-hidden", "true"}});
  html.empty("rect", {{"x", std::to_string(before ? kBar - width : 0)},
                      {"width", std::to_string(width)},
                      {"height", "14"},
                      {"class", before ? "then" : "now"}});
}

void write_distribution(Html& html, const compare::Line& line, const Change& change,
                        const std::vector<RunValue>& before, const std::vector<RunValue>& after) {
  const auto scroll = html.in(
      "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Values of both sides"}});
  const auto table = html.in("table", {{"class", "sides"}});
  html.element("caption", {{"class", "unseen"}}, "Runs that show each value, before and after");
  {
    const auto head = html.in("thead");
    const auto row = html.in("tr");
    html.element("th", {{"scope", "col"}, {"colspan", "2"}, {"class", "left"}},
                 fmt::format("{}, {}", compare::describe_range(line, change.before_first, change.from),
                             count_of(before.size(), "run")));
    html.element("th", {{"scope", "col"}, {"class", "value"}}, "value");
    html.element("th", {{"scope", "col"}, {"colspan", "2"}},
                 fmt::format("{}, {}", compare::describe_range(line, change.to, change.after_last),
                             count_of(after.size(), "run")));
  }
  const auto body = html.in("tbody");
  for (const auto& bin : side_by_side(change, before, after)) {
    const auto row = html.in("tr");
    html.element("td", {{"class", "number left"}}, bin.before == 0 ? "" : std::to_string(bin.before));
    write_bar(html, bin.before, static_cast<int>(before.size()), true);
    html.element("th", {{"scope", "row"}, {"class", "value"}}, bin.label);
    write_bar(html, bin.after, static_cast<int>(after.size()), false);
    html.element("td", {{"class", "number"}}, bin.after == 0 ? "" : std::to_string(bin.after));
  }
}

std::string value_text(const Change& change, const RunValue& value) {
  const auto* number = std::get_if<double>(&value.value);
  if (number != nullptr) return format_number(*number);
  compare::Shown side;
  side.usual = std::get<std::string>(value.value);
  return describe_side(change, side);
}

void write_runs_of(Html& html, const compare::Line& line, const Change& change, const std::vector<RunValue>& values,
                   bool before) {
  const auto count = std::min(kMostRuns, values.size());
  const auto first = before ? values.size() - count : 0;
  const auto table = html.in("table", {{"class", "small"}});
  html.element("caption", count == values.size()
                              ? fmt::format("{}", before ? "Before" : "After")
                              : fmt::format("{}: {} of {} runs, those next to the change; the JSON report has all",
                                            before ? "Before" : "After", count, values.size()));
  const auto body = html.in("tbody");
  for (std::size_t i = first; i < first + count; ++i) {
    const auto row = html.in("tr");
    html.element("td", {{"class", "soft"}}, describe_place(line.places[values[i].place]));
    html.element("td", {{"class", "soft number"}}, values[i].run == 0 ? "" : fmt::format("run {}", values[i].run));
    html.element("td", {{"class", "number"}}, value_text(change, values[i]));
  }
}

void write_runs(Html& html, const compare::Line& line, const Change& change, const std::vector<RunValue>& before,
                const std::vector<RunValue>& after) {
  const auto fold = html.in("details", {{"class", "inner"}});
  html.element("summary", "Run by run");
  const auto both = html.in("div", {{"class", "both"}});
  write_runs_of(html, line, change, before, true);
  write_runs_of(html, line, change, after, false);
}

}  // namespace

std::string anchor_of_change(std::size_t change) { return fmt::format("c{}", change); }

void write_change(Html& html, const Compared& compared, std::size_t index) {
  const auto& change = compared.comparison.changes[index];
  const auto& line = compared.lines[change.line];
  const auto before = compare::run_values(line, change.what, change.before_first, change.from);
  const auto after = compare::run_values(line, change.what, change.to, change.after_last);
  const auto article = html.in("article", {{"class", "change"}, {"id", anchor_of_change(index)}, {"tabindex", "-1"}});
  {
    const auto heading = html.in("h3");
    html.element(
        "span", {{"class", "step"}},
        (line.label.empty() ? "" : line.label + ", ") + describe_step(compared, change.line, change.from, change.to));
    html.text(" ");
    html.element("code", describe(change.what));
  }
  write_distribution(html, line, change, before, after);
  std::vector<report::Fact> facts{{"how sure", describe_certainty(change)}};
  if (!change.what.shape.empty() && change.what.statistic != compare::Statistic::lines)
    facts.push_back({"in", "\"" + report::clean_text(change.what.shape) + "\""});
  if (const auto also = describe_also(change); !also.empty()) facts.push_back({"also", also});
  if (const auto note = build_note(compared, change); !note.empty()) facts.push_back({"mind", note});
  if (const auto runs = show_commands(change, compared.context.store); !runs.empty())
    facts.push_back({"look at", runs, true});
  report::write_facts(html, facts);
  write_runs(html, line, change, before, after);
}

}  // namespace schedlitmus::changes
