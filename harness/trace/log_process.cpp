#include "trace/log_process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace schedlitmus::trace {
namespace {

/// So much of a process's lines is handed on at once: whole runs of G lines are read fast.
constexpr std::size_t kWaiting = std::size_t{1} << 18U;

std::size_t place_of(std::string_view stream) { return stream.empty() ? 0 : stream == "stdout" ? 1 : 2; }

}  // namespace

bool LogProcess::is_named(std::string_view word) const {
  return source_.find(word) != std::string::npos || (pid_ != 0 && std::to_string(pid_) == word);
}

std::string LogProcess::name() const {
  if (pid_ == 0) return source_;
  return source_.empty() ? std::to_string(pid_) : fmt::format("{}[{}]", source_, pid_);
}

void LogProcess::turn_to(std::string_view stream) {
  const auto place = place_of(stream);
  if (place != current_) flush();
  current_ = place;
}

void LogProcess::feed_line(std::string_view stream, std::string_view text, bool ended) {
  turn_to(stream);
  waiting_ += text;
  if (ended) waiting_ += '\n';
  if (waiting_.size() >= kWaiting) flush();
}

void LogProcess::feed(std::string_view stream, std::string_view bytes) {
  turn_to(stream);
  flush();
  reader().feed(bytes);
}

Reader& LogProcess::reader() {
  auto& reader = readers_[current_];
  Sink& sink = *this;
  if (!reader) reader = std::make_unique<Reader>(sink, account_, Writer{.pid = pid_, .source = source_});
  return *reader;
}

void LogProcess::flush() {
  if (waiting_.empty()) return;
  reader().feed(waiting_);
  waiting_.clear();
}

void LogProcess::finish() {
  flush();
  for (const auto& reader : readers_)
    if (reader) reader->finish();
}

LogProcess& LogProcesses::of(std::string_view source, std::int32_t pid) {
  if (current_ != nullptr && current_->is(source, pid)) return *current_;
  if (current_ != nullptr) current_->flush();
  ++turn_;
  auto found = std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.process->is(source, pid); });
  if (found == entries_.end()) {
    if (entries_.size() == kMaxWriters) end_most_silent();
    entries_.push_back({std::make_unique<LogProcess>(sink_, source, pid), turn_});
    found = entries_.end() - 1;
  }
  found->last_turn = turn_;
  current_ = found->process.get();
  return *current_;
}

void LogProcesses::end_most_silent() {
  const auto turn = [&](const Entry& entry) {
    return entry.process.get() == kept_ ? std::numeric_limits<std::uint64_t>::max() : entry.last_turn;
  };
  const auto silent = std::ranges::min_element(entries_, {}, turn);
  silent->process->finish();
  ended_.add(silent->process->account());
  note(*silent->process, ended_writers_);
  entries_.erase(silent);
  current_ = nullptr;
}

void LogProcesses::note(const LogProcess& process, std::vector<WriterCount>& writers) {
  if (process.account().samples > 0 && !process.is_nameless() && writers.size() < kMaxWriters)
    writers.push_back({process.name(), process.account().samples});
}

void LogProcesses::flush() {
  if (current_ != nullptr) current_->flush();
}

void LogProcesses::finish() {
  for (const auto& entry : entries_) entry.process->finish();
}

Health LogProcesses::account() const {
  Health sum = ended_;
  for (const auto& entry : entries_) sum.add(entry.process->account());
  return sum;
}

std::vector<WriterCount> LogProcesses::writers() const {
  auto writers = ended_writers_;
  for (const auto& entry : entries_) note(*entry.process, writers);
  return writers;
}

}  // namespace schedlitmus::trace
