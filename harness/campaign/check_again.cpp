#include "campaign/check_again.hpp"

#include <fmt/format.h>

#include "trace/message_log.hpp"

namespace schedlitmus::campaign {

namespace {

Result<void> feed_stderr(const store::Run& run, TraceCheck& check) {
  if (run.capture == store::kMessages) {
    return trace::for_each_message(run.stderr_head,
                                   [&](std::int32_t pid, std::string_view message) { check.feed(pid, message); });
  }
  check.feed(run.stderr_head);
  return {};
}

std::string why_cut(bool cut, const char* stream) {
  return cut ? fmt::format("only the first {} MiB of its {} are kept", store::kKeptBytes >> 20U, stream)
             : std::string();
}

}  // namespace

CheckedAgain check_again(const store::Run& run, const std::vector<expectation::Check>& checks) {
  TraceCheck check(checks, run.capture == store::kMessages ? process::Capture::messages : process::Capture::pipe,
                   run.gomaxprocs);
  std::optional<ServiceView> view;
  if (run.service) {
    check.look_through(view.emplace(*run.service));
    check.belongs_to(*run.service);
    if (const auto* load = run.service->load()) check.feed_load_stdout(load->stdout_head);
  }
  auto cut_why = why_cut(run.stderr_cut, "stderr");
  if (auto fed = feed_stderr(run, check); !fed && cut_why.empty()) {
    cut_why = "the log of its stderr is damaged: " + fed.error().what;
  }
  check.feed_stdout(run.stdout_head);
  CheckedAgain again;
  again.outcomes = check.finish(run.record, cut_why, why_cut(run.stdout_cut, "stdout"));
  if (cut_why.empty()) again.health = check.health();
  return again;
}

}  // namespace schedlitmus::campaign
