#include "campaign/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <random>

#include "campaign/cell_builds.hpp"
#include "campaign/cell_progress.hpp"
#include "campaign/matrix.hpp"
#include "campaign/plan_key.hpp"
#include "campaign/report_builder.hpp"
#include "campaign/resume.hpp"
#include "campaign/run_loop.hpp"
#include "campaign/settings_line.hpp"
#include "campaign/version.hpp"
#include "process/host.hpp"
#include "support/clock.hpp"

namespace schedlitmus::campaign {

namespace {

class Runner {
 public:
  Runner(const expectation::Loaded& loaded, const Settings& settings, Parts parts, const OnProgress& progress)
      : loaded_(loaded), settings_(settings), parts_(std::move(parts)), on_progress_(progress) {}

  Result<report::Report> run() {
    auto listing = list_releases();
    if (!listing) return tl::unexpected(std::move(listing.error()));
    listing_ = std::move(*listing);
    matrix_ = make_matrix(loaded_.expectations, settings_, listing_);
    builds_.emplace(loaded_.expectations, settings_, matrix_, listing_, parts_.toolchain,
                    [this](std::string doing, bool stays) { say(std::move(doing), stays); });
    if (!listing_.warning.empty()) {
      for (auto& error : matrix_.errors) error.hint += (error.hint.empty() ? "" : "; ") + listing_.warning;
    }
    for (const auto& cell : matrix_.cells) {
      cells_.emplace_back(cell, hold_for(expectation_of(cell).hold, settings_), settings_.enough);
    }
    if (auto begun = begin_or_resume(); !begun) return tl::unexpected(std::move(begun.error()));
    builds_->fetch_missing(cells_to_do());
    if (auto prepared = prepare(); !prepared) return tl::unexpected(std::move(prepared.error()));
    if (auto looped = run_all(); !looped) return tl::unexpected(std::move(looped.error()));
    const bool interrupted = parts_.interrupted();
    if (!interrupted) {
      if (auto finished = parts_.store.finish(campaign_.id); !finished) {
        return tl::unexpected(std::move(finished.error()));
      }
    }
    auto report = build_report({loaded_, settings_, matrix_, cells_, campaign_, parts_.store, interrupted});
    // Of one that was resumed, those that it was begun with.
    report.context.command = campaign_.command;
    for (std::size_t i = 0; i < cells_.size(); ++i) report.cells[i].reproduce = campaign_.cells[i].reproduce;
    return report;
  }

 private:
  [[nodiscard]] const expectation::Expectation& expectation_of(const MatrixCell& cell) const {
    return loaded_.expectations[cell.place.expectation];
  }

  [[nodiscard]] std::vector<const MatrixCell*> cells_to_do() const {
    std::vector<const MatrixCell*> cells;
    for (const auto& cell : cells_)
      if (!cell.state().done) cells.push_back(&cell.cell());
    return cells;
  }

  void say(std::string doing, bool stays = false) const {
    Progress progress;
    progress.doing = std::move(doing);
    progress.stays = stays;
    tell(progress);
  }
  void tell(const Progress& progress) const {
    if (on_progress_) on_progress_(progress);
  }

  Result<toolchain::Toolchain::Listing> list_releases() {
    if (loaded_.expectations.empty()) return toolchain::Toolchain::Listing{};
    say("looking for Go releases");
    return parts_.toolchain.list();
  }

  Result<void> begin_or_resume() {
    campaign_.plan_key = plan_key(loaded_, settings_, matrix_);
    if (settings_.shard.count > 1) {
      auto whole = settings_;
      whole.shard = {};
      campaign_.whole_key = plan_key(loaded_, whole, make_matrix(loaded_.expectations, whole, listing_));
    }
    if (settings_.resume) {
      auto old = parts_.store.newest_of(campaign_.plan_key);
      if (!old) return tl::unexpected(std::move(old.error()));
      if (auto& found = *old; found.has_value()) return take_up(std::move(found.value()));
      say("nothing to resume: no campaign with this plan; starting anew", true);
    }
    begin_anew();
    auto id = parts_.store.begin(campaign_);
    if (!id) return tl::unexpected(std::move(id.error()));
    campaign_.id = *id;
    return {};
  }

  void begin_anew() {
    campaign_.started = now_utc();
    campaign_.command = settings_.command;
    campaign_.version = kVersion;
    campaign_.seed = settings_.seed ? *settings_.seed : std::random_device{}();
    campaign_.host = process::describe_host();
    campaign_.effort = name_of(settings_.effort);
    campaign_.fixed_runs = settings_.fixed_runs;
    campaign_.confidence = settings_.confidence;
    campaign_.godebug = settings_.godebug;
    if (settings_.shard.count > 1) campaign_.shard = to_string(settings_.shard);
    campaign_.noise_limits = by_name(settings_.noise);
    campaign_.noise_source = settings_.noise.source;
    for (const auto& expectation : loaded_.expectations) {
      campaign_.expectations.push_back(
          {expectation.name, expectation.source, expectation.file, settings_line(expectation, settings_)});
    }
    for (const auto& cell : matrix_.cells) {
      auto& kept = campaign_.cells.emplace_back();
      kept.expectation = expectation_of(cell).name;
      kept.release = cell.place.release;
      kept.gomaxprocs = cell.place.gomaxprocs;
      kept.variant = cell.place.variant;
      kept.rule = cell.rule;
      kept.skipped_why = cell.skipped_why;
      kept.reproduce = reproduce_line(expectation_of(cell), cell, settings_, campaign_.seed);
    }
    campaign_.errors = loaded_.errors;
    campaign_.errors.insert(campaign_.errors.end(), matrix_.errors.begin(), matrix_.errors.end());
  }

