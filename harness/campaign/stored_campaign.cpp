#include "campaign/stored_campaign.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/check_again.hpp"
#include "campaign/report_builder.hpp"
#include "campaign/stored_cells.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"

namespace schedlitmus::campaign {

bool same_scenario(const expectation::Scenario& a, const expectation::Scenario& b) {
  return a.program == b.program && a.command == b.command && a.args == b.args && a.env == b.env &&
         a.godebug == b.godebug && a.trace.on == b.trace.on && a.trace.detail == b.trace.detail &&
         a.trace.period == b.trace.period;
}

namespace {

/// Host, start and shard of all that were joined.
void describe_campaigns(const std::vector<store::Campaign>& campaigns, report::Context& context) {
  context.host.clear();
  std::vector<std::string> hosts;
  for (const auto& campaign : campaigns) {
    context.started = std::min(context.started, campaign.started);
    if (std::ranges::find(hosts, campaign.host) != hosts.end()) continue;
    hosts.push_back(campaign.host);
    context.host += (context.host.empty() ? "" : "; ") + campaign.host;
  }
}

/// The report over cells that have been judged.
report::Report build(const StoredSource& source, const StoredCells& stored, const expectation::Loaded& loaded,
                     const Settings& settings, Matrix& matrix, const std::vector<CellProgress>& cells) {
  matrix.releases = releases_of(matrix.cells);
  const bool unfinished = !std::ranges::all_of(stored.campaigns, &store::Campaign::finished);
  auto report = build_report({loaded, settings, matrix, cells, stored.campaigns.front(), source.store, unfinished});
  describe_campaigns(stored.campaigns, report.context);
  if (stored.campaigns.size() > 1) report.execution.reset();  // of different machines, maybe
  return report;
}

/// A run of the store as its checks see it.
class Rechecker {
 public:
  explicit Rechecker(const store::Store& store) : store_(store) {}

  /// Checks a run again: those checks that are still wanted, and those that it had.
  void check(const CellProgress& progress, store::Run& run) {
    auto checks = progress.wanted();
    for (const auto& check : progress.cell().checks) {
      const bool had = std::ranges::find(run.outcomes, check.id, &expectation::Outcome::check) != run.outcomes.end();
      const bool wanted = std::ranges::find(checks, check.id, &expectation::Check::id) != checks.end();
      if (had && !wanted) checks.push_back(check);
    }
    auto outcomes = outcomes_of(run, checks);
    ++runs;
    if (differ(run.outcomes, outcomes)) ++changed;
    run.outcomes = std::move(outcomes);
  }

  int runs = 0, changed = 0;
  std::optional<Error> error;  ///< the first one of the store

 private:
  std::vector<expectation::Outcome> outcomes_of(store::Run& run, const std::vector<expectation::Check>& checks) {
    const auto found = store_.run(run.id);
    if (!found) {
      if (!error) error = found.error();
      return {};
    }
    const auto& kept = *found;
    if (!kept) return {};
    auto again = check_again(*kept, checks);
    if (again.health) run.health = std::move(*again.health);
    return std::move(again.outcomes);
  }

  static bool differ(const std::vector<expectation::Outcome>& before, const std::vector<expectation::Outcome>& after) {
    return std::ranges::any_of(before, [&](const expectation::Outcome& old) {
      const auto found = std::ranges::find(after, old.check, &expectation::Outcome::check);
      return found != after.end() && !is_same(old, *found);
    });
  }

  /// An older store has no number of its outcomes.
  static bool is_same(const expectation::Outcome& before, expectation::Outcome after) {
    if (!before.number) after.number.reset();
    return before == after;
  }

  const store::Store& store_;
};

/// New expectations in place of the stored ones, over the stored runs.
class Replacement {
 public:
  Replacement(const StoredCells& stored, const expectation::Loaded& with, const std::string& store_path)
      : stored_(stored), loaded_(with), store_path_(store_path) {
    for (const auto& cell : stored.cells) {
      const auto version = toolchain::Version::parse(cell.cell.place.release);
      if (version) known_.available.push_back(*version);
    }
    known_.local = known_.available;
    for (std::size_t i = 0; i < with.expectations.size(); ++i) add(i);
  }

  StoredCells take() {
    StoredCells cells;
    cells.campaigns = stored_.campaigns;
    cells.options = stored_.options;
    cells.loaded = std::move(loaded_);
    cells.settings = std::move(settings_);
    cells.cells = std::move(cells_);
    return cells;
  }

