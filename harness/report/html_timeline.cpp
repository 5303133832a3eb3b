#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/html_parts.hpp"
#include "report/json_parts.hpp"
#include "report/service.hpp"
#include "report/timeline.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

std::vector<DecidedAt> decided_at(const Cell& cell) {
  std::vector<DecidedAt> decided;
  for (const CheckReport& check : cell.checks) {
    if (check.deciding_times.empty() || check.value_of != ValueOf::sample) continue;
    const auto [first, last] = std::ranges::minmax_element(check.deciding_times);
    decided.push_back({check.id, *first, *last});
  }
  return decided;
}

/// Where the times of a service's run count from; empty: of a program, or not known.
std::string view_of(const Cell& cell, std::int64_t run) {
  const auto found = std::ranges::find(cell.each_run, run, &RunReport::id);
  return found != cell.each_run.end() && found->service ? view_text(*found->service) : std::string();
}

void write_keys(Html& html, const StackedTimeline& stacked, bool with_decided) {
  const auto list = html.in("ul", {{"class", "keys"}});
  for (std::size_t i = 0; i + 1 < stacked.names.size(); ++i)
    html.element("li", {{"class", fmt::format("p{}", i)}}, stacked.names[i]);
  html.element("li", {{"class", "kg"}}, "global queue");
  html.element("li", {{"class", "ki"}}, "idle Ps");
  if (with_decided) html.element("li", {{"class", "kd"}}, "checked");
}

/// The sample that the picture shows first: the one that decided, else the middle one.
std::size_t first_shown(const Timeline& timeline, const std::vector<DecidedAt>& decided) {
  if (decided.empty()) return timeline.points.size() / 2;
  const auto at = std::ranges::lower_bound(timeline.points, decided.front().first, {}, &Timeline::Point::time);
  return std::min<std::size_t>(static_cast<std::size_t>(at - timeline.points.begin()), timeline.points.size() - 1);
}

/// Drawn by the script when the cell is opened; without it the timeline and the trace tell the same.
void write_samples(Html& html, const Timeline& timeline, const std::vector<DecidedAt>& decided) {
  const auto box = html.in(
      "div",
      {{"class", "picture"}, {"hidden", "hidden"}, {"data-first", fmt::format("{}", first_shown(timeline, decided))}});
  // Numbers and null alone: nothing in it can end the element.
  html.raw("<script type=\"application/json\">" + dump(timeline_json(timeline)) + "</script>");
}

void write_trace(Html& html, const Timeline& timeline, std::size_t most) {
  if (timeline.trace.empty() || most == 0) return;
  std::string text = timeline.trace.substr(0, most);
  // Whole lines, where there is a line end.
  if (text.size() < timeline.trace_bytes && text.rfind('\n') != std::string::npos) text.resize(text.rfind('\n') + 1);
  const auto fold = html.in("details", {{"class", "inner"}});
  html.element("summary", fmt::format("The trace of run {}", timeline.run));
  html.preformatted(text);
  if (text.size() < timeline.trace_bytes)
    html.element("p", {{"class", "soft"}},
                 fmt::format("{} more: schedlitmus show {} --stderr prints them all.",
                             count_of(timeline.trace_bytes - text.size(), "byte"), timeline.run));
}

}  // namespace

void write_timeline(Html& html, const Page& page, const Cell& cell) {
  if (!cell.timeline) return;
  const Timeline thin = thin_out(*cell.timeline, page.budget.points);
  const std::vector<DecidedAt> decided = decided_at(cell);
  const StackedTimeline stacked = stack(*cell.timeline, page.budget.points);
  const std::string svg = timeline_svg(stacked, cell.timeline->run, decided, page.anchor(cell));
  if (!svg.empty()) {
    const auto figure = html.in("figure");
    {
      const auto caption = html.in("figcaption");
      html.text(fmt::format("Goroutines waiting to run, in run {}.", cell.timeline->run));
      if (stacked.samples_a_point > 1)
        html.text(fmt::format(" Each step: the busiest of about {} samples.", format_count(stacked.samples_a_point)));
      if (const auto view = view_of(cell, cell.timeline->run); !view.empty()) html.text(" " + view);
    }
    write_keys(html, stacked, !decided.empty());
    {
      const auto scroll = html.in(
          "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Run queues over time"}});
      html.raw(svg);
    }
    write_samples(html, thin, decided);
  }
  write_trace(html, *cell.timeline, page.budget.trace_bytes);
}

}  // namespace schedlitmus::report
