#include "campaign/campaign.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "campaign/cell_progress.hpp"
#include "campaign/matrix.hpp"
#include "campaign/programs.hpp"
#include "campaign/report_builder.hpp"
#include "campaign/run_loop.hpp"
#include "campaign/version.hpp"
#include "process/host.hpp"
#include "support/clock.hpp"
#include "toolchain/get_all.hpp"

namespace schedlitmus::campaign {

namespace {

/// All that decides which runs there are: equal texts can be resumed.
std::string plan_key(const expectation::Loaded& loaded, const Settings& settings, const Matrix& matrix) {
  auto key = fmt::format("effort {}\n", static_cast<int>(settings.effort));
  for (const auto& [name, value] : settings.godebug) key += fmt::format("godebug {}={}\n", name, value);
  for (const auto& axis : settings.vary_godebug) {
    key += fmt::format("vary {}={}\n", axis.name, fmt::join(axis.values, ","));
  }
  if (settings.capture) key += fmt::format("capture {}\n", name_of(*settings.capture));
  if (settings.deadline) key += fmt::format("deadline {}\n", settings.deadline->count());
  if (settings.max_output) key += fmt::format("max_output {}\n", *settings.max_output);
  if (settings.max_memory) key += fmt::format("max_memory {}\n", *settings.max_memory);
  for (const auto& cell : matrix.cells) {
    key += fmt::format("cell {} {} {} {}\n", cell.place.expectation, cell.place.release, cell.place.gomaxprocs,
                       cell.place.variant);
  }
  if (settings.shard.count > 1) key += fmt::format("shard {}\n", to_string(settings.shard));
  for (const auto& expectation : loaded.expectations) {
    key += fmt::format("expectation {} {}\n{}\n", expectation.name, expectation.source.size(), expectation.source);
  }
  return key;
}

class Runner {
 public:
  Runner(const expectation::Loaded& loaded, const Settings& settings, Parts parts, const OnProgress& progress)
      : loaded_(loaded), settings_(settings), parts_(std::move(parts)), on_progress_(progress) {}

  Result<report::Report> run() {
    auto listing = list_releases();
    if (!listing) return tl::unexpected(std::move(listing.error()));
    matrix_ = make_matrix(loaded_.expectations, settings_, *listing);
    if (!listing->warning.empty() && !matrix_.errors.empty()) {
      for (auto& error : matrix_.errors) error.hint += (error.hint.empty() ? "" : "; ") + listing->warning;
    }
    for (const auto& cell : matrix_.cells) {
      cells_.emplace_back(cell, hold_for(expectation_of(cell).hold, settings_.effort));
    }
    if (auto begun = begin_or_resume(*listing); !begun) return tl::unexpected(std::move(begun.error()));
    fetch_missing(*listing);
    if (auto prepared = prepare(); !prepared) return tl::unexpected(std::move(prepared.error()));
    RunLoop loop({loaded_, settings_, parts_, campaign_, on_progress_, cells_});
    if (!parts_.interrupted()) say(loop.describe());
    if (auto looped = loop.run(); !looped) return tl::unexpected(std::move(looped.error()));
    const bool interrupted = parts_.interrupted();
    if (!interrupted) {
      if (auto finished = parts_.store.finish(campaign_.id); !finished) {
        return tl::unexpected(std::move(finished.error()));
      }
    }
    auto report = build_report({loaded_, settings_, matrix_, cells_, campaign_, parts_.store, interrupted});
    report.execution = loop.execution();
    return report;
  }

 private:
  [[nodiscard]] const expectation::Expectation& expectation_of(const MatrixCell& cell) const {
    return loaded_.expectations[cell.place.expectation];
  }

