#include "cli/progress.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace schedlitmus::cli {

std::string format_progress(const campaign::Progress& progress) {
  if (progress.runs_expected == 0) return progress.doing;
  auto head = fmt::format("{} of about {} runs", progress.runs_done, progress.runs_expected);
  if (progress.left) head += fmt::format(", {} left", format_time_left(*progress.left));
  return fmt::format("[{}] {}", head, progress.doing);
}

namespace {

constexpr std::chrono::seconds kBetweenLines{10};

}  // namespace

void ProgressLine::show(const campaign::Progress& progress) {
  const auto text = format_progress(progress);
  if (progress.stays) {
    clear();
    fmt::print(stderr, "{}\n", text);
    return;
  }
  if (on_terminal_) {
    fmt::print(stderr, "\r\033[K{}", text);
    std::fflush(stderr);
    drawn_ = true;
    return;
  }
  // In a log each step of the set-up is a line of its own, and of the runs one in a while.
  const auto now = std::chrono::steady_clock::now();
  const bool is_run = progress.runs_expected > 0;
  if (is_run && runs_begun_ && now - last_ < kBetweenLines) return;
  runs_begun_ = is_run;
  last_ = now;
  fmt::print(stderr, "{}\n", text);
}

void ProgressLine::clear() {
  if (!drawn_) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace schedlitmus::cli
