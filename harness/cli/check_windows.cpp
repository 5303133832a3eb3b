#include "cli/check_windows.hpp"

#include <algorithm>
#include <utility>

namespace schedlitmus::cli {

namespace {

/// A child with a trace of its own stands between its parent's samples; a restart does not.
constexpr int kOlderInARow = 3;

trace::Health since(const trace::Health& before, trace::Health now) {
  for (std::size_t i = 0; i < trace::kTroubles; ++i) {
    const auto trouble = static_cast<trace::Trouble>(i);
    auto count = now.of(trouble);
    count.count -= before.of(trouble).count;
    now.restore(trouble, count);
  }
  now.samples -= before.samples;
  now.incomplete_samples -= before.incomplete_samples;
  return now;
}

}  // namespace

CheckWindows::CheckWindows(const CheckPlan& plan, const CheckOptions& options, std::optional<Millis> every, Tell tell)
    : plan_(plan), options_(options), every_(every), tell_(std::move(tell)) {
  for (std::size_t row = 0; row < plan.applied.size(); ++row) {
    auto& checked = checked_.emplace_back(CheckedTrace{.row = row, .verdicts = {}});
    for (const auto& check : plan.applied[row].checks) checked.verdicts.emplace_back(check);
  }
}

bool CheckWindows::is_another_run(const trace::Sample& sample) {
  if (sample.pid != pid_ || sample.image != image_) return true;
  older_ = sample.time < last_ ? older_ + 1 : 0;
  return older_ == kOlderInARow;
}

void CheckWindows::on_sample(const trace::Sample& sample) {
  if (run_ == 0 || is_another_run(sample)) {
    if (is_open_) close(last_);
    ++run_;
    open(every_ ? sample.time : Millis{}, sample);
  } else if (older_ > 0) {
    return;
  } else if (every_ && sample.time - begin_ >= *every_) {
    const auto passed = (sample.time - begin_) / *every_;
    close(begin_ + *every_);
    open(begin_ + passed * *every_, sample);
  }
  last_ = sample.time;
  if (!every_) return see(sample);
  shown_ = sample;
  shown_.time -= begin_;
  see(shown_);
}

void CheckWindows::on_text(std::string_view text) {
  for (auto& running : running_)
    if (!running.told) running.checker.on_text(text);
}

void CheckWindows::see(const trace::Sample& sample) {
  for (auto& running : running_) {
    if (running.told) continue;
    running.checker.on_sample(sample);
    if (running.checker.all_decided()) decide(running, every_ ? begin_ + *every_ : last_);
  }
}

void CheckWindows::open(Millis begin, const trace::Sample& sample) {
  is_open_ = true;
  ++windows_;
  begin_ = begin;
  older_ = 0;
  pid_ = sample.pid;
  image_ = sample.image;
  gomaxprocs_ = sample.header.get(trace::HeaderField::gomaxprocs).value_or(0);
  before_ = health_();
  running_.clear();
  for (std::size_t row = 0; row < plan_.applied.size(); ++row) {
    if (!plan_.applied[row].skipped_why.empty()) continue;
    const auto& checks = plan_.applied[row].checks;
    for (std::size_t i = 0; i < checks.size(); ++i) {
      if (every_ && expectation::is_of_run(checks[i].subject)) continue;
      running_.push_back({.row = row, .check = i, .checker = expectation::Checker({checks[i]})});
    }
  }
}

void CheckWindows::close(Millis end) {
  is_open_ = false;
  for (auto& running : running_)
    if (!running.told) decide(running, end);
}

void CheckWindows::decide(Running& running, Millis end) {
  running.told = true;
  const auto outcomes = running.checker.finish(health_of_window(), end_of(options_, static_cast<int>(gomaxprocs_)));
  checked_[running.row].verdicts[running.check].add(outcomes.front());
  tell_({.expectation = &plan_.loaded.expectations[running.row],
         .check = &plan_.applied[running.row].checks[running.check],
         .begin = begin_,
         .end = end,
         .run = run_,
         .outcome = outcomes.front()});
}

/// The sample under way counts for the window.
trace::Health CheckWindows::health_of_window() const {
  auto health = since(before_, health_());
  ++health.samples;
  return health;
}

void CheckWindows::finish() {
  if (!is_open_) return;
  if (!every_ || windows_ == 1) {
    close(last_);
  } else if (std::ranges::none_of(running_, &Running::told)) {
    --windows_;
  }
  is_open_ = false;
}

bool CheckWindows::all_decided() const {
  return is_open_ && std::ranges::all_of(running_, [](const Running& running) { return running.told; });
}

}  // namespace schedlitmus::cli
