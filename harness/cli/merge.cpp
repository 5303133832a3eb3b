#include "store/merge.hpp"

#include <fmt/format.h>

#include "cli/commands_stored.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::cli {

namespace {

std::string added(int number, int known, std::string_view what) {
  auto text = count_of(static_cast<std::uint64_t>(number), what);
  if (known > 0) text += fmt::format(" ({} known)", known);
  return text;
}

}  // namespace

int merge_command(const MergeOptions& options, const CommonOptions& /*common*/) {
  const auto merged = store::merge(options.out, options.inputs);
  if (!merged) {
    print_error(merged.error());
    return kHarnessError;
  }
  fmt::print("{}: added {} and {}\n", options.out, added(merged->campaigns, merged->known_campaigns, "campaign"),
             added(merged->runs, merged->known_runs, "run"));
  return kOk;
}

}  // namespace schedlitmus::cli
