#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "support/table.hpp"

namespace schedlitmus::cli {

namespace {

using toolchain::Toolchain;

std::string state_of(const toolchain::Listed& release) {
  if (release.installed) return "installed";
  return release.offered ? "can be fetched" : "";
}

int fetch(Toolchain& toolchain, const Toolchain::Listing& listing, const std::string& text) {
  const auto selector = toolchain::Selector::parse(text);
  if (!selector) {
    print_error(selector.error());
    return kUsage;
  }
  const auto chosen = selector->choose(listing.available(), listing.local);
  for (const auto& error : chosen.errors) print_error(error);
  int code = chosen.errors.empty() ? kOk : kHarnessError;
  for (const auto& version : chosen.versions) {
    const auto release = toolchain.get(version);
    if (release) {
      fmt::print("{}\t{}\n", version.to_string(), release->goroot);
    } else {
      print_error(release.error());
      code = kHarnessError;
    }
    std::fflush(stdout);
  }
  return code;
}

void list_as_table(const Toolchain::Listing& listing) {
  Table table({{"release", Align::left}, {"state", Align::left}, {"where", Align::left}});
  for (const auto& release : listing.releases) {
    table.row({{release.version.to_string()}, {state_of(release)}, {release.goroot}});
  }
  fmt::print("{}", table.to_string());
}

void list_as_json(const Toolchain::Listing& listing) {
  fmt::print("[");
  const char* between = "\n";
  for (const auto& release : listing.releases) {
    fmt::print("{}  {{\"version\": \"{}\", \"installed\": {}, \"offered\": {}}}", between, release.version.to_string(),
               release.installed, release.offered);
    between = ",\n";
  }
  fmt::print("\n]\n");
}

}  // namespace

int releases_command(const ReleasesOptions& options, const CommonOptions& /*common*/) {
  process::install_interrupt_handlers();
  const auto launcher = process::make_launcher();
  const auto toolchain = toolchain::make_toolchain(*launcher, toolchain::default_places());
  const auto listing = toolchain->list();
  if (!listing) {
    print_error(listing.error());
    return kHarnessError;
  }
  if (!listing->warning.empty()) print_error({listing->warning, {}, {}});
  if (!options.fetch.empty()) return fetch(*toolchain, *listing, options.fetch);
  if (options.json)
    list_as_json(*listing);
  else
    list_as_table(*listing);
  return kOk;
}

}  // namespace schedlitmus::cli
