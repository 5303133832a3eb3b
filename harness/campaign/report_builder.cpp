#include "campaign/report_builder.hpp"

#include "campaign/cell_report.hpp"
#include "campaign/example_samples.hpp"
#include "campaign/noise_summary.hpp"
#include "campaign/reported_runs.hpp"
#include "campaign/resume.hpp"
#include "campaign/settings_line.hpp"
#include "campaign/version.hpp"
#include "expectation/condition.hpp"

namespace schedlitmus::campaign {

namespace {

std::string tolerance_text(const expectation::Condition& condition) {
  if (!condition.names_values()) return {};
  const std::string text = describe_tolerance(condition);
  return text.empty() ? "none" : text;
}

report::ValueOf value_of(const expectation::Check& check) {
  if (is_of_run(check.subject)) return report::ValueOf::run;
  if (check.quantifier == expectation::Quantifier::share) return report::ValueOf::share;
  return is_of_one_sample(check) ? report::ValueOf::sample : report::ValueOf::window;
}

}  // namespace

report::CheckReport describe_check(const expectation::Check& check, const ChecksOnRelease& applied) {
  report::CheckReport report;
  report.id = check.id;
  report.condition = describe(check);
  report.why = check.why;
  report.file = check.position.file;
  report.line = check.position.line;
  report.column = check.position.column;
  report.value_of = value_of(check);
  report.tolerance = tolerance_text(check.condition);
  report.replaced_why = check.replaced_why;
  report.expected_violated = applied.violated.contains(check.id);
  if (report.expected_violated) report.expected_why = applied.rule_why;
  report.verdict.check = check.id;
  if (!applied.skipped_why.empty()) {
    report.verdict.kind = verdict::VerdictKind::skipped;
    report.verdict.reason = applied.skipped_why;
  }
  return report;
}

report::Report build_report(const ReportInput& input) {
  report::Report report;
  report.context = {.version = kVersion,
                    .host = input.campaign.host,
                    .started = input.campaign.started,
                    .command = input.settings.command,
                    .store = input.settings.store_path,
                    .campaign = input.campaign.id,
                    .seed = input.campaign.seed,
                    .bootstrap = {}};
  report.releases = input.matrix.releases;
  report.errors = input.loaded.errors;
  report.errors.insert(report.errors.end(), input.matrix.errors.begin(), input.matrix.errors.end());
  report.interrupted = input.interrupted;
  report.execution = execution_of(input.campaign.sessions);
  for (const auto& expectation : input.loaded.expectations) {
    report.expectations.push_back({expectation.name, expectation.file, expectation.title, expectation.why,
                                   settings_line(expectation, input.settings)});
  }
  std::vector<const store::Run*> runs;
  for (const auto& progress : input.cells) {
    report.cells.push_back(report_cell(input, progress));
    for (const auto& run : progress.runs()) runs.push_back(&run);
  }
  report.noise = noise_of(runs, limits_of(input.campaign.noise_limits, input.campaign.noise_source));
  return report;
}

}  // namespace schedlitmus::campaign
