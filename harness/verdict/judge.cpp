#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {

using expectation::CheckClass;
using expectation::Outcome;
using expectation::OutcomeKind;

namespace {

constexpr std::size_t kExamples = 3;

/// Where an outcome stands among the examples.
int rank_of(const Outcome& outcome) {
  switch (outcome.kind) {
    case OutcomeKind::missed:
      return 0;
    case OutcomeKind::held:
      return 1;
    case OutcomeKind::undecided:
      break;
  }
  return 2;
}

/// Within a rank, in the order of the runs.
void keep_example(std::vector<Outcome>& examples, const Outcome& outcome) {
  examples.insert(std::ranges::upper_bound(examples, rank_of(outcome), {}, rank_of), outcome);
  if (examples.size() > kExamples) examples.pop_back();
}

void count_value(std::vector<HistogramBin>& bins, const std::string& seen, bool held) {
  const auto bin = std::ranges::find_if(bins, [&](const auto& b) { return b.seen == seen && b.held == held; });
  if (bin == bins.end()) {
    bins.push_back({seen, 1, held});
  } else {
    ++bin->runs;
  }
}

bool before(const HistogramBin& a, const HistogramBin& b) {
  return std::tie(b.runs, a.seen, a.held) < std::tie(a.runs, b.seen, b.held);
}

}  // namespace

std::string_view name_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::holds:
      return "HOLDS";
    case VerdictKind::violated:
      return "VIOLATED";
    case VerdictKind::inconclusive:
      return "INCONCLUSIVE";
    case VerdictKind::skipped:
      return "SKIPPED";
  }
  return "";
}

bool holds_on_any_host(const expectation::Check& check) {
  return check.check_class == CheckClass::invariant && expectation::is_about_all_samples(check);
}

Judge::Judge(const expectation::Check& check, const expectation::Hold& hold) : check_(check), hold_(hold), test_(hold) {
  so_far_.check = check.id;
}

void Judge::add(const Outcome& outcome, bool counts) {
  if (done()) return;
  if (!counts && !(outcome.kind == OutcomeKind::missed && holds_on_any_host(check_))) {
    ++so_far_.excluded;
    return;
  }
  keep_example(so_far_.examples, outcome);
  if (outcome.kind == OutcomeKind::undecided) {
    ++so_far_.undecided;
    ++undecided_why_[outcome.reason];
  } else {
    count(outcome);
  }
}

void Judge::count(const Outcome& outcome) {
  const bool held = outcome.kind == OutcomeKind::held;
  ++(held ? so_far_.held : so_far_.missed);
  test_.add(held);
  count_value(so_far_.histogram, outcome.seen, held);
}

VerdictKind Judge::state() const {
  if (check_.check_class == CheckClass::invariant && so_far_.missed > 0) return VerdictKind::violated;
  return test_.state();
}

bool Judge::done() const {
  if (state() != VerdictKind::inconclusive) return true;
  const int counted = so_far_.held + so_far_.missed;
  if (std::max(counted, so_far_.undecided) >= hold_.max_runs || too_noisy()) return true;
  return counted == 0 && so_far_.undecided >= kUnusableRuns;
}

bool Judge::too_noisy() const {
  return so_far_.excluded >= kNoisyRuns && so_far_.excluded > so_far_.held + so_far_.missed;
}

int Judge::runs_to_settle() const {
  // An invariant that is not violated has no misses, so the test goes on as if all hold.
  return state() == VerdictKind::inconclusive ? test_.expected_more() : 0;
}

int Judge::expected_more() const {
  if (done()) return 0;
  const int counted = so_far_.held + so_far_.missed;
  const int to_count = std::min(runs_to_settle(), hold_.max_runs - counted);
  const int runs = counted + so_far_.undecided + so_far_.excluded;
  if (runs == 0) return to_count;
  // As many runs will not count as did not so far; where none did, the judge gives up soon.
  if (counted > 0) return static_cast<int>((std::int64_t{to_count} * runs + counted - 1) / counted);
  const bool noisy = so_far_.excluded > so_far_.undecided;
  const int to_give_up = noisy ? kNoisyRuns - so_far_.excluded : kUnusableRuns - so_far_.undecided;
  return std::max(1, std::min(to_count, to_give_up));
}

Verdict Judge::verdict() const {
  Verdict verdict = so_far_;
  verdict.kind = state();
  const int counted = verdict.held + verdict.missed;
  if (verdict.kind == VerdictKind::holds) verdict.bound = lower_bound(verdict.held, counted, hold_.alpha);
  if (verdict.kind == VerdictKind::violated) verdict.bound = upper_bound(verdict.held, counted, hold_.alpha);
  if (verdict.kind == VerdictKind::inconclusive) {
    // Where no run could be used, more of them would not settle it.
    const bool usable = !too_noisy() && (counted > 0 || (verdict.undecided == 0 && verdict.excluded == 0));
    verdict.more_runs = usable ? runs_to_settle() : 0;
    verdict.reason = why_inconclusive(verdict.more_runs);
  }
  std::ranges::sort(verdict.histogram, before);
  return verdict;
}

std::string Judge::why_inconclusive(int more_runs) const {
  const auto& [undecided, excluded] = std::tie(so_far_.undecided, so_far_.excluded);
  const int counted = so_far_.held + so_far_.missed;
  const int runs = counted + undecided + excluded;
  if (runs == 0) return "no run yet";
  if (too_noisy() || (counted == 0 && excluded > undecided)) {
    return fmt::format("host noise: {} of {} runs excluded", excluded, runs);
  }
  if (counted == 0) {
    const auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto why = std::ranges::max_element(undecided_why_, by_count);
    return fmt::format("{} in {} of {} runs: {}", is_of_run(check_.subject) ? "undecided" : "no usable sample",
                       undecided, runs, why->first);
  }
  std::string text = fmt::format("after {} run{}: {} held", counted, counted == 1 ? "" : "s", so_far_.held);
  if (undecided > 0) text += fmt::format(", {} more without a usable sample", undecided);
  if (excluded > 0) text += fmt::format(", {} more excluded for host noise", excluded);
  return text + fmt::format("; about {} more run{} would settle it", more_runs, more_runs == 1 ? "" : "s");
}

}  // namespace schedlitmus::verdict
