#include "campaign/accept.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/at_work.hpp"
#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "cli/run_settings.hpp"
#include "support/files.hpp"
#include "support/numbers.hpp"
#include "support/unified_diff.hpp"

namespace schedlitmus::cli {

namespace {

Result<void> check_options(const AcceptOptions& options) {
  if (options.reason.find_first_not_of(" \t\n") == std::string::npos) {
    return fail("it is empty", "--reason", "say why the change is right: who reads the file later wants to know");
  }
  if (options.go.empty()) return {};
  auto selector = toolchain::Selector::parse(options.go);
  if (selector) return {};
  selector.error().where = "--go";
  return tl::unexpected(selector.error());
}

Result<expectation::Expectation> load(const std::string& file) {
  auto loaded = expectation::load({file}, find_home().expectations);
  for (std::size_t i = 1; i < loaded.errors.size(); ++i) print_error(loaded.errors[i]);
  if (!loaded.errors.empty()) return tl::unexpected(loaded.errors.front());
  if (loaded.expectations.size() != 1) return fail("this is more than one expectation", file, "name one file");
  return std::move(loaded.expectations.front());
}

campaign::Settings settings_for(const AcceptOptions& options, const CommonOptions& common) {
  auto settings = settings_of(common, find_home(), options.store, options.count_noisy);
  settings.go = options.go;
  return settings;
}

std::string_view colour_of(std::string_view line) {
  if (line.starts_with("---") || line.starts_with("+++")) return "\033[1m";
  if (line.starts_with('-')) return "\033[31m";
  if (line.starts_with('+')) return "\033[32m";
  return line.starts_with("@@") ? "\033[36m" : "";
}

void show(std::string_view difference, bool colour) {
  while (!difference.empty()) {
    const auto line = difference.substr(0, difference.find('\n'));
    const auto begin = colour ? colour_of(line) : std::string_view();
    fmt::print("{}{}{}\n", begin, line, begin.empty() ? "" : "\033[0m");
    difference.remove_prefix(std::min(line.size() + 1, difference.size()));
  }
  std::fflush(stdout);
}

/// Not over what somebody wrote in the meantime.
Result<void> write(const campaign::Acceptance& acceptance, const std::string& path) {
  if (read_file(path) != acceptance.before)
    return fail("the file was changed in the meantime", path, "accept it again");
  return write_file(path, acceptance.after);
}

void tell(const campaign::Acceptance& acceptance, const AcceptOptions& options) {
  for (const auto& check : acceptance.accepted) {
    fmt::print(stderr, "{} {} for {}: was {}; seen {} in {} of campaign {}; now {}\n",
               options.dry_run ? "would accept" : "accepted", check.id, check.where, check.was, check.seen,
               count_of(static_cast<std::uint64_t>(check.runs), "run"), acceptance.campaign, check.now);
  }
  for (const auto& check : acceptance.not_accepted) {
    auto why = check.why;
    why.what = "not accepted: " + why.what;
    print_error(why);
  }
  if (acceptance.accepted.empty() && acceptance.not_accepted.empty()) {
    fmt::print(stderr, "nothing to accept: no check is VIOLATED in campaign {}\n", acceptance.campaign);
  }
}

int code_of(const campaign::Acceptance& acceptance) {
  if (!acceptance.accepted.empty()) return kOk;
  const auto& refused = acceptance.not_accepted;
  if (std::ranges::any_of(refused, &campaign::NotAccepted::lacks_evidence)) return kInconclusive;
  const bool failed = std::ranges::any_of(refused, [](const auto& check) { return check.failed; });
  return failed ? kHarnessError : kViolated;
}

}  // namespace

int accept_command(const AcceptOptions& options, const CommonOptions& common) {
  if (auto good = check_options(options); !good) return refuse(good.error(), kUsage);
  const auto expectation = load(options.expectation);
  if (!expectation) return refuse(expectation.error(), kHarnessError);
  const auto text = read_file(options.expectation);
  if (!text) return refuse(text.error(), kHarnessError);
  auto store = store::Store::open(options.store);
  if (!store) return refuse(store.error(), kHarnessError);
  const auto acceptance = at_work(*store, common, [&](const campaign::Parts& parts, const auto& progress) {
    return campaign::accept(*expectation, {*text, options.checks, options.reason, options.campaign, options.runs},
                            settings_for(options, common), parts, progress);
  });
  if (!acceptance) return refuse(acceptance.error(), code_of_failure());
  show(unified_diff(acceptance->before, acceptance->after, options.expectation), style_of_stdout(common.colour).colour);
  if (!options.dry_run && !acceptance->accepted.empty()) {
    if (auto done = write(*acceptance, options.expectation); !done) return refuse(done.error(), kHarnessError);
  }
  tell(*acceptance, options);
  return code_of(*acceptance);
}

}  // namespace schedlitmus::cli
