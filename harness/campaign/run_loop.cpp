#include "campaign/run_loop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "campaign/scenario.hpp"
#include "process/cpu_supply.hpp"
#include "process/cpus.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::campaign {

namespace {

using Clock = std::chrono::steady_clock;

/// Keeps this thread, and those that it starts, off the CPUs of the runs for a
/// while; nothing where no CPU is to spare.
class OffTheRuns {
 public:
  explicit OffTheRuns(const std::vector<int>& spare) : moved_(!spare.empty() && process::keep_to_cpus(spare)) {}
  ~OffTheRuns() {
    if (moved_) (void)process::keep_to_cpus({});
  }
  OffTheRuns(const OffTheRuns&) = delete;
  OffTheRuns& operator=(const OffTheRuns&) = delete;

 private:
  bool moved_;
};

std::vector<plan::Cell> places_of(const std::vector<CellProgress>& cells) {
  std::vector<plan::Cell> places;
  places.reserve(cells.size());
  for (const auto& cell : cells) places.push_back(cell.cell().place);
  return places;
}

plan::Placement placement_for(const Settings& settings, const std::vector<CellProgress>& cells) {
  std::vector<int> gomaxprocs;
  for (const auto& cell : cells)
    if (!cell.state().done) gomaxprocs.push_back(cell.cell().place.width());
  return plan::place(settings.cpus.empty() ? process::cpus_for_runs() : settings.cpus, settings.jobs, gomaxprocs);
}

/// The service's part of its slot, and the CPUs of its load: the rest, or those that no run has, or the same.
std::pair<plan::Slot, std::vector<int>> shares_of(const plan::Slot& slot, const expectation::Scenario& scenario,
                                                  int gomaxprocs, const std::vector<int>& spare) {
  std::pair<plan::Slot, std::vector<int>> shares{slot, spare};
  if (!scenario.command) return shares;
  const auto own = std::min(slot.cpus.size(), static_cast<std::size_t>(gomaxprocs * scenario.command->instances));
  shares.first.cpus.resize(own);
  if (own < slot.cpus.size())
    shares.second.assign(slot.cpus.begin() + static_cast<std::ptrdiff_t>(own), slot.cpus.end());
  return shares;
}

}  // namespace

RunLoop::RunLoop(const LoopInput& input)
    : in_(input),
      places_(places_of(in_.cells)),
      placement_(placement_for(in_.settings, in_.cells)),
      schedule_(places_, in_.campaign.seed),
      limits_(limits_of(in_.campaign.noise_limits, in_.campaign.noise_source)),
      pool_(in_.parts.launcher),
      failed_(in_.cells.size()) {
  execution_.cpus = placement_.slots.cpus();
  execution_.at_once = placement_.at_once;
  execution_.harness_cpus = placement_.spare;
}

std::string RunLoop::describe() const {
  auto text = fmt::format("seed {}; CPUs {}, {}", in_.campaign.seed, process::format_cpus(execution_.cpus),
                          execution_.at_once == 1 ? std::string("one run at a time")
                                                  : fmt::format("up to {} runs at once", execution_.at_once));
  if (!placement_.spare.empty()) text += fmt::format(", schedlitmus on {}", process::format_cpus(placement_.spare));
  const auto is_cramped = [this](const plan::Cell& place) {
    return place.more_cpus > 0 && place.width() > placement_.slots.width(place.width());
  };
  if (placement_.spare.empty() && std::ranges::any_of(places_, is_cramped))
    text += "; the load of a service shares its CPUs, which are too few for both";
  return text;
}

Result<void> RunLoop::run() {
  const OffTheRuns off(placement_.spare);
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < in_.cells.size(); ++i) failed_[i] = in_.cells[i].error().has_value();
  // On a thread that is off the runs' CPUs, too.
  RunWriter writer(in_.parts.store, static_cast<std::size_t>(placement_.at_once));
  auto all = run_all(writer);
  auto written = writer.finish();
  if (!all || !written) return tl::unexpected(all ? written.error() : all.error());
  for (auto& [cell, run] : *written) in_.cells[cell].keep(std::move(run));
  execution_.wall = Clock::now() - begin;
  return {};
}

