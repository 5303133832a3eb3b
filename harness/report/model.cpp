#include "report/model.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace schedlitmus::report {

Judgement judge(const CheckReport& check) {
  using verdict::VerdictKind;
  switch (check.verdict.kind) {
    case VerdictKind::skipped:
      return Judgement::skipped;
    case VerdictKind::inconclusive:
      return Judgement::inconclusive;
    case VerdictKind::holds:
      return check.expected_violated ? Judgement::failed : Judgement::ok;
    case VerdictKind::violated:
      return check.expected_violated ? Judgement::ok : Judgement::failed;
  }
  return Judgement::inconclusive;
}

std::string_view name_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::ok:
      return "ok";
    case Judgement::failed:
      return "failed";
    case Judgement::inconclusive:
      return "inconclusive";
    case Judgement::skipped:
      return "skipped";
  }
  return "inconclusive";
}

std::string_view name_of(ValueOf value) {
  switch (value) {
    case ValueOf::sample:
      return "sample";
    case ValueOf::window:
      return "window";
    case ValueOf::share:
      return "share";
    case ValueOf::run:
      return "run";
  }
  return "";
}

const ServiceReport::Part* load_of(const ServiceReport& service) {
  const auto load = std::ranges::find(service.parts, kLoadPart, &ServiceReport::Part::name);
  return load == service.parts.end() ? nullptr : &*load;
}

bool is_checked(const Cell& cell) { return !cell.error && cell.skipped_why.empty(); }

Totals totals(const Report& report) {
  Totals sum;
  sum.errors = static_cast<int>(report.errors.size());
  for (const Cell& cell : report.cells) {
    sum.runs += static_cast<std::uint64_t>(std::max(cell.runs, 0));
    sum.superseded += static_cast<std::uint64_t>(std::max(cell.superseded, 0));
    if (cell.error) {
      ++sum.errors;
    } else if (!cell.skipped_why.empty()) {
      sum.skipped += std::max(1, static_cast<int>(cell.checks.size()));
    } else {
      for (const CheckReport& check : cell.checks) {
        const Judgement judgement = judge(check);
        sum.ok += judgement == Judgement::ok ? 1 : 0;
        sum.failed += judgement == Judgement::failed ? 1 : 0;
        sum.inconclusive += judgement == Judgement::inconclusive ? 1 : 0;
        sum.skipped += judgement == Judgement::skipped ? 1 : 0;
      }
    }
  }
  return sum;
}

namespace {

/// A verdict that at least one run stands behind.
bool has_verdict_from_runs(const Cell& cell) {
  return is_checked(cell) && std::any_of(cell.checks.begin(), cell.checks.end(), [](const CheckReport& check) {
           const verdict::Verdict& v = check.verdict;
           return judge(check) != Judgement::skipped && v.held + v.missed + v.undecided + v.excluded > 0;
         });
}

}  // namespace

int exit_code(const Report& report, bool allow_inconclusive) {
  if (report.interrupted) return 130;
  const Totals sum = totals(report);
  const bool anything_checked = std::any_of(report.cells.begin(), report.cells.end(), has_verdict_from_runs);
  if (sum.errors > 0 || !anything_checked) return 3;
  if (sum.failed > 0) return 1;
  if (sum.inconclusive > 0 && !allow_inconclusive) return 2;
  return sum.ok > 0 ? 0 : 3;
}

namespace {

void add_check_ids(Group& group) {
  for (const Cell* cell : group.cells) {
    if (cell == nullptr) continue;
    for (const CheckReport& check : cell->checks)
      if (std::find(group.checks.begin(), group.checks.end(), check.id) == group.checks.end())
        group.checks.push_back(check.id);
  }
  if (group.checks.empty()) group.checks.emplace_back(kAllChecks);
}

}  // namespace

std::vector<Group> groups(const Report& report) {
  std::vector<Group> found;
  for (const Cell& cell : report.cells) {
    const auto column = std::find(report.releases.begin(), report.releases.end(), cell.release);
    if (column == report.releases.end() || cell.row >= report.expectations.size()) continue;
    auto group = std::find_if(found.begin(), found.end(), [&](const Group& g) {
      return g.row == cell.row && g.gomaxprocs == cell.gomaxprocs && g.variant == cell.variant;
    });
    if (group == found.end()) {
      group = found.insert(found.end(), Group{cell.row, cell.gomaxprocs, cell.variant, {}, {}});
      group->cells.resize(report.releases.size(), nullptr);
    }
    group->cells[static_cast<std::size_t>(column - report.releases.begin())] = &cell;
  }
  std::stable_sort(found.begin(), found.end(), [](const Group& a, const Group& b) {
    return std::tie(a.row, a.gomaxprocs) < std::tie(b.row, b.gomaxprocs);
  });
  for (Group& group : found) add_check_ids(group);
  return found;
}

std::optional<double> overhead(const Execution& execution) {
  if (execution.taken.count() <= 0) return std::nullopt;
  const auto there = static_cast<double>(execution.wall.count()) * static_cast<double>(execution.cpus.size());
  return there / static_cast<double>(execution.taken.count()) - 1;
}

const CheckReport* find_check(const Cell& cell, const std::string& id) {
  const auto found =
      std::find_if(cell.checks.begin(), cell.checks.end(), [&](const CheckReport& check) { return check.id == id; });
  return found == cell.checks.end() ? nullptr : &*found;
}

std::string base_condition(const Group& group, const std::string& id) {
  const CheckReport* any = nullptr;
  for (const Cell* cell : group.cells) {
    const CheckReport* check = cell == nullptr ? nullptr : find_check(*cell, id);
    if (check == nullptr) continue;
    if (check->replaced_why.empty()) return check->condition;
    if (any == nullptr) any = check;
  }
  return any == nullptr ? std::string() : any->condition;
}

}  // namespace schedlitmus::report
