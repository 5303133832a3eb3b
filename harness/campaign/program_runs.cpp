#include "campaign/program_runs.hpp"

#include <algorithm>

namespace schedlitmus::campaign {

using toolchain::Version;

namespace {

bool has_release(const store::Campaign& campaign, const std::string& release) {
  return std::ranges::find(campaign.cells, release, &store::Cell::release) != campaign.cells.end();
}

}  // namespace

ProgramRuns::ProgramRuns(CompareSettings what, Settings settings, const Parts& parts, const OnProgress& progress)
    : what_(std::move(what)), settings_(std::move(settings)), parts_(parts), on_progress_(progress) {}

Result<void> ProgramRuns::run(const std::vector<Version>& releases, int runs) {
  what_.runs = runs;
  settings_.releases = releases;
  const auto ran = run_to_compare(what_, settings_, parts_, on_progress_);
  if (!ran) return tl::unexpected(ran.error());
  interrupted_ = interrupted_ || ran->interrupted;
  auto campaign = parts_.store.campaign(ran->campaign);
  if (!campaign) return tl::unexpected(campaign.error());
  auto& made = *campaign;
  if (!made) return fail("the campaign that was just run is not in the store", settings_.store_path);
  campaigns_.push_back(std::move(*made));
  return {};
}

std::vector<std::int64_t> ProgramRuns::campaigns_of(const Version& version) const {
  std::vector<std::int64_t> ids;
  for (const auto& campaign : campaigns_)
    if (has_release(campaign, version.to_string())) ids.push_back(campaign.id);
  return ids;
}

std::string ProgramRuns::setting() const {
  const auto& files = campaigns_.back().expectations;
  return files.empty() ? std::string() : files.front().settings;
}

Result<ComparedLines> ProgramRuns::newest() const { return read_lines(parts_.store, campaigns_.back()); }

Result<compare::Line> ProgramRuns::beside(const std::vector<Version>& releases, const Version& here,
                                          const compare::Grid& grid) const {
  compare::Line line;
  line.traced_until = grid.until;
  for (const auto& version : releases) {
    auto place = read_place(parts_.store, with(version, here), version.to_string(), grid);
    if (!place) return tl::unexpected(place.error());
    line.places.push_back(std::move(*place));
  }
  return line;
}

std::vector<store::Campaign> ProgramRuns::with(const Version& version, const Version& beside) const {
  std::vector<store::Campaign> all;
  std::vector<store::Campaign> together;
  for (const auto& campaign : campaigns_) {
    if (!has_release(campaign, version.to_string())) continue;
    all.push_back(campaign);
    if (has_release(campaign, beside.to_string())) together.push_back(campaign);
  }
  return together.empty() ? all : together;
}

}  // namespace schedlitmus::campaign
