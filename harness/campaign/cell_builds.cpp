#include "campaign/cell_builds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "campaign/programs.hpp"
#include "campaign/scenario.hpp"
#include "toolchain/get_all.hpp"

namespace schedlitmus::campaign {

CellBuilds::CellBuilds(const std::vector<expectation::Expectation>& expectations, const Settings& settings,
                       const Matrix& matrix, const toolchain::Toolchain::Listing& listing,
                       toolchain::Toolchain& toolchain, Say say)
    : expectations_(expectations),
      settings_(settings),
      matrix_(matrix),
      listing_(listing),
      toolchain_(toolchain),
      say_(std::move(say)) {}

void CellBuilds::fetch_missing(const std::vector<const MatrixCell*>& cells) {
  std::vector<toolchain::Version> missing;
  for (const auto* cell : cells) {
    const auto version = toolchain::Version::parse(cell->place.release);
    if (!version || listing_.installed(*version)) continue;
    if (needs_release(*cell)) missing.push_back(*version);
  }
  if (missing.empty()) return;
  if (!listing_.unverified.empty()) say_(listing_.unverified, true);
  auto got = toolchain::get_all(toolchain_, listing_, missing,
                                [this](const toolchain::FetchProgress& progress) { say_(describe(progress), false); });
  for (auto& [version, release] : got) releases_.emplace(version.to_string(), std::move(release));
}

/// Whether its program is there, and is to be built.
bool CellBuilds::needs_release(const MatrixCell& cell) const {
  const auto& expectation = expectations_[cell.place.expectation];
  const auto scenario = scenario_of(expectation.scenario, settings_, cell.place.variant);
  if (scenario.command) return !scenario.command->executable.build.empty();
  return find_program(expectation, settings_.programs).has_value();
}

Result<CommandBuild> CellBuilds::build(const MatrixCell& cell) {
  const auto& version = cell.place.release;
  const auto& expectation = expectations_[cell.place.expectation];
  const auto scenario = scenario_of(expectation.scenario, settings_, cell.place.variant);
  if (scenario.command) {
    return build_command(*scenario.command, expectation, binaries_, [&](const std::string& folder, bool is_load) {
      return build_with(is_load ? release_of_loads() : version, folder);
    });
  }
  const auto folder = find_program(expectation, settings_.programs);
  if (!folder) return tl::unexpected(folder.error());
  auto build = build_with(version, *folder);
  if (!build) return tl::unexpected(std::move(build.error()));
  return CommandBuild{std::move(*build), {}};
}

Result<toolchain::Build> CellBuilds::build_with(const std::string& version, const std::string& folder) {
  if (!releases_.contains(version)) releases_.emplace(version, get_release(version));
  const auto& release = releases_.at(version);
  if (!release) return tl::unexpected(release.error());
  const auto key = std::pair(folder, version);
  if (!builds_.contains(key)) {
    say_(fmt::format("building {} with Go {}", std::filesystem::path(folder).filename().string(), version), false);
    builds_.emplace(key, toolchain_.build(*release, folder));
  }
  return builds_.at(key);
}

Result<toolchain::Release> CellBuilds::get_release(const std::string& text) {
  auto version = toolchain::Version::parse(text);
  if (!version) return tl::unexpected(std::move(version.error()));
  say_(fmt::format("getting Go {}", text), false);
  return toolchain_.get(*version);
}

/// A load is the same on all releases: the newest of the user's own and of those that are run.
std::string CellBuilds::release_of_loads() const {
  auto candidates = listing_.local;
  for (const auto& text : matrix_.releases)
    if (auto version = toolchain::Version::parse(text)) candidates.push_back(*version);
  return candidates.empty() ? std::string() : std::ranges::max(candidates).to_string();
}

}  // namespace schedlitmus::campaign
