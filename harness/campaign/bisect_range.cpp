#include "campaign/bisect_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace schedlitmus::campaign {

using toolchain::Version;

namespace {

/// The ends, and what is between them, in that direction.
std::vector<Version> row(const Version& first, const Version& last, std::vector<Version> between) {
  const auto& low = std::min(first, last);
  const auto& high = std::max(first, last);
  std::erase_if(between, [&](const Version& version) { return version <= low || version >= high; });
  std::ranges::sort(between);
  if (last < first) std::ranges::reverse(between);
  between.insert(between.begin(), first);
  between.push_back(last);
  return between;
}

bool is_released(const Version& version) { return version.folder.empty() && !version.devel; }

/// The one release that the selector chooses; `option` stands in errors.
Result<Version> one_release(const std::string& selector, const std::string& option,
                            const toolchain::Toolchain::Listing& listing) {
  auto read = toolchain::Selector::parse(selector);
  if (!read) {
    read.error().where = option;
    return tl::unexpected(std::move(read.error()));
  }
  auto chosen = read->choose(listing.available(), listing.local);
  if (!chosen.errors.empty()) {
    auto& error = chosen.errors.front();
    error.where = option;
    if (!listing.warning.empty()) error.hint += (error.hint.empty() ? "" : "; ") + listing.warning;
    return tl::unexpected(std::move(error));
  }
  if (chosen.versions.size() == 1) return chosen.versions.front();
  return fail(fmt::format("{} releases in place of one", chosen.versions.size()), option,
              "name the release where the range ends, such as 1.13 or 1.13.5");
}

}  // namespace

Result<BisectRange> range_of(const std::string& good, const std::string& bad, toolchain::Toolchain& toolchain) {
  const auto listing = toolchain.list();
  if (!listing) return tl::unexpected(listing.error());
  const auto first = one_release(good, "--good", *listing);
  if (!first) return tl::unexpected(first.error());
  const auto last = one_release(bad, "--bad", *listing);
  if (!last) return tl::unexpected(last.error());
  if (*first == *last) return fail(fmt::format("--good and --bad are both Go {}", first->to_string()), "--bad");
  return BisectRange{*first, *last, listing->available()};
}

std::vector<Version> minors_between(const Version& first, const Version& last, const std::vector<Version>& available) {
  std::map<int, Version> newest;
  for (const Version& version : available) {
    if (!version.is_full() || version.minor == first.minor || version.minor == last.minor) continue;
    auto& kept = newest.try_emplace(version.minor, version).first->second;
    kept = std::max(kept, version);
  }
  std::vector<Version> between;
  for (const auto& [minor, version] : newest) between.push_back(version);
  return row(first, last, std::move(between));
}

std::vector<Version> all_between(const Version& first, const Version& last, const std::vector<Version>& available) {
  std::vector<Version> between;
  std::ranges::copy_if(available, std::back_inserter(between), is_released);
  return row(first, last, std::move(between));
}

}  // namespace schedlitmus::campaign
