#include "campaign/cell_report.hpp"

#include <algorithm>

#include "campaign/example_samples.hpp"
#include "campaign/noise_summary.hpp"
#include "campaign/reported_runs.hpp"
#include "campaign/resume.hpp"
#include "campaign/run_timeline.hpp"
#include "campaign/settings_line.hpp"
#include "campaign/walk.hpp"

namespace schedlitmus::campaign {

namespace {

/// The first run has all checks still wanted, so it is the longest.
std::optional<report::Timeline> timeline_of_first(const store::Store& store, const std::vector<store::Run>& runs) {
  if (runs.empty()) return std::nullopt;
  const auto found = store.run(runs.front().id);
  if (!found) return std::nullopt;
  const auto& run = *found;
  if (!run.has_value()) return std::nullopt;
  return timeline_of(*run);
}

/// As if every run counted.
verdict::Verdict with_excluded(const CellProgress& progress, const expectation::Check& check) {
  verdict::Judge judge(check, progress.hold());
  for (const auto* run : runs_in_turn(progress)) {
    const auto outcome = std::ranges::find(run->outcomes, check.id, &expectation::Outcome::check);
    if (outcome != run->outcomes.end()) judge.add(*outcome);
  }
  return judge.verdict();
}

report::CheckReport report_check(const ReportInput& input, const CellProgress& progress, std::size_t index,
                                 const std::optional<report::NoiseSummary>& noise) {
  const auto& check = progress.cell().checks[index];
  auto report = describe_check(check, progress.cell());
  if (progress.cell().skipped_why.empty()) report.verdict = progress.judges()[index].verdict();
  if (report.verdict.excluded > 0) report.with_excluded = with_excluded(progress, check);
  if (report.verdict.kind == verdict::VerdictKind::inconclusive && report.verdict.excluded > 0 && noise) {
    // Empty where a store's runs were excluded by other limits than these.
    if (const auto excess = describe_excess(*noise); !excess.empty()) report.verdict.reason += ": " + excess;
  }
  if (progress.cell().skipped_why.empty()) {
    report.settled_by = settled_by(progress, check, report.verdict);
    if (input.settings.explain) report.walk = walk_of(progress, check);
    const auto judgement = judge(report);
    const bool not_as_expected = judgement == report::Judgement::failed || judgement == report::Judgement::inconclusive;
    if (not_as_expected) report.samples = example_samples(progress, check, input.store);
  }
  for (const auto& run : progress.runs()) {
    const auto outcome = std::ranges::find(run.outcomes, check.id, &expectation::Outcome::check);
    if (outcome == run.outcomes.end()) continue;
    if (const auto& time = outcome->time; time.has_value()) report.deciding_times.push_back(time.value());
  }
  return report;
}

}  // namespace

report::Cell report_cell(const ReportInput& input, const CellProgress& progress) {
  const auto& cell = progress.cell();
  const auto& expectation = input.loaded.expectations[cell.place.expectation];
  report::Cell report;
  report.row = cell.place.expectation;
  report.release = cell.place.release;
  report.gomaxprocs = cell.place.gomaxprocs;
  report.variant = cell.place.variant;
  report.skipped_why = cell.skipped_why;
  report.error = progress.error();
  std::vector<const store::Run*> runs;
  for (const auto& run : progress.runs()) runs.push_back(&run);
  report.noise = noise_of(runs, limits_of(input.campaign.noise_limits, input.campaign.noise_source));
  for (std::size_t i = 0; i < cell.checks.size(); ++i)
    report.checks.push_back(report_check(input, progress, i, report.noise));
  report.runs = static_cast<int>(progress.runs().size());
  report.superseded = progress.superseded;
  report.reproduce = reproduce_line(expectation, cell, input.settings, input.campaign.seed);
  if (!progress.runs().empty()) report.by_hand = progress.runs().front().command;
  report.timeline = timeline_of_first(input.store, progress.runs());
  for (const auto& run : progress.runs()) {
    report.elapsed += std::chrono::duration_cast<Millis>(run.record.wall);
    report.lost_samples += run.health.lost();
    report.samples += run.health.samples;
    report.each_run.push_back(report_run(run));
  }
  report.endings = endings_of(progress.runs());
  return report;
}

}  // namespace schedlitmus::campaign
