#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"
#include "toolchain/get_all.hpp"

namespace schedlitmus::cli {

namespace {

using toolchain::Listed;
using toolchain::Toolchain;
using toolchain::Version;

/// The sizes of those that are installed; slow.
using Sizes = std::map<Version, std::uint64_t>;

Sizes sizes_of(Toolchain& toolchain, const Toolchain::Listing& listing) {
  Sizes sizes;
  for (const auto& release : listing.releases) {
    if (release.installed && !process::interrupted()) sizes[release.version] = toolchain.bytes_of(release.version);
  }
  return sizes;
}

std::uint64_t total_of(const Sizes& sizes) {
  std::uint64_t total = 0;
  for (const auto& [version, bytes] : sizes) total += bytes;
  return total;
}

int fetch(Toolchain& toolchain, const Toolchain::Listing& listing, const toolchain::Selector& selector, bool quiet) {
  const auto chosen = selector.choose(listing.available(), listing.local);
  for (const auto& error : chosen.errors) print_error(error);
  int code = chosen.errors.empty() ? kOk : kHarnessError;
  ProgressLine line(stderr_is_terminal());
  const auto releases = toolchain::get_all(toolchain, listing, chosen.versions, [&](const auto& progress) {
    if (!quiet) line.show({.doing = describe(progress), .runs_done = 0, .runs_expected = 0, .left = {}});
  });
  line.clear();
  for (const auto& [version, release] : releases) {
    if (release) {
      fmt::print("{}\t{}\n", version.to_string(), release->goroot);
    } else {
      print_error(release.error());
      code = kHarnessError;
    }
  }
  return process::interrupted() ? kInterrupted : code;
}

/// Those that the selector means among what is installed: of a minor all.
std::vector<const Listed*> meant(const toolchain::Selector& selector, const Toolchain::Listing& listing,
                                 std::vector<Error>& errors) {
  std::vector<Version> installed;
  for (const auto& release : listing.releases)
    if (release.installed) installed.push_back(release.version);
  auto chosen = selector.choose(installed, listing.local);
  errors = std::move(chosen.errors);
  std::vector<const Listed*> found;
  for (const auto& release : listing.releases) {
    if (!release.installed) continue;
    const bool named = std::ranges::find(chosen.versions, release.version) != chosen.versions.end();
    if (named || selector.matches(release.version)) found.push_back(&release);
  }
  return found;
}

int remove(Toolchain& toolchain, const Toolchain::Listing& listing, const toolchain::Selector& selector) {
  std::vector<Error> errors;
  const auto releases = meant(selector, listing, errors);
  for (const auto& error : errors) print_error(error);
  int code = errors.empty() ? kOk : kHarnessError;
  std::uint64_t total = 0;
  for (const auto* release : releases) {
    const auto freed = toolchain.remove(release->version);
    if (!freed) {
      print_error(freed.error());
      code = kHarnessError;
      continue;
    }
    total += *freed;
    fmt::print("{}\tremoved\t{}\n", release->version.to_string(), format_bytes(*freed));
  }
  fmt::print("{} freed\n", format_bytes(total));
  return code;
}

int clean(Toolchain& toolchain) {
  const auto freed = toolchain.clean();
  if (!freed) {
    print_error(freed.error());
    return kHarnessError;
  }
  fmt::print("{} freed: built programs and the compiler's caches\n", format_bytes(*freed));
  return kOk;
}

/// What a person wants to see: what is here, and of the rest the last of each minor.
std::vector<const Listed*> shown(const Toolchain::Listing& listing, bool all) {
  const auto last = toolchain::Selector::parse("all")->choose(listing.available(), {}).versions;
  std::vector<const Listed*> rows;
  for (const auto& release : listing.releases) {
    const bool is_last = std::ranges::find(last, release.version) != last.end();
    if (all || release.installed || is_last) rows.push_back(&release);
  }
  return rows;
}

void list_as_table(const Toolchain::Listing& listing, const Sizes& sizes, bool all) {
  Table table({{"release", Align::left},
               {"state", Align::left},
               {"size", Align::right},
               {"source", Align::left},
               {"where", Align::left}});
  const auto rows = shown(listing, all);
  for (const auto* release : rows) {
    const auto size = sizes.find(release->version);
    table.row({{release->version.to_string()},
               {release->installed ? "installed" : "can be fetched"},
               {size == sizes.end() ? "" : format_bytes(size->second)},
               {toolchain::name_of(release->source)},
               {release->goroot}});
  }
  fmt::print("{}\n{} installed, {} on disk", table.to_string(), sizes.size(), format_bytes(total_of(sizes)));
  if (rows.size() < listing.releases.size()) {
    fmt::print("; {} more can be fetched (--all lists them)", listing.releases.size() - rows.size());
  }
  fmt::print("\n");
}

void list_as_json(const Toolchain::Listing& listing, const Sizes& sizes) {
  using Json = nlohmann::ordered_json;
  Json releases = Json::array();
  for (const auto& release : listing.releases) {
    const auto size = sizes.find(release.version);
    releases.push_back({{"version", release.version.to_string()},
                        {"installed", release.installed},
                        {"offered", release.offered},
                        {"source", toolchain::name_of(release.source)},
                        {"goroot", release.goroot},
                        {"bytes", size == sizes.end() ? 0 : size->second}});
  }
  const Json whole = {{"releases", std::move(releases)},
                      {"bytes", total_of(sizes)},
                      {"warning", listing.warning},
                      {"unverified", listing.unverified}};
  fmt::print("{}\n", whole.dump(2, ' ', false, Json::error_handler_t::replace));
}

int list(Toolchain& toolchain, const Toolchain::Listing& listing, const ReleasesOptions& options) {
  const auto sizes = sizes_of(toolchain, listing);
  if (process::interrupted()) return kInterrupted;
  if (options.json)
    list_as_json(listing, sizes);
  else
    list_as_table(listing, sizes, options.all);
  return kOk;
}

}  // namespace

int releases_command(const ReleasesOptions& options, const CommonOptions& common) {
  process::install_interrupt_handlers();
  const auto launcher = process::make_launcher();
  const auto toolchain = toolchain::make_toolchain(*launcher, toolchain::default_places());
  if (options.action == ReleasesAction::clean) return clean(*toolchain);
  auto selector = toolchain::Selector::parse(options.action == ReleasesAction::list ? "all" : options.selector);
  if (!selector) {
    print_error(selector.error());
    return kUsage;
  }
  const auto listing = toolchain->list();
  if (!listing) {
    print_error(listing.error());
    return kHarnessError;
  }
  if (!listing->warning.empty()) print_error({listing->warning, {}, {}});
  if (!listing->unverified.empty()) print_error({listing->unverified, {}, {}});
  if (options.action == ReleasesAction::fetch) return fetch(*toolchain, *listing, *selector, common.quiet);
  if (options.action == ReleasesAction::remove) return remove(*toolchain, *listing, *selector);
  return list(*toolchain, *listing, options);
}

}  // namespace schedlitmus::cli
