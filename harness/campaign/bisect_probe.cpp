#include "campaign/bisect_probe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "support/nearest.hpp"
#include "support/quote.hpp"

namespace schedlitmus::campaign {

namespace {

using verdict::VerdictKind;

std::vector<Probe> all_probes(const report::Report& ends, const std::string& release) {
  std::vector<Probe> probes;
  for (const auto& cell : ends.cells)
    if (cell.release == release)
      for (const auto& check : cell.checks) probes.push_back({check.id, cell.gomaxprocs, cell.variant});
  return probes;
}

Result<void> require_check(const std::vector<Probe>& probes, const std::string& check) {
  std::vector<std::string_view> ids;
  for (const auto& probe : probes) ids.push_back(probe.check);
  if (check.empty() || std::ranges::find(ids, check) != ids.end()) return {};
  return fail(fmt::format("no check has the id {}", quote(check)), "--check", did_you_mean(check, ids));
}

/// Why nothing can be said of an end.
Result<void> require_runs(const report::Report& ends, const std::string& release, const std::string& option) {
  const auto is_there = [&](const report::Cell& cell) { return cell.release == release; };
  const auto cell = std::ranges::find_if(ends.cells, is_there);
  if (cell == ends.cells.end()) {
    if (!ends.errors.empty()) return tl::unexpected(ends.errors.front());
    return fail(fmt::format("nothing was run on Go {}", release), option);
  }
  if (std::ranges::any_of(ends.cells, [&](const auto& one) { return is_there(one) && is_checked(one); })) return {};
  if (const auto& error = cell->error) return tl::unexpected(*error);
  return fail(fmt::format("the expectation is skipped on Go {}", release), option, cell->skipped_why);
}

std::string verdicts_of(const report::Report& ends, const std::vector<Probe>& probes, const std::string& good,
                        const std::string& bad) {
  std::vector<std::string> lines;
  for (const auto& probe : probes) {
    const auto on = [&](const std::string& release) {
      const auto* check = check_of(ends, probe, release);
      return fmt::format("{} on {}", check == nullptr ? "not run" : describe(check->verdict), release);
    };
    lines.push_back(fmt::format("{}: {}, {}", name_of(probe, ends), on(good), on(bad)));
  }
  return fmt::format("{}", fmt::join(lines, "; "));
}

bool is(const report::Report& report, const Probe& probe, const std::string& release, VerdictKind kind) {
  const auto* check = check_of(report, probe, release);
  return check != nullptr && check->verdict.kind == kind;
}

}  // namespace

std::string name_of(const Probe& probe, const report::Report& report) {
  std::set<int> procs;
  std::set<std::string> variants;
  for (const auto& cell : report.cells) {
    procs.insert(cell.gomaxprocs);
    variants.insert(cell.variant);
  }
  std::vector<std::string> setting;
  if (procs.size() > 1) setting.push_back(fmt::format("GOMAXPROCS={}", probe.gomaxprocs));
  if (variants.size() > 1) setting.push_back(probe.variant);
  return setting.empty() ? probe.check : fmt::format("{} ({})", probe.check, fmt::join(setting, ", "));
}

const report::Cell* cell_of(const report::Report& report, const Probe& probe, const std::string& release) {
  const auto found = std::ranges::find_if(report.cells, [&](const report::Cell& cell) {
    return cell.release == release && cell.gomaxprocs == probe.gomaxprocs && cell.variant == probe.variant;
  });
  return found == report.cells.end() ? nullptr : &*found;
}

const report::CheckReport* check_of(const report::Report& report, const Probe& probe, const std::string& release) {
  const auto* cell = cell_of(report, probe, release);
  return cell == nullptr || !is_checked(*cell) ? nullptr : find_check(*cell, probe.check);
}

std::string describe(const verdict::Verdict& verdict) {
  if (verdict.kind == VerdictKind::skipped) return "skipped";
  return fmt::format("{} {}/{}", name_of(verdict.kind), verdict.held, verdict.held + verdict.missed);
}

Result<Probes> probes_of(const report::Report& ends, const std::string& good, const std::string& bad,
                         const std::string& check) {
  if (auto runs = require_runs(ends, good, "--good"); !runs) return tl::unexpected(std::move(runs.error()));
  if (auto runs = require_runs(ends, bad, "--bad"); !runs) return tl::unexpected(std::move(runs.error()));
  auto all = all_probes(ends, good);
  if (auto known = require_check(all, check); !known) return tl::unexpected(std::move(known.error()));
  if (!check.empty()) std::erase_if(all, [&](const Probe& probe) { return probe.check != check; });
  Probes probes;
  bool is_swapped = false;
  for (const auto& probe : all) {
    const bool holds = is(ends, probe, good, VerdictKind::holds);
    if (holds && is(ends, probe, bad, VerdictKind::violated)) probes.flipping.push_back(probe);
    if (holds && is(ends, probe, bad, VerdictKind::holds)) probes.holding.push_back(probe);
    is_swapped =
        is_swapped || (is(ends, probe, good, VerdictKind::violated) && is(ends, probe, bad, VerdictKind::holds));
  }
  probes.verdicts = verdicts_of(ends, all, good, bad) + (is_swapped ? "; swap --good and --bad" : "");
  if (!probes.flipping.empty() || !probes.holding.empty()) return probes;
  return fail(fmt::format("no check HOLDS on Go {} and is VIOLATED on Go {}", good, bad), "", probes.verdicts);
}

}  // namespace schedlitmus::campaign
