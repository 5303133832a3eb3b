#include "cli/bisect.hpp"
#include "cli/at_work.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "cli/run_settings.hpp"

namespace schedlitmus::cli {

namespace {

/// One expectation without errors.
Result<expectation::Expectation> load_one(const RunOptions& options, const Home& home) {
  auto loaded = expectation::load(options.expectations, home.expectations, options.set);
  if (!loaded.errors.empty()) {
    for (std::size_t i = 0; i + 1 < loaded.errors.size(); ++i) print_error(loaded.errors[i]);
    return tl::unexpected(loaded.errors.back());
  }
  if (loaded.expectations.size() == 1) return std::move(loaded.expectations.front());
  return fail(fmt::format("{} expectations in place of one", loaded.expectations.size()), options.expectations.front(),
              "a bisection follows one check; name its file");
}

int code_of(const campaign::Bisected& found) {
  if (found.interrupted) return kInterrupted;
  return is_exact(found) ? kOk : kInconclusive;
}

}  // namespace

int bisect_command(const BisectOptions& options, const CommonOptions& common) {
  const auto home = find_home();
  if (is_of_program(options, home)) return bisect_program_command(options, common);
  if (options.runs || !options.args.empty() || !options.period.empty() || options.detail) {
    return refuse({"--runs, --arg, --period and --detail are for a program", options.run.expectations.front(),
                   "an expectation says these itself; with --observable its scenario is bisected as a program"},
                  kUsage);
  }
  const auto settings = read_settings(options.run, common, home);
  if (!settings) return refuse(settings.error(), kUsage);
  const auto expectation = load_one(options.run, home);
  auto store = expectation ? store::Store::open(options.run.store) : tl::unexpected(expectation.error());
  if (!store) return refuse(store.error(), kHarnessError);
  const auto found = at_work(*store, common, [&](const campaign::Parts& parts, const auto& progress) {
    return campaign::bisect(*expectation, options.task, *settings, parts, progress);
  });
  if (!found) return refuse(found.error(), code_of_failure());
  const auto text = options.json ? to_json(*found, common.command_line) : to_terminal(*found, common.again);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return code_of(*found);
}

}  // namespace schedlitmus::cli
