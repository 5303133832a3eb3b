#include <fmt/format.h>

#include <cstdio>

#include "campaign/stored_campaign.hpp"
#include "cli/commands_stored.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "report/writers.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::cli {

int check_stored_command(const CheckOptions& options, const CommonOptions& common) {
  const auto store = store::Store::open_to_read(options.store);
  if (!store) {
    print_error(store.error());
    return kHarnessError;
  }
  const bool own = options.expectations.empty();
  const auto loaded =
      own ? expectation::Loaded{} : expectation::load(options.expectations, find_home().expectations, options.set);
  const auto checked =
      campaign::check_stored({*store, options.store, options.campaign, options.explain, options.confidence},
                             own ? nullptr : &loaded, common.command_line);
  if (!checked) {
    print_error(checked.error());
    return kHarnessError;
  }
  const auto& report = checked->report;
  const auto text =
      options.json ? report::to_json(report) : report::to_terminal(report, style_of_stdout(common.colour));
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (own && !common.quiet) {
    const auto runs = count_of(static_cast<std::uint64_t>(checked->runs), "stored run");
    if (checked->changed == 0) fmt::print(stderr, "{} checked again: every outcome as it was stored\n", runs);
    if (checked->changed > 0) {
      fmt::print(stderr, "{} checked again: {} with other outcomes than were stored\n", runs, checked->changed);
    }
  }
  return report::exit_code(report, options.allow_inconclusive);
}

}  // namespace schedlitmus::cli
