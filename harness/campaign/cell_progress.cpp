#include "campaign/cell_progress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "expectation/checker.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr int kRunsWithoutTrace = 3;

/// A service is asked to end when it has shown what it was to show.
bool ends_by_itself(const store::Run& run) {
  if (run.service) return run.service->void_why.empty();
  return run.record.ending == process::Ending::exited || run.record.ending == process::Ending::signalled;
}

}  // namespace

CellProgress::CellProgress(const MatrixCell& cell, const expectation::Hold& hold, std::optional<EnoughRuns> enough)
    : cell_(&cell), hold_(hold), enough_(enough) {
  for (const auto& check : cell.checks) judges_.emplace_back(check, hold);
}

std::vector<expectation::Check> CellProgress::wanted() const {
  std::vector<expectation::Check> checks;
  for (std::size_t i = 0; i < judges_.size(); ++i)
    if (!judges_[i].done()) checks.push_back(cell_->checks[i]);
  return checks;
}

void CellProgress::add(store::Run run) {
  end(begin(), &run);
  turns_before_ = std::max(turns_before_, run.turn + 1 - begun_);
  keep(std::move(run));
}

int CellProgress::begin() { return begun_++; }

void CellProgress::end(int turn, const store::Run* run) {
  ++ended_;
  auto& ended = waiting_[turn];
  if (run != nullptr) {
    ended = {run->outcomes, run->counts};
    if (run->counts) {
      ++counted_;
      endless_ += ends_by_itself(*run) ? 0 : 1;
    }
    give_up_without_trace(*run);
  }
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_to_count_;
       first = waiting_.erase(first)) {
    count(first->second.outcomes, first->second.counts);
    ++next_to_count_;
  }
}

void CellProgress::count(const std::vector<expectation::Outcome>& outcomes, bool counts) {
  for (const auto& outcome : outcomes) {
    const auto check = std::ranges::find(cell_->checks, outcome.check, &expectation::Check::id);
    if (check == cell_->checks.end()) continue;
    judges_[static_cast<std::size_t>(check - cell_->checks.begin())].add(outcome, counts);
  }
}

void CellProgress::keep(store::Run run) {
  run.out = run.err = {};
  runs_.push_back(std::move(run));
}

void CellProgress::give_up_without_trace(const store::Run& last) {
  if (last.health.samples > 0 || !asks_for_samples(cell_->checks)) traced_ = true;
  if (traced_ || ++without_trace_ != kRunsWithoutTrace) return;
  std::string reason;
  for (const auto& outcome : last.outcomes)
    if (!outcome.reason.empty()) reason = outcome.reason;
  fail({fmt::format("no sample of the scheduler in {} runs: {}", kRunsWithoutTrace, reason),
        fmt::format("{} on Go {}", last.expectation, last.release), "try it by hand: " + last.command});
}

bool CellProgress::has_enough() const {
  if (!enough_) return false;
  return counted_ >= enough_->counted || (counted_ >= enough_->endless && endless_ == counted_);
}

void CellProgress::fail(Error why) { error_ = std::move(why); }

int CellProgress::most_runs() const {
  int most = 0;
  for (const auto& judge : judges_) most = std::max(most, judge.most_runs());
  return most;
}

plan::CellState CellProgress::state() const {
  plan::CellState state;
  state.runs = ended_;
  state.under_way = begun_ - ended_;
  if (error_ || !cell_->skipped_why.empty()) {
    state.done = true;
    return state;
  }
  // Runs that do not count (host noise) must not keep a cell going for ever.
  state.done = state.runs >= 3 * most_runs() + verdict::kNoisyRuns ||
               std::ranges::all_of(judges_, &verdict::Judge::done) || has_enough();
  if (state.done) return state;
  for (const auto& judge : judges_)
    if (!judge.done()) state.expected_more = std::max(state.expected_more, judge.expected_more());
  state.expected_more = std::max(1, state.expected_more - static_cast<int>(waiting_.size()));
  return state;
}

}  // namespace schedlitmus::campaign