  void say(std::string doing) const {
    Progress progress;
    progress.doing = std::move(doing);
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

  Result<void> begin_or_resume(const toolchain::Toolchain::Listing& listing) {
    campaign_.plan_key = plan_key(loaded_, settings_, matrix_);
    if (settings_.shard.count > 1) {
      auto whole = settings_;
      whole.shard = {};
      campaign_.whole_key = plan_key(loaded_, whole, make_matrix(loaded_.expectations, whole, listing));
    }
    if (settings_.resume) {
      auto old = parts_.store.unfinished(campaign_.plan_key);
      if (!old) return tl::unexpected(std::move(old.error()));
      if (auto& found = *old; found.has_value()) return take_up(std::move(found.value()));
      say("nothing to resume: no unfinished campaign with this plan; starting anew");
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
    campaign_.godebug = settings_.godebug;
    if (settings_.shard.count > 1) campaign_.shard = to_string(settings_.shard);
    campaign_.noise_limits = by_name(settings_.noise);
    campaign_.noise_source = settings_.noise.source;
    for (const auto& expectation : loaded_.expectations) {
      campaign_.expectations.push_back(
          {expectation.name, expectation.source, expectation.file, settings_line(expectation.scenario, settings_)});
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
    say(fmt::format("resuming campaign {}: {} finished runs are kept", campaign_.id, runs->size()));
    // In the order in which they began, as they were judged then.
    std::ranges::stable_sort(*runs, {}, &store::Run::turn);
    for (auto& run : *runs) {
      const auto cell = std::ranges::find_if(cells_, [&](const CellProgress& candidate) {
        const auto& place = candidate.cell().place;
        return expectation_of(candidate.cell()).name == run.expectation && place.release == run.release &&
               place.gomaxprocs == run.gomaxprocs && place.variant == run.variant;
      });
      if (cell != cells_.end()) cell->add(std::move(run));
    }
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
  Result<void> prepare() {
    for (auto& cell : cells_) {
      if (parts_.interrupted()) break;
      if (cell.state().done) continue;
      auto build = build_for(cell.cell());
      if (build) {
        cell.build = std::move(*build);
      } else if (auto failed = fail(cell, build.error()); !failed) {
        return failed;
      }
    }
    return {};
  }

  Result<toolchain::Build> build_for(const MatrixCell& cell) {
    const auto& version = cell.place.release;
    const auto& expectation = expectation_of(cell);
    const auto folder = find_program(expectation, settings_.programs);
    if (!folder) return tl::unexpected(folder.error());
    if (!releases_.contains(version)) releases_.emplace(version, get_release(version));
    const auto& release = releases_.at(version);
    if (!release) return tl::unexpected(release.error());
    const auto key = std::pair(*folder, version);
    if (!builds_.contains(key)) {
      say(fmt::format("building {} with Go {}", expectation.scenario.program, version));
      builds_.emplace(key, parts_.toolchain.build(*release, *folder));
    }
    return builds_.at(key);
  }

  /// Those that are not on this machine, several at once; the others are looked up when they are needed.
  void fetch_missing(const toolchain::Toolchain::Listing& listing) {
    std::vector<toolchain::Version> missing;
    for (const auto& cell : cells_) {
      const auto version = toolchain::Version::parse(cell.cell().place.release);
      if (!version || listing.installed(*version) || cell.state().done) continue;
      if (find_program(expectation_of(cell.cell()), settings_.programs)) missing.push_back(*version);
    }
    if (missing.empty()) return;
    if (!listing.unverified.empty()) say(listing.unverified);
    auto got = toolchain::get_all(parts_.toolchain, listing, missing,
                                  [this](const toolchain::FetchProgress& progress) { say(describe(progress)); });
    for (auto& [version, release] : got) releases_.emplace(version.to_string(), std::move(release));
  }

  Result<toolchain::Release> get_release(const std::string& text) {
    auto version = toolchain::Version::parse(text);
    if (!version) return tl::unexpected(std::move(version.error()));
    say(fmt::format("getting Go {}", text));
    return parts_.toolchain.get(*version);
  }

  const expectation::Loaded& loaded_;
  const Settings& settings_;
  Parts parts_;
  const OnProgress& on_progress_;
  Matrix matrix_;
  std::map<std::string, Result<toolchain::Release>> releases_;
  std::map<std::pair<std::string, std::string>, Result<toolchain::Build>> builds_;  ///< by folder and release
  std::vector<CellProgress> cells_;
  store::Campaign campaign_;
};

}  // namespace

Result<report::Report> run(const expectation::Loaded& loaded, const Settings& settings, Parts parts,
                           const OnProgress& progress) {
  return Runner(loaded, settings, std::move(parts), progress).run();
}

}  // namespace schedlitmus::campaign