 private:
  void add(std::size_t index) {
    const auto& expectation = loaded_.expectations[index];
    const auto before = cells_.size();
    const auto& old = stored_.loaded.expectations;
    settings_.emplace_back();
    const bool by_name = std::ranges::find(old, expectation.name, &expectation::Expectation::name) != old.end();
    for (const auto& cell : stored_.cells) {
      const auto& owner = old[cell.cell.place.expectation];
      if (by_name ? owner.name != expectation.name : !fits(expectation, owner, cell.cell)) continue;
      if (name_of(owner.scenario) != name_of(expectation.scenario)) continue;
      settings_.back() = stored_.settings[cell.cell.place.expectation];
      add_cell(index, before, cell);
    }
    if (cells_.size() == before) {
      loaded_.errors.push_back(
          {fmt::format("the store has no run of \"{}\" with these settings", name_of(expectation.scenario)),
           to_string(expectation.program_position),
           "`schedlitmus show` lists the runs; --campaign chooses another campaign"});
    }
  }

  static bool fits(const expectation::Expectation& expectation, const expectation::Expectation& owner,
                   const MatrixCell& cell) {
    const auto& procs = expectation.scenario.gomaxprocs;
    return same_scenario(expectation.scenario, owner.scenario) &&
           std::ranges::find(procs, cell.place.gomaxprocs) != procs.end();
  }

  void add_cell(std::size_t index, std::size_t first, const StoredCell& from) {
    auto place = from.cell.place;
    place.expectation = index;
    const auto same = std::find_if(cells_.begin() + static_cast<std::ptrdiff_t>(first), cells_.end(),
                                   [&](const StoredCell& cell) { return cell.cell.place == place; });
    if (same != cells_.end()) {
      same->runs.insert(same->runs.end(), from.runs.begin(), from.runs.end());
      same->superseded += from.superseded;
      return;
    }
    StoredCell cell;
    const auto& expectation = loaded_.expectations[index];
    if (const auto version = toolchain::Version::parse(place.release)) {
      static_cast<ChecksOnRelease&>(cell.cell) = checks_on(expectation, *version, known_, loaded_.errors);
    } else {
      cell.cell.checks = expectation.checks;
    }
    cell.cell.place = place;
    cell.reproduce = fmt::format("{} check --stored --store {} --campaign {} -e {}", own_name(),
                                 shell_quote(store_path_), stored_.campaigns.front().id, shell_quote(expectation.file));
    cell.error = from.error;
    cell.runs = from.runs;
    cell.superseded = from.superseded;
    cells_.push_back(std::move(cell));
  }

  const StoredCells& stored_;
  expectation::Loaded loaded_;
  const std::string& store_path_;
  KnownReleases known_;  ///< those of the runs: what `latest` and `local` can mean here
  std::vector<std::string> settings_;
  std::vector<StoredCell> cells_;
};

/// Judges all cells, each run revised before where that is asked for, and reports.
report::Report judge_all(const StoredSource& source, StoredCells stored, Rechecker* rechecker) {
  Matrix matrix;
  for (auto& cell : stored.cells) matrix.cells.push_back(std::move(cell.cell));
  std::vector<CellProgress> cells;
  for (std::size_t i = 0; i < matrix.cells.size(); ++i) {
    const auto& hold = stored.loaded.expectations[matrix.cells[i].place.expectation].hold;
    auto& progress = cells.emplace_back(matrix.cells[i], hold_for(hold, stored.options));
    std::function<void(store::Run&)> revise;
    if (rechecker != nullptr) revise = [&](store::Run& run) { rechecker->check(progress, run); };
    progress.superseded = stored.cells[i].superseded;
    judge_runs(progress, std::move(stored.cells[i].runs), revise);
    if (const auto& error = stored.cells[i].error) progress.fail(*error);
  }
  auto report = build(source, stored, stored.loaded, stored.options, matrix, cells);
  for (std::size_t i = 0; i < stored.cells.size(); ++i) {
    if (!stored.cells[i].reproduce.empty()) report.cells[i].reproduce = stored.cells[i].reproduce;
  }
  for (std::size_t i = 0; i < stored.settings.size(); ++i) {
    if (!stored.settings[i].empty()) report.expectations[i].settings = stored.settings[i];
  }
  return report;
}

}  // namespace

Result<report::Report> report_stored(const StoredSource& source) {
  auto stored = read_cells(source);
  if (!stored) return tl::unexpected(stored.error());
  return judge_all(source, std::move(*stored), nullptr);
}

Result<Rechecked> check_stored(const StoredSource& source, const expectation::Loaded* with,
                               const std::string& command) {
  auto stored = read_cells(source);
  if (!stored) return tl::unexpected(stored.error());
  if (with != nullptr) stored = Replacement(*stored, *with, source.path).take();
  stored->options.command = command;
  Rechecker rechecker(source.store);
  Rechecked rechecked{judge_all(source, std::move(*stored), &rechecker), 0, 0};
  if (rechecker.error) return tl::unexpected(*rechecker.error);
  // Whether the campaign was interrupted is not what was asked.
  rechecked.report.interrupted = false;
  rechecked.runs = rechecker.runs;
  rechecked.changed = rechecker.changed;
  return rechecked;
}

}  // namespace schedlitmus::campaign
