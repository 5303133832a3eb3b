#include "trace/journal_export.hpp"

#include <algorithm>
#include <charconv>

namespace schedlitmus::trace {
namespace {

constexpr std::size_t kMaxKept = std::size_t{1} << 21U;
constexpr std::size_t kLengthBytes = 8;

}  // namespace

void JournalExport::keep(std::string_view bytes) {
  kept_ += bytes.substr(0, kMaxKept - std::min(kept_.size(), kMaxKept));
}

void JournalExport::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (state_ == State::length) {
      bytes = take_length(bytes);
      continue;
    }
    if (state_ == State::value) {
      bytes = take_value(bytes);
      continue;
    }
    const auto end = bytes.find('\n');
    keep(bytes.substr(0, end));
    if (end == std::string_view::npos) return;
    bytes.remove_prefix(end + 1);
    line(kept_);
    kept_.clear();
  }
}

std::string_view JournalExport::take_length(std::string_view bytes) {
  const auto some = std::min(bytes.size(), kLengthBytes - kept_.size());
  kept_ += bytes.substr(0, some);
  if (kept_.size() < kLengthBytes) return {};
  left_ = 0;
  for (std::size_t i = kLengthBytes; i-- > 0;) left_ = (left_ << 8U) | static_cast<unsigned char>(kept_[i]);
  kept_.clear();
  state_ = State::value;
  return bytes.substr(some);
}

/// The line end behind it is that of an empty rest, which is no entry's end.
std::string_view JournalExport::take_value(std::string_view bytes) {
  const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), left_));
  keep(bytes.substr(0, some));
  left_ -= some;
  bytes.remove_prefix(some);
  if (left_ > 0 || bytes.empty()) return bytes;
  field(name_, kept_);
  kept_.clear();
  state_ = State::line;
  if (bytes.front() == '\n') bytes.remove_prefix(1);
  return bytes;
}

void JournalExport::line(std::string_view text) {
  if (text.empty()) return end_entry();
  const auto equals = text.find('=');
  if (equals != std::string_view::npos) return field(text.substr(0, equals), text.substr(equals + 1));
  name_.assign(text);
  state_ = State::length;
}

void JournalExport::field(std::string_view name, std::string_view value) {
  if (name == "MESSAGE") {
    message_.assign(value);
    has_message_ = true;
  } else if (name == "SYSLOG_IDENTIFIER") {
    source_.assign(value);
  } else if (name == "_SYSTEMD_UNIT") {
    unit_.assign(value);
  } else if (name == "_PID") {
    std::from_chars(value.data(), value.data() + value.size(), pid_);
  }
}

void JournalExport::end_entry() {
  if (has_message_) {
    LogLine line{.text = message_, .source = source_.empty() ? unit_ : source_, .pid = pid_, .stream = {}};
    take_(line);
  }
  message_.clear();
  source_.clear();
  unit_.clear();
  pid_ = 0;
  has_message_ = false;
}

void JournalExport::finish() {
  if (state_ == State::line && !kept_.empty()) line(kept_);
  if (state_ == State::value) field(name_, kept_);
  kept_.clear();
  end_entry();
}

}  // namespace schedlitmus::trace
