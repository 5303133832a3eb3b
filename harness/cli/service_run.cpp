#include "cli/service_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <optional>

#include "cli/live_show.hpp"
#include "cli/passed_signals.hpp"
#include "cli/terminal.hpp"
#include "expectation/program_output.hpp"
#include "process/command_path.hpp"
#include "support/duration.hpp"

namespace schedlitmus::cli {

namespace {

constexpr Millis kForever = std::chrono::hours(24 * 365);
/// Of a service that is asked to end at its deadline.
constexpr Millis kGrace{5000};
constexpr std::uint64_t kAnyOutput = ~std::uint64_t{0};

/// Where nobody reads any more the command is asked to end: it cannot see that itself.
void pass_on(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EPIPE) PassedSignals::send(SIGTERM);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Between the launcher, the reader, and who looks.
class Watcher final : public process::Observer, private trace::Sink {
 public:
  Watcher(const ServiceOptions& options, LiveShow& show, trace::Sink& sink)
      : stdout_to_(options.stdout_is_ours ? STDERR_FILENO : STDOUT_FILENO), show_(show), sink_(sink) {
    if (!options.keep.empty()) keep_.emplace(options.keep, std::ios::binary);
  }

  [[nodiscard]] bool can_keep() const { return !keep_ || keep_->good(); }
  [[nodiscard]] std::optional<std::uint64_t> requests() {
    printed_.finish();
    return expectation::requests_in(printed_);
  }
  [[nodiscard]] trace::Health finish() {
    reader_.finish();
    if (keep_) keep_->close();
    return reader_.health();
  }

 private:
  void on_start(std::int32_t pid) override {
    PassedSignals::pass_to(pid);
    show_.begin(pid);
  }
  void on_stdout(std::string_view bytes) override {
    printed_.feed(bytes);
    const bool shown = stdout_to_ == STDOUT_FILENO ? show_.take_stdout(bytes) : show_.take_stderr(bytes);
    if (!shown) pass_on(stdout_to_, bytes);
  }
  void on_stderr(std::string_view bytes) override {
    if (keep_) keep_->write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    reader_.feed(bytes);
  }
  [[nodiscard]] bool enough() const override { return false; }

  void on_sample(const trace::Sample& sample) override {
    show_.on_sample(sample);
    sink_.on_sample(sample);
  }
  void on_text(std::string_view text) override {
    if (!show_.take_stderr(text)) pass_on(STDERR_FILENO, text);
    sink_.on_text(text);
  }

  const int stdout_to_;
  expectation::ProgramOutput printed_{{std::string(expectation::kRequests)}, {}};
  LiveShow& show_;
  trace::Sink& sink_;
  trace::Reader reader_{static_cast<trace::Sink&>(*this)};
  std::optional<std::ofstream> keep_;
};

std::vector<std::string> environment(Millis period, bool detail) {
  std::vector<std::string> lines;
  std::string godebug;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view line(*each);
    if (line.starts_with("GODEBUG="))
      godebug = line.substr(line.find('=') + 1);
    else
      lines.emplace_back(line);
  }
  lines.push_back("GODEBUG=" + godebug_with_trace(godebug, period, detail));
  return lines;
}

Result<Millis> read_time(const std::string& text, const char* option) {
  const auto time = parse_duration(text);
  if (!time) return fail(time.error().what, option, time.error().hint);
  if (*time < Millis{1}) return fail("must be 1ms or more", option);
  return *time;
}

process::LaunchSpec spec_of(const ServiceOptions& options, const std::string& path) {
  process::LaunchSpec spec;
  spec.argv = options.argv;
  spec.argv.front() = path;
  spec.env = environment(options.period, options.detail);
  spec.deadline = options.deadline.value_or(kForever);
  spec.grace = kGrace;
  spec.max_output = kAnyOutput;
  if (::isatty(STDIN_FILENO) == 0) spec.in = STDIN_FILENO;
  return spec;
}

}  // namespace

Result<ServiceOptions> service_options(const ServiceFlags& flags, const std::string& deadline,
                                       const CommonOptions& common) {
  ServiceOptions options;
  options.argv = common.behind_dashes;
  options.keep = flags.keep;
  options.progress = !common.quiet;
  options.detail = !flags.no_detail;
  options.view = !common.quiet && !flags.no_view;
  if (!flags.period.empty()) {
    const auto period = read_time(flags.period, "--period");
    if (!period) return tl::unexpected(period.error());
    options.period = *period;
  }
  if (!deadline.empty()) {
    const auto time = read_time(deadline, "--deadline");
    if (!time) return tl::unexpected(time.error());
    options.deadline = *time;
  }
  return options;
}

std::string godebug_with_trace(std::string_view before, Millis period, bool detail) {
  std::string text;
  for (std::size_t at = 0; at < before.size();) {
    const auto setting = before.substr(at, before.find(',', at) - at);
    at += setting.size() + 1;
    if (setting.empty() || setting.starts_with("schedtrace=") || setting.starts_with("scheddetail=")) continue;
    text += fmt::format("{}{}", text.empty() ? "" : ",", setting);
  }
  text += fmt::format("{}schedtrace={}", text.empty() ? "" : ",", period.count());
  return detail ? text + ",scheddetail=1" : text;
}

std::string describe_end(const process::RunRecord& record) {
  const auto wall = format_duration(std::chrono::duration_cast<Millis>(record.wall));
  switch (record.ending) {
    case process::Ending::exited:
      return fmt::format("ended with exit code {} after {}", record.code, wall);
    case process::Ending::signalled:
      return fmt::format("was ended by signal {} after {}", record.signal, wall);
    case process::Ending::timed_out:
      return fmt::format("was stopped at its deadline after {}", wall);
    default:
      return fmt::format("was killed after {}", wall);
  }
}

Result<ServiceRun> run_service(const ServiceOptions& options, const CommonOptions& common, trace::Sink& sink) {
  const auto path = process::find_command(options.argv.front());
  if (!path) return tl::unexpected(path.error());
  const PassedSignals signals;
  const auto launcher = process::make_launcher();
  LiveShow show({.title = options.argv.front(),
                 .view = options.view && stderr_is_terminal(),
                 .lines = options.progress,
                 .colour = common.colour != ColourChoice::never});
  Watcher watcher(options, show, sink);
  if (!watcher.can_keep()) return fail("cannot write the trace", options.keep);
  auto record = launcher->run(spec_of(options, *path), watcher);
  PassedSignals::forget();
  show.end();
  if (!record) return tl::unexpected(record.error());
  ServiceRun run{.record = *record, .health = watcher.finish(), .requests = watcher.requests()};
  if (!watcher.can_keep()) return fail("cannot write the trace", options.keep);
  return run;
}

}  // namespace schedlitmus::cli