Result<void> RunLoop::run_all(RunWriter& writer) {
  while (true) {
    start_what_fits();
    tell_failures(writer);
    if (auto error = writer.error()) return tl::unexpected(std::move(*error));
    if (pool_.empty()) return {};
    take(pool_.take(), writer);
  }
}

report::Execution RunLoop::execution() const { return execution_; }

const expectation::Expectation& RunLoop::expectation_of(std::size_t cell) const {
  return in_.loaded.expectations[places_[cell].expectation];
}

std::vector<plan::CellState> RunLoop::states() const {
  std::vector<plan::CellState> all;
  all.reserve(in_.cells.size());
  for (const auto& cell : in_.cells) all.push_back(cell.state());
  return all;
}

void RunLoop::start_what_fits() {
  while (!in_.parts.interrupted()) {
    const auto now = states();
    const auto next = schedule_.next(now, &placement_.slots);
    if (!next) return;
    start(*next, now);
  }
}

void RunLoop::start(std::size_t cell, const std::vector<plan::CellState>& states) {
  auto& progress = in_.cells[cell];
  const auto& place = places_[cell];
  const auto& expectation = expectation_of(cell);
  const auto slot = placement_.slots.take(place.width());
  const auto scenario = scenario_of(expectation.scenario, in_.settings, place.variant);
  auto [own, loads] = shares_of(slot, scenario, place.gomaxprocs, placement_.spare);
  begun_[slot.number] = Clock::now();
  tell(cell, states);
  pool_.start(cell, progress.begin(), slot,
              {.expectation = expectation.name,
               .scenario = scenario,
               .checks = progress.wanted(),
               .release = place.release,
               .gomaxprocs = place.gomaxprocs,
               .variant = place.variant,
               .build = progress.build,
               .slot = std::move(own),
               .most_kept = in_.settings.most_kept,
               .file = expectation.file,
               .load_executable = progress.load_executable,
               .load_cpus = std::move(loads)});
}

void RunLoop::take(EndedRun ended, RunWriter& writer) {
  placement_.slots.give_back(ended.slot);
  auto& cell = in_.cells[ended.cell];
  if (!ended.run || ended.run->record.ending == process::Ending::interrupted) {
    if (!ended.run) cell.fail(std::move(ended.run.error()));
    cell.end(ended.turn, nullptr);  // a run that we were asked to stop is not one
    return;
  }
  auto& run = *ended.run;
  // From the host's signals alone, before anything of the outcome is looked at.
  run.excluded_why = excluded_why(signals_of(run.record, run.gomaxprocs, static_cast<int>(run.cpus.size())), limits_);
  run.counts = run.excluded_why.empty();
  run.turn = cell.stored_turn(ended.turn);
  time_left_.ran(ended.cell, places_[ended.cell].expectation, Clock::now() - begun_[ended.slot.number]);
  execution_.programs += run.record.wall;
  execution_.taken += run.record.wall * static_cast<std::int64_t>(ended.slot.cpus.size());
  cell.end(ended.turn, &run);
  run.campaign = in_.campaign.id;
  run.cell = static_cast<int>(ended.cell);
  writer.put({ended.cell, std::move(run)});
}

void RunLoop::tell_failures(RunWriter& writer) {
  for (std::size_t i = 0; i < in_.cells.size(); ++i) {
    const auto& error = in_.cells[i].error();
    if (!error || failed_[i]) continue;
    failed_[i] = true;
    writer.put_error(in_.campaign.id, i, *error);
  }
}

void RunLoop::tell(std::size_t cell, const std::vector<plan::CellState>& states) const {
  if (!in_.progress) return;
  Progress progress;
  progress.doing = fmt::format("{} on Go {}", expectation_of(cell).name, places_[cell].release);
  if (!places_[cell].variant.empty()) progress.doing += ", " + places_[cell].variant;
  for (const auto& state : states) {
    progress.runs_done += state.runs;
    progress.runs_expected += state.runs + state.expected_more;
  }
  progress.left = time_left_.estimate(places_, states, placement_.slots);
  progress.at_once = placement_.slots.taken();
  in_.progress(progress);
}

}  // namespace schedlitmus::campaign
