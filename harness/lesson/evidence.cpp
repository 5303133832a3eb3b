#include "lesson/evidence.hpp"

#include <algorithm>

namespace schedlitmus::lesson {

namespace {

const expectation::Outcome* outcome_of(const store::Run& run, const std::string& check) {
  const auto found = std::ranges::find(run.outcomes, check, &expectation::Outcome::check);
  const bool held = found != run.outcomes.end() && found->kind == expectation::OutcomeKind::held;
  return held ? &*found : nullptr;
}

/// How many of the samples that are wanted the run shows.
std::ptrdiff_t shows(const store::Run& run) {
  return std::ranges::count(run.outcomes, expectation::OutcomeKind::held, &expectation::Outcome::kind);
}

}  // namespace

Evidence::Evidence(const report::Report& report, const store::Store& store, const LessonPlan& plan)
    : report_(report), store_(store), plan_(plan) {}

const report::Cell* Evidence::cell(std::optional<std::size_t> expectation) const {
  if (!expectation) return nullptr;
  const auto found = std::ranges::find(report_.cells, *expectation, &report::Cell::row);
  return found == report_.cells.end() ? nullptr : &*found;
}

Chosen Evidence::run_for(std::size_t show, bool wants_sample, const Place& place) {
  for (const auto& run : runs_of(place)) {
    if (!wants_sample) return {&run, {}};
    const auto* outcome = outcome_of(run, shown_id(show));
    if (outcome != nullptr && outcome->time) return {&run, *outcome->time};
  }
  return {};
}

const std::vector<store::Run>& Evidence::runs_of(const Place& place) {
  static const std::vector<store::Run> kNone;
  if (!place.whole) return kNone;
  const auto [found, is_new] = runs_.try_emplace(*place.whole);
  if (is_new) load(place, found->second);
  return found->second;
}

void Evidence::load(const Place& place, std::vector<store::Run>& runs) {
  const auto* of_place = cell(place.whole);
  if (of_place == nullptr) return;
  std::vector<const report::RunReport*> by_worth;
  for (const auto& run : of_place->each_run) by_worth.push_back(&run);
  std::ranges::sort(by_worth, {}, &report::RunReport::id);
  for (const auto* one : by_worth) {
    auto run = store_.run(one->id);
    if (!run) continue;
    if (auto& whole = *run; whole.has_value()) runs.push_back(std::move(*whole));
  }
  const auto worth = [](const store::Run& run) { return std::pair(-shows(run), !run.counts); };
  std::ranges::stable_sort(runs, {}, worth);
}

}  // namespace schedlitmus::lesson
