#include "cli/live_show.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "cli/passed_signals.hpp"
#include "process/proc_file.hpp"
#include "support/duration.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::chrono::milliseconds kFrame{250};
constexpr std::chrono::seconds kLine{5};
/// The share of a shorter time is too rough: the kernel counts ticks of 10 ms.
constexpr std::chrono::milliseconds kCpuWindow{900};

/// Of the process, its threads together; nothing where it is gone.
std::optional<double> cpu_seconds(std::int32_t pid) {
  constexpr int kUserTime = 12;  // behind the name in parentheses: fields 14 and 15 of proc(5)
  const auto text = process::read_proc_file(fmt::format("/proc/{}/stat", pid));
  auto at = text.rfind(')');
  if (at == std::string::npos) return std::nullopt;
  for (int field = 0; field < kUserTime && at != std::string::npos; ++field) at = text.find(' ', at + 1);
  unsigned long long user = 0;
  unsigned long long system = 0;
  if (at == std::string::npos || std::sscanf(text.c_str() + at, " %llu %llu", &user, &system) != 2) return std::nullopt;
  return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

LiveShow::LiveShow(Settings settings)
    : settings_(std::move(settings)), stdout_in_view_(settings_.view && ::isatty(STDOUT_FILENO) == 1) {}

void LiveShow::begin(std::int32_t pid) {
  pid_ = pid;
  begun_ = last_cpu_at_ = Clock::now();
  if (settings_.view) screen_.emplace();
  if (settings_.view || settings_.lines) worker_ = std::thread([this] { work(); });
}

void LiveShow::on_sample(const trace::Sample& sample) {
  const auto now = Clock::now();
  const std::scoped_lock lock(mutex_);
  // A copy of 100,000 goroutines' counts is not needed more often than it is shown.
  if (sample_ && now - last_copy_ < kFrame / 2) return;
  last_copy_ = now;
  sample_ = live_sample(sample);
}

bool LiveShow::take_stdout(std::string_view bytes) { return stdout_in_view_ && take_stderr(bytes); }

bool LiveShow::take_stderr(std::string_view bytes) {
  if (!settings_.view) return false;
  const std::scoped_lock lock(mutex_);
  output_.add(bytes);
  return true;
}

void LiveShow::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait_for(lock, settings_.view ? std::chrono::milliseconds(kFrame) : std::chrono::milliseconds(kLine),
                   [this] { return over_; });
    if (over_) return;
    if (settings_.view)
      draw(Screen::size());
    else
      print_line();
  }
}

LivePicture LiveShow::picture(std::size_t height) {
  const int signal = PassedSignals::last();
  return {.title = settings_.title,
          .pid = pid_,
          .since = std::chrono::duration_cast<Millis>(Clock::now() - begun_),
          .cpu_share = cpu_share(),
          .sample = sample_,
          .output = output_.last(height),
          .note = signal == 0
                      ? std::string()
                      : fmt::format("signal {} was passed on; Ctrl-C kills it, and all that it started", signal)};
}

std::optional<double> LiveShow::cpu_share() {
  const auto now = Clock::now();
  if (now - last_cpu_at_ < kCpuWindow) return cpu_share_;
  const auto used = cpu_seconds(pid_);
  if (!used) return cpu_share_;
  cpu_share_ = (*used - last_cpu_) / std::chrono::duration<double>(now - last_cpu_at_).count();
  last_cpu_ = *used;
  last_cpu_at_ = now;
  return cpu_share_;
}

void LiveShow::draw(const Screen::Size& size) {
  Screen::show(cli::draw(picture(size.height), size.width, size.height, settings_.colour));
}

void LiveShow::print_line() {
  const auto since = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begun_);
  const auto what = sample_ ? in_one_line(*sample_) : std::string("no sample of the scheduler so far");
  fmt::print(stderr, "schedlitmus: {}  {}\n", format_duration(since), what);
}

void LiveShow::end() {
  {
    const std::scoped_lock lock(mutex_);
    over_ = true;
  }
  wake_.notify_all();
  if (worker_.joinable()) worker_.join();
  if (!screen_) return;
  screen_.reset();
  const auto kept = output_.kept();
  std::fwrite(kept.data(), 1, kept.size(), stderr);
  if (!kept.empty() && kept.back() != '\n') std::fputc('\n', stderr);
}

}  // namespace schedlitmus::cli
