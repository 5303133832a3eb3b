#include "verdict/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

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

void count_value(std::vector<HistogramBin>& bins, const Outcome& outcome, bool held) {
  const auto bin = std::ranges::find_if(bins, [&](const auto& b) { return b.seen == outcome.seen && b.held == held; });
  if (bin == bins.end()) {
    bins.push_back({outcome.seen, 1, held, outcome.number});
  } else {
    ++bin->runs;
  }
}

bool before(const HistogramBin& a, const HistogramBin& b) {
  return std::tie(b.runs, a.seen, a.held) < std::tie(a.runs, b.seen, b.held);
}

}  // namespace

std::string_view name_of(Taken taken) {
  switch (taken) {
    case Taken::counted:
      return "counted";
    case Taken::undecided:
      return "undecided";
    case Taken::excluded:
      return "excluded";
    case Taken::too_late:
      return "too late";
  }
  return "";
}

bool holds_on_any_host(const expectation::Check& check) {
  return check.check_class == CheckClass::invariant && expectation::is_about_all_samples(check);
}

Judge::Judge(const expectation::Check& check, const expectation::Hold& hold)
    : check_(check), test_(make_test(check, hold)) {
  so_far_.check = check.id;
}

Taken Judge::add(const Outcome& outcome, bool counts) {
  if (done()) return Taken::too_late;
  if (!counts && !(outcome.kind == OutcomeKind::missed && holds_on_any_host(check_))) {
    ++so_far_.excluded;
    return Taken::excluded;
  }
  if (outcome.kind == OutcomeKind::undecided) return take_undecided(outcome);
  if (check_.check_class == CheckClass::distribution && !outcome.number) {
    Outcome without = outcome;
    without.kind = OutcomeKind::undecided;
    without.reason = "the run gives no number";
    return take_undecided(without);
  }
  keep_example(so_far_.examples, outcome);
  count(outcome);
  return Taken::counted;
}

Taken Judge::take_undecided(const Outcome& outcome) {
  keep_example(so_far_.examples, outcome);
  ++so_far_.undecided;
  ++undecided_why_[outcome.reason];
  return Taken::undecided;
}

void Judge::count(const Outcome& outcome) {
  const bool held = outcome.kind == OutcomeKind::held;
  ++(held ? so_far_.held : so_far_.missed);
  test_->add(outcome);
  count_value(so_far_.histogram, outcome, held);
}

VerdictKind Judge::state() const {
  if (check_.check_class == CheckClass::invariant && so_far_.missed > 0) return VerdictKind::violated;
  return test_->state();
}

bool Judge::done() const {
  if (state() != VerdictKind::inconclusive) return true;
  if (std::max(counted(), so_far_.undecided) >= test_->most_runs() || too_noisy()) return true;
  return counted() == 0 && so_far_.undecided >= kUnusableRuns;
}

bool Judge::too_noisy() const { return so_far_.excluded >= kNoisyRuns && so_far_.excluded > counted(); }

int Judge::expected_more() const {
  if (done()) return 0;
  // An invariant that is not violated has no misses, so the test goes on as if all hold.
  const int to_count = test_->expected_more();
  const int runs = counted() + so_far_.undecided + so_far_.excluded;
  if (runs == 0) return to_count;
  // As many runs will not count as did not so far; where none did, the judge gives up soon.
  if (counted() > 0) return static_cast<int>((std::int64_t{to_count} * runs + counted() - 1) / counted());
  const bool noisy = so_far_.excluded > so_far_.undecided;
  const int to_give_up = noisy ? kNoisyRuns - so_far_.excluded : kUnusableRuns - so_far_.undecided;
  return std::max(1, std::min(to_count, to_give_up));
}

Verdict Judge::verdict() const {
  Verdict verdict = so_far_;
  verdict.kind = state();
  test_->fill(verdict);
  if (verdict.kind == VerdictKind::inconclusive) explain_inconclusive(verdict);
  std::ranges::sort(verdict.histogram, before);
  return verdict;
}

void Judge::explain_inconclusive(Verdict& verdict) const {
  const int runs = counted() + verdict.undecided + verdict.excluded;
  if (too_noisy() || (counted() == 0 && verdict.excluded > verdict.undecided)) {
    verdict.lack = Lack::quiet_host;
    verdict.reason = fmt::format("host noise: {} of {} runs excluded", verdict.excluded, runs);
    return;
  }
  if (counted() == 0 && verdict.undecided > 0) {
    const auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto why = std::ranges::max_element(undecided_why_, by_count);
    verdict.lack = Lack::usable_samples;
    verdict.reason =
        fmt::format("{} in {} of {} runs: {}", is_of_run(check_.subject) ? "undecided" : "no usable sample",
                    verdict.undecided, runs, why->first);
    return;
  }
  verdict.lack = Lack::runs;
  verdict.more_runs = test_->more_to_settle();
  verdict.reason = runs == 0 ? "no run yet" : describe_counted() + "; " + test_->describe_lack();
}

std::string Judge::describe_counted() const {
  std::string text = fmt::format("after {} run{}: {}", counted(), counted() == 1 ? "" : "s", test_->describe());
  if (so_far_.undecided > 0) text += fmt::format(", {} more undecided", so_far_.undecided);
  if (so_far_.excluded > 0) text += fmt::format(", {} more excluded for host noise", so_far_.excluded);
  return text;
}

}  // namespace schedlitmus::verdict
