// The page: one file that asks nobody for anything. Its content is written
// here; what it looks like and does is in page/, with hashes in the page's
// policy, so that no other style or script can run, whatever a program prints.
#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/html_page.hpp"
#include "report/html_parts.hpp"
#include "report/page_assets.hpp"
#include "report/timeline.hpp"
#include "report/writers.hpp"

namespace schedlitmus::report {
namespace {

void write_context(Html& html, const Report& report) {
  const Context& context = report.context;
  std::vector<Fact> facts;
  const auto fact = [&](const char* label, const std::string& text, bool verbatim = false) {
    if (!text.empty()) facts.push_back({label, clean_text(text), verbatim});
  };
  fact("Host", context.host);
  fact("Started", context.started);
  fact("Command", context.command, true);
  if (context.campaign != 0) fact("Seed", fmt::format("{}", context.seed));
  if (!context.store.empty()) fact("Store", fmt::format("{}, campaign {}", context.store, context.campaign));
  if (report.execution) fact("Runs on", describe_execution(*report.execution));
  if (report.noise) fact("Host noise", describe_noise(*report.noise));
  fact("Set-up", context.bootstrap);
  const auto fold = html.in("details", {{"class", "context"}});
  html.element("summary", "How this was run");
  write_facts(html, facts);
}

void write_header(Html& html, const Report& report) {
  const auto header = html.in("header");
  html.element("p", {{"class", "brand"}}, "schedlitmus " + report.context.version);
  html.element("h1", headline(report));
  html.element("p", {{"class", "totals"}}, describe_totals(totals(report)));
  write_context(html, report);
}

constexpr const char* kFooter =
    "A verdict is about many runs, never about one: the bound (≥ or ≤) is one-sided, the hold rate is at least (HOLDS) "
    "or at most (VIOLATED) that high. A run that lost samples or was disturbed by the host is told, but is no "
    "evidence.";

std::string page_with(const Page& page) {
  const Report& report = page.report;
  return whole_page(headline(report) + " – schedlitmus", kPageAssets, [&](Html& html) {
    html.raw(kTimelineDefs);
    write_header(html, report);
    {
      const auto main = html.in("main", {{"id", "content"}});
      write_errors(html, report.errors);
      write_matrix(html, page);
      for (std::size_t i = 0; i < page.groups.size(); ++i) write_group(html, page, i);
    }
    const auto footer = html.in("footer");
    html.element("p", kFooter);
  });
}

/// More open cells than these are no help, and take the browser a while.
constexpr std::ptrdiff_t kMostOpen = 12;

/// What all traces would take.
std::size_t bytes_of_traces(const Report& report) {
  std::size_t bytes = 0;
  for (const Cell& cell : report.cells) bytes += cell.timeline ? cell.timeline->trace.size() : 0;
  return bytes;
}

}  // namespace

std::string to_html(const Report& report) {
  const std::vector<Group> all = groups(report);
  const Histograms histograms(report);
  const std::size_t traces = bytes_of_traces(report);
  const bool open_failed = std::ranges::count_if(report.cells, is_to_open) <= kMostOpen;
  PageBudget budget;
  std::string page;
  // A page that is too long gets coarser timelines first, then shorter traces.
  for (const std::size_t points : {kMostPoints, kMostPoints / 2, kMostPoints / 4, kMostPoints / 8}) {
    budget.points = points;
    budget.trace_bytes = 0;
    page = page_with({report, all, histograms, open_failed, budget});
    if (page.size() < kRoomWithoutTraces) break;
  }
  if (traces == 0) return page;
  const std::size_t room = kMostPage - std::min(kMostPage, page.size());
  // Escaped text is longer; a trace has few characters that are.
  budget.trace_bytes = std::min(kMostTrace, traces * 5 / 4 < room ? kMostTrace : room * 4 / 5 / report.cells.size());
  return page_with({report, all, histograms, open_failed, budget});
}

}  // namespace schedlitmus::report
