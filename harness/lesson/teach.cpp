#include "lesson/teach.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lesson/evidence.hpp"
#include "lesson/fill.hpp"
#include "lesson/lesson_plan.hpp"
#include "report/binning.hpp"
#include "report/format.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"

namespace schedlitmus::lesson {

namespace {

using report::Judgement;
using verdict::VerdictKind;

Judgement judge(VerdictKind kind, bool must_hold) {
  if (kind == VerdictKind::skipped) return Judgement::skipped;
  if (kind == VerdictKind::inconclusive) return Judgement::inconclusive;
  return (kind == VerdictKind::holds) == must_hold ? Judgement::ok : Judgement::failed;
}

/// A failure weighs more than a doubt, a doubt more than a success.
int weight(Judgement judgement) {
  switch (judgement) {
    case Judgement::failed:
      return 3;
    case Judgement::inconclusive:
      return 2;
    case Judgement::ok:
      return 1;
    case Judgement::skipped:
      return 0;
  }
  return 0;
}

CheckSaid check_said(const report::CheckReport& check, bool must_hold, const report::Histograms& histograms) {
  CheckSaid said;
  said.expected = (must_hold ? "" : "not: ") + check.condition;
  said.judgement = judge(check.verdict.kind, must_hold);
  said.verdict = name_of(check.verdict.kind);
  said.rate = report::describe_rate(check.verdict);
  said.seen = report::describe_bins(histograms.seen_in(check));
  said.gap = report::describe_gap(check.verdict);
  return said;
}

class Teacher {
 public:
  Teacher(const Lesson& lesson, const TeachSettings& settings, LessonPlan plan, const store::Store& store,
          report::Report report)
      : lesson_(lesson), settings_(settings), plan_(std::move(plan)), store_(store) {
    taught_.report = std::move(report);
  }

  Taught teach() {
    const auto& context = taught_.report.context;
    taught_.command =
        fmt::format("{} lesson {} --check{} --seed {}", own_name(), shell_quote(lesson_.file),
                    settings_.campaign.go.empty() ? "" : " --go " + shell_quote(settings_.campaign.go), context.seed);
    taught_.errors = taught_.report.errors;
    for (const auto& cell : taught_.report.cells)
      if (cell.error && std::ranges::find(taught_.errors, *cell.error) == taught_.errors.end())
        taught_.errors.push_back(*cell.error);
    Evidence evidence(taught_.report, store_, plan_);
    const report::Histograms histograms(taught_.report);
    for (std::size_t i = 0; i < lesson_.statements.size(); ++i)
      taught_.statements.push_back(said(i, evidence, histograms));
    if (!settings_.to_show || taught_.report.interrupted) return std::move(taught_);
    Filler filler({lesson_, plan_, taught_, settings_}, evidence);
    for (std::size_t i = 0; i < lesson_.shows.size(); ++i) taught_.shows.push_back(filler.fill(i));
    return std::move(taught_);
  }

 private:
  Said said(std::size_t statement, const Evidence& evidence, const report::Histograms& histograms) {
    Said said;
    for (const auto index : plan_.of_statement[statement])
      said.on.push_back(said_on(statement, plan_.places[index], evidence, histograms));
    return said;
  }

  SaidOn said_on(std::size_t statement, const Place& place, const Evidence& evidence,
                 const report::Histograms& histograms) {
    SaidOn on{place.version.to_string(), Judgement::skipped, {}, {}};
    const auto* cell = evidence.cell(place.checks);
    if (cell == nullptr) {
      on.why = "not run";
      return on;
    }
    if (cell->error) {
      on.why = cell->error->what;
      return on;
    }
    on.why = cell->skipped_why;
    const auto& violated = lesson_.statements[statement].violated;
    for (const auto& check : lesson_.statements[statement].checks.read) {
      const auto* report = report::find_check(*cell, id_of(statement, check.id));
      if (report == nullptr) continue;
      on.checks.push_back(check_said(*report, !violated.contains(check.id), histograms));
      if (weight(on.checks.back().judgement) > weight(on.judgement)) on.judgement = on.checks.back().judgement;
    }
    return on;
  }

  const Lesson& lesson_;
  const TeachSettings& settings_;
  LessonPlan plan_;
  const store::Store& store_;
  Taught taught_;
};

}  // namespace

Result<Taught> teach(const Lesson& lesson, const TeachSettings& settings, const campaign::Parts& parts,
                     const campaign::OnProgress& progress) {
  const auto listing = parts.toolchain.list();
  if (!listing) return tl::unexpected(listing.error());
  auto plan = make_plan(lesson, *listing, settings.campaign.go, settings.to_show);
  if (!plan.errors.empty()) {
    Taught taught;
    taught.errors = std::move(plan.errors);
    return taught;
  }
  auto campaign_settings = settings.campaign;
  campaign_settings.go.clear();  // it is in the plan's expectations
  auto report = campaign::run(plan.loaded, campaign_settings, parts, progress);
  if (!report) return tl::unexpected(report.error());
  return Teacher(lesson, settings, std::move(plan), parts.store, std::move(*report)).teach();
}

}  // namespace schedlitmus::lesson
