#include "campaign/check_again.hpp"

#include <fmt/format.h>

#include "campaign/kept_trace.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::campaign {

namespace {

Result<void> feed_stderr(const store::Run& run, TraceCheck& check) {
  if (run.capture == store::kMessages) {
    return read_messages(run.err, [&](std::int32_t pid, std::string_view message) { check.feed(pid, message); });
  }
  return run.err.read([&](std::string_view bytes) { check.feed(bytes); });
}

Result<void> feed_stdouts(const store::Run& run, TraceCheck& check) {
  if (const auto* load = run.service ? run.service->load() : nullptr) {
    auto fed = load->out.read([&](std::string_view bytes) { check.feed_load_stdout(bytes); });
    if (!fed) return fed;
  }
  return run.out.read([&](std::string_view bytes) { check.feed_stdout(bytes); });
}

/// Why a stream that was read again is not whole; empty: it is.
std::string why_cut(const store::KeptStream& stream, const Result<void>& read, const char* name) {
  if (stream.cut()) return fmt::format("only the first {} of its {} are kept", format_bytes(stream.bytes()), name);
  return read ? std::string() : fmt::format("its {} cannot be read again: {}", name, read.error().what);
}

}  // namespace

CheckedAgain check_again(const store::Run& run, const std::vector<expectation::Check>& checks) {
  TraceCheck check(checks, run.capture == store::kMessages ? process::Capture::messages : process::Capture::pipe,
                   run.gomaxprocs);
  std::optional<ServiceView> view;
  if (run.service) {
    check.look_through(view.emplace(*run.service));
    check.belongs_to(*run.service);
  }
  const auto stderr_read = feed_stderr(run, check);
  const auto stdout_read = feed_stdouts(run, check);
  const auto cut_why = why_cut(run.err, stderr_read, "stderr");
  CheckedAgain again;
  again.outcomes = check.finish(run.record, cut_why, why_cut(run.out, stdout_read, "stdout"));
  if (cut_why.empty()) again.health = check.health();
  return again;
}

}  // namespace schedlitmus::campaign