  Result<void> take_up(store::Campaign old) {
    campaign_ = std::move(old);
    auto runs = parts_.store.runs(campaign_.id);
    if (!runs) return tl::unexpected(std::move(runs.error()));
    // In the order in which they began, as they were judged then.
    std::ranges::stable_sort(*runs, {}, &store::Run::turn);
    kept_ = std::move(*runs);
    // What failed then is tried again.
    for (std::size_t i = 0; i < campaign_.cells.size(); ++i) {
      if (!campaign_.cells[i].error) continue;
      if (auto cleared = parts_.store.set_cell_error(campaign_.id, i, std::nullopt); !cleared) return cleared;
    }
    return {};
  }

  /// No verdict will come of the cell: the store knows, too.
  Result<void> fail(CellProgress& cell, const Error& why) {
    cell.fail(why);
    return parts_.store.set_cell_error(campaign_.id, index_of(cell), why);
  }
  [[nodiscard]] std::size_t index_of(const CellProgress& cell) const {
    return static_cast<std::size_t>(&cell - cells_.data());
  }

  /// Fetches each release and builds each program once; a failure is that cell's own.
  /// Finished runs are taken up where they were made with the same build.
  Result<void> prepare() {
    std::vector<Change> changes;
    std::vector<std::string> made_of;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (auto prepared = prepare(i, changes); !prepared) return prepared;
      made_of.push_back(campaign_.cells[i].made_of);
    }
    if (!kept_.empty()) {
      std::size_t counting = 0;
      for (const auto& cell : cells_) counting += cell.runs().size();
      say(fmt::format("resuming campaign {}: {} finished runs are kept", campaign_.id, counting), true);
      const bool complete = std::ranges::all_of(cells_, [](const CellProgress& cell) { return cell.state().done; });
      if (complete) say("none is left to be made; without --resume all are made anew", true);
    }
    for (auto& line : describe_changes(changes, campaign_.id)) say(std::move(line), true);
    return parts_.store.set_builds(campaign_.id, made_of);
  }

  Result<void> prepare(std::size_t index, std::vector<Change>& changes) {
    auto& cell = cells_[index];
    auto& made_of = campaign_.cells[index].made_of;
    const auto before = made_of;
    std::optional<Result<CommandBuild>> build;
    if (!cell.state().done && !parts_.interrupted()) build = builds_->build(cell.cell());
    if (build) {
      const auto& built = *build;
      if (built && !built->service.made_of.empty()) made_of = built->service.made_of;
    }
    take_up_runs(index, before, changes);
    // One that is complete needs no build, and does not fail for want of one.
    if (!build || cell.state().done) return {};
    if (!*build) return fail(cell, build->error());
    cell.build = std::move((*build)->service);
    cell.load_executable = std::move((*build)->load);
    return {};
  }

  void take_up_runs(std::size_t index, const std::string& before, std::vector<Change>& changes) {
    auto& cell = cells_[index];
    const auto& now = campaign_.cells[index].made_of;
    Change change{name_of(expectation_of(cell.cell()).scenario), cell.cell().place.release,
                  toolchain::program_of(before) == toolchain::program_of(now), 0};
    for (auto& run : kept_) {
      if (run.cell != static_cast<int>(index)) continue;
      if (!store::is_superseded(campaign_, run)) {
        cell.add(std::move(run));
        continue;
      }
      ++cell.superseded;
      if (!is_change(before, run.made_of)) ++change.runs;  // it counted until now
    }
    if (is_change(before, now)) changes.push_back(std::move(change));
  }

  Result<void> run_all() {
    RunLoop loop({loaded_, settings_, parts_, campaign_, on_progress_, cells_});
    if (!parts_.interrupted()) say(loop.describe());
    const auto started = now_utc();
    if (auto looped = loop.run(); !looped) return looped;
    campaign_.sessions.push_back(session_of(loop.execution(), started));
    return parts_.store.add_session(campaign_.id, campaign_.sessions.back());
  }

  const expectation::Loaded& loaded_;
  const Settings& settings_;
  Parts parts_;
  const OnProgress& on_progress_;
  toolchain::Toolchain::Listing listing_;
  Matrix matrix_;
  std::optional<CellBuilds> builds_;
  std::vector<CellProgress> cells_;
  store::Campaign campaign_;
  std::vector<store::Run> kept_;  ///< of a campaign that is resumed, by turn; without those that were taken up
};

}  // namespace

Result<report::Report> run(const expectation::Loaded& loaded, const Settings& settings, Parts parts,
                           const OnProgress& progress) {
  return Runner(loaded, settings, std::move(parts), progress).run();
}

}  // namespace schedlitmus::campaign
