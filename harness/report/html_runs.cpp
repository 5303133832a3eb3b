#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/html_parts.hpp"
#include "report/service.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

/// "3 %, 1 %, 0 %, 0 %": what others used of its CPUs, how long it waited for them, what the hypervisor took and a
/// quota withheld.
std::string noise_text(const process::Noise& noise) {
  std::string text;
  for (const double share :
       {noise.foreign_cpu_share, noise.run_delay_share, noise.steal_share, noise.throttled_share}) {
    if (!text.empty()) text += ", ";
    text += share < 0 ? "–" : format_percent(share);
  }
  return text;
}

std::string samples_text(const RunReport& run) {
  std::string text = format_count(run.samples);
  return run.lost_samples == 0 ? text : fmt::format("{}, {} lost", text, format_count(run.lost_samples));
}

void write_outcome(Html& html, const RunReport& run, const CheckReport& check) {
  const auto found = std::ranges::find(run.outcomes, check.id, &RunOutcome::check);
  if (found == run.outcomes.end()) {
    html.element("td", {{"class", "soft"}}, "–");
    return;
  }
  const std::string value = found->time ? format_seen(check, found->seen, *found->time) : found->seen;
  switch (found->kind) {
    case expectation::OutcomeKind::held:
      html.element("td", value);
      break;
    case expectation::OutcomeKind::missed:
      html.element("td", {{"class", "m"}}, "missed: " + value);
      break;
    case expectation::OutcomeKind::undecided:
      html.element("td", {{"class", "u"}}, "undecided: " + found->reason);
      break;
  }
}

/// What is to be known of a run besides.
std::string note_of(const RunReport& run) {
  std::string note = run.service ? lack_text(*run.service) : std::string();
  if (!run.counts) note += (note.empty() ? "excluded: " : "; excluded: ") + run.excluded_why;
  return note;
}

void write_run(Html& html, const Cell& cell, const RunReport& run, bool with_services) {
  html.line();
  const auto row = html.in("tr", {{"class", run.counts ? "" : "excluded"}});
  // Plain cells: a page may have 20,000 of these rows.
  html.element("td", fmt::format("{}", run.id));
  for (const CheckReport& check : cell.checks) write_outcome(html, run, check);
  html.element("td", fmt::format("{} {}", ending_text(run.ending, run.code, run.signal), format_duration(run.wall)));
  if (with_services) {
    html.element("td", run.service ? ready_text(*run.service) : std::string());
    html.element("td", run.service ? load_text(*run.service) : std::string());
  }
  html.element("td", samples_text(run));
  html.element("td", noise_text(run.noise));
  if (const auto note = note_of(run); !note.empty()) html.element("td", note);
}

}  // namespace

void write_runs(Html& html, const Cell& cell) {
  if (cell.each_run.empty()) return;
  const bool with_services = has_services(cell);
  const auto fold = html.in("details", {{"class", "inner"}});
  html.element("summary", "Each of " + count_of(cell.each_run.size(), "run"));
  const auto scroll =
      html.in("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Each run"}});
  const auto table = html.in("table", {{"class", "small"}});
  {
    const auto head = html.in("thead");
    const auto row = html.in("tr");
    html.element("th", {{"scope", "col"}}, "Run");
    for (const CheckReport& check : cell.checks) html.element("th", {{"scope", "col"}}, check.id);
    html.element("th", {{"scope", "col"}}, "Ended after");
    if (with_services)
      for (const char* column : {"Ready after", "Load"}) html.element("th", {{"scope", "col"}}, column);
    for (const char* column : {"Samples", "Others' CPU, delay, steal, quota"})
      html.element("th", {{"scope", "col"}}, column);
  }
  const auto body = html.in("tbody");
  for (const RunReport& run : cell.each_run) write_run(html, cell, run, with_services);
}

}  // namespace schedlitmus::report
