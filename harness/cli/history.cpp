#include "cli/history.hpp"

#include "cli/commands_stored.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"

namespace schedlitmus::cli {

int history_command(const HistoryOptions& options, const CommonOptions& common) {
  const auto history = campaign::read_history({options.stores, options.expectation, options.go, options.since});
  if (!history) return refuse(history.error(), kHarnessError);
  const auto text =
      options.json ? to_json(*history, common.command_line) : to_terminal(*history, style_of_stdout(common.colour));
  return write_output("-", text) ? exit_code(*history) : kHarnessError;
}

}  // namespace schedlitmus::cli
