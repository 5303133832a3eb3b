#include "campaign/stored_campaign.hpp"
#include "cli/commands_stored.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"

namespace schedlitmus::cli {

int report_command(const ReportOptions& options, const CommonOptions& common) {
  const auto store = store::Store::open_to_read(options.store);
  if (!store) {
    print_error(store.error());
    return kHarnessError;
  }
  const auto report =
      campaign::report_stored({*store, options.store, options.campaign, options.explain, options.confidence});
  if (!report) {
    print_error(report.error());
    return kHarnessError;
  }
  const bool written = write_reports(*report, options.files, common);
  const int code = report::exit_code(*report, options.allow_inconclusive);
  return written || code == kInterrupted ? code : kHarnessError;
}

}  // namespace schedlitmus::cli
