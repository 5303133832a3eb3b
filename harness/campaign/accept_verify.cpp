// Whether the changes of an acceptance hold.
#include <fmt/format.h>

#include <algorithm>

#include "campaign/accept_change.hpp"
#include "campaign/lint.hpp"
#include "expectation/value_range.hpp"
#include "support/quote.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::Check;
using expectation::Expectation;

/// The text as the strict loader reads it, with no error of lint that was not there before.
Result<Expectation> read(const Expectation& before, const std::string& text, const std::string& programs) {
  auto parsed = expectation::parse(text, before.file, before.name);
  if (!parsed) {
    auto why = parsed.error().front();
    why.what = "with these values the file is in error: " + why.what;
    return tl::unexpected(why);
  }
  const auto known = lint(before, programs).errors;
  for (const auto& error : lint(*parsed, programs).errors) {
    if (std::ranges::find(known, error.what, &Error::what) == known.end()) return tl::unexpected(error);
  }
  return std::move(*parsed);
}

/// Whether every trace holds it in its new form.
bool cannot_fail(const AcceptTask& task, const Expectation& changed, const report::Cell& cell) {
  const auto version = toolchain::Version::parse(cell.release);
  if (!version) return false;
  std::vector<Error> none;
  const auto applied = checks_on(changed, *version, {{*version}, {*version}}, none);
  const auto check = std::ranges::find(applied.checks, task.id, &Check::id);
  return check != applied.checks.end() && power_of(*check, cell.gomaxprocs) == expectation::Power::cannot_fail;
}

std::optional<NotAccepted> against(const AcceptTask& task, const Expectation& changed, const report::Cell& cell) {
  using verdict::VerdictKind;
  const auto* check = report::find_check(cell, task.id);
  if (check == nullptr || !is_checked(cell)) return std::nullopt;
  const auto where = to_string(task.check.position);
  if (cannot_fail(task, changed, cell)) {
    return NotAccepted{{fmt::format("{}: around what was seen nothing could violate it", quote(task.id)), where,
                        "another check may say what is special there"},
                       false,
                       true};
  }
  const auto& verdict = check->verdict;
  if (verdict.kind == VerdictKind::holds) return std::nullopt;
  const bool violated = verdict.kind == VerdictKind::violated;
  return NotAccepted{{fmt::format("{} would be {} on Go {}{}{}", quote(task.id), name_of(verdict.kind), cell.release,
                                  violated ? "" : ": ", verdict.reason),
                      where, violated ? "change it by hand" : kMakeMoreRuns},
                     !violated,
                     true};
}

std::optional<Error> what_became_worse(const report::Report& before, const report::Report& after,
                                       const std::string& file) {
  for (const auto& cell : before.cells) {
    const auto now = std::ranges::find_if(after.cells, [&](const report::Cell& other) {
      return other.release == cell.release && other.gomaxprocs == cell.gomaxprocs && other.variant == cell.variant;
    });
    for (const auto& check : cell.checks) {
      if (report::judge(check) != report::Judgement::ok) continue;
      const auto* same = now == after.cells.end() ? nullptr : report::find_check(*now, check.id);
      if (same != nullptr && report::judge(*same) == report::Judgement::ok) continue;
      return Error{fmt::format("with these values {} is no longer as expected on Go {}", quote(check.id), cell.release),
                   file, "nothing is accepted"};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Refused> verify_changes(const Expectation& expectation, const std::string& text,
                               const std::vector<AcceptChange>& changes, const Evidence& evidence,
                               const std::string& programs) {
  const auto changed = read(expectation, text, programs);
  if (!changed) return tl::unexpected(changed.error());
  const auto report = evidence.judge(*changed);
  if (!report) return tl::unexpected(report.error());
  Refused refused;
  for (const auto& [task, values, seen, runs] : changes) {
    for (const auto& cell : report->cells) {
      if (std::ranges::find(task.releases, cell.release) == task.releases.end()) continue;
      if (auto why = against(task, *changed, cell)) refused.emplace(task.id, std::move(*why));
    }
  }
  if (!refused.empty()) return refused;
  if (auto worse = what_became_worse(evidence.report(), *report, expectation.file)) return tl::unexpected(*worse);
  return refused;
}

}  // namespace schedlitmus::campaign
