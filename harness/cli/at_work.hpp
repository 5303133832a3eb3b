// What each command that runs programs does around its one call.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "process/interrupt.hpp"
#include "process/launcher.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::cli {

/// Calls work(parts, progress) with this machine's launcher and Go releases:
/// Ctrl-C is heeded, and progress is shown unless it is not wanted.
template <class Work>
auto at_work(store::Store& store, const CommonOptions& common, Work work) {
  process::install_interrupt_handlers();
  const auto launcher = process::make_launcher();
  const auto toolchain = toolchain::make_toolchain(*launcher, toolchain::default_places());
  ProgressLine line(stderr_is_terminal());
  auto result = work(campaign::Parts{*launcher, *toolchain, store}, [&](const campaign::Progress& progress) {
    if (!common.quiet) line.show(progress);
  });
  line.clear();
  return result;
}

/// The exit code where the work ended with an error.
[[nodiscard]] inline int code_of_failure() { return process::interrupted() ? kInterrupted : kHarnessError; }

}  // namespace schedlitmus::cli
