#include "campaign/walk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/numbers.hpp"
#include "support/own_name.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::Outcome;

report::WalkStep step_of(const store::Run& run, const Outcome* outcome, verdict::Judge& judge) {
  report::WalkStep step;
  step.run = run.id;
  if (outcome == nullptr) {
    step.taken = "not asked";
    step.why = "the check was decided when the run began";
  } else {
    const auto taken = judge.add(*outcome, run.counts);
    step.outcome = name_of(outcome->kind);
    step.seen = outcome->seen;
    step.time = outcome->time;
    step.taken = name_of(taken);
    if (taken == verdict::Taken::excluded) step.why = run.excluded_why;
    if (taken == verdict::Taken::undecided) step.why = outcome->reason;
    if (taken == verdict::Taken::too_late) step.why = "a run that began before had decided";
    if (taken == verdict::Taken::counted && !run.counts)
      step.why = "one miss is proof, also on a noisy host: " + run.excluded_why;
  }
  step.value = judge.test().standing().value;
  return step;
}

/// The share of the trace that the undecided runs lost.
double lost_share(const CellProgress& progress) {
  std::uint64_t lost = 0;
  std::uint64_t all = 0;
  for (const auto& run : progress.runs()) {
    lost += run.health.lost();
    all += run.health.lost() + run.health.samples;
  }
  return all == 0 ? 0 : static_cast<double>(lost) / static_cast<double>(all);
}

std::string settled_by_samples(const CellProgress& progress, const expectation::Check& check) {
  if (lost_share(progress) > expectation::kMaxLostShare)
    return "a trace that arrives whole: a quieter host, a longer period, or --capture messages";
  for (const auto& run : progress.runs()) {
    if (run.service && !(run.service->void_why.empty() && run.service->cut_why.empty())) {
      return fmt::format("a service and a load that come to their ends: `{} show {} --stderr` has what it wrote",
                         own_name(), run.id);
    }
  }
  if (check.quantifier == expectation::Quantifier::at)
    return R"(a larger window ("within"), a shorter period of the trace, or a time that the program reaches)";
  return R"(a larger window ("from", "until", "by"), a shorter period of the trace, or a program that runs so long)";
}

}  // namespace

std::vector<const store::Run*> runs_in_turn(const CellProgress& progress) {
  std::vector<const store::Run*> runs;
  runs.reserve(progress.runs().size());
  for (const auto& run : progress.runs()) runs.push_back(&run);
  std::ranges::stable_sort(runs, {}, &store::Run::turn);
  return runs;
}

report::Walk walk_of(const CellProgress& progress, const expectation::Check& check) {
  verdict::Judge judge(check, progress.hold());
  const auto standing = judge.test().standing();
  report::Walk walk;
  walk.test = judge.test().describe_test();
  walk.measure = standing.measure;
  walk.holds = standing.holds;
  walk.violated = standing.violated;
  if (check.check_class == expectation::CheckClass::invariant) walk.test = "one miss is VIOLATED; else " + walk.test;
  for (const auto* run : runs_in_turn(progress)) {
    const auto outcome = std::ranges::find(run->outcomes, check.id, &Outcome::check);
    walk.steps.push_back(step_of(*run, outcome == run->outcomes.end() ? nullptr : &*outcome, judge));
  }
  return walk;
}

std::string settled_by(const CellProgress& progress, const expectation::Check& check, const verdict::Verdict& verdict) {
  switch (verdict.lack) {
    case verdict::Lack::nothing:
      return {};
    case verdict::Lack::quiet_host:
      return "a quieter host: end what else runs on these CPUs and run again; schedlitmus calibrate measures what is "
             "usual here, --count-noisy counts all runs";
    case verdict::Lack::usable_samples:
      return settled_by_samples(progress, check);
    case verdict::Lack::runs:
      break;
  }
  if (verdict.more_runs == 0) return {};
  return fmt::format("about {} more: --effort thorough, or larger numbers in \"hold\"",
                     count_of(static_cast<std::uint64_t>(verdict.more_runs), "run"));
}

}  // namespace schedlitmus::campaign
