#include "cli/trace_input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "cli/growing_file.hpp"
#include "process/interrupt.hpp"
#include "process/launcher.hpp"
#include "trace/log_reader.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kChunk = 256U << 10U;
/// A program that is interrupted, too, has so long for its last words.
constexpr Millis kLastWords{1000};
/// How often a file that others write is looked at.
constexpr Millis kTick{200};

/// Closes a file that we opened; leaves standard input alone.
class Input {
 public:
  explicit Input(const std::string& path)
      : descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat about{};
    waits_ = descriptor_ < 0 || ::fstat(descriptor_, &about) != 0 || !S_ISREG(about.st_mode);
  }
  ~Input() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

  /// It is a pipe or a terminal: what has come so far is not its end.
  [[nodiscard]] bool can_keep_waiting() const { return waits_; }

 private:
  int descriptor_;
  bool waits_ = false;
};

/// Waits where bytes may come at any time.
class Patience {
 public:
  enum class Now : std::uint8_t { readable, nothing, over };

  /// `over`: it was interrupted, and the time for last words has passed.
  /// `descriptor`: negative: only that time, or `at_most`, is waited for.
  Now wait_for(int descriptor, std::optional<Millis> at_most) {
    const bool last_words = process::interrupted();
    if (last_words && !deadline_) deadline_ = std::chrono::steady_clock::now() + kLastWords;
    pollfd waited[2] = {{.fd = descriptor, .events = POLLIN, .revents = 0},
                        {.fd = last_words ? -1 : process::interrupt_descriptor(), .events = POLLIN, .revents = 0}};
    auto time = left();
    if (at_most) time = static_cast<int>(last_words ? std::min<Millis::rep>(time, at_most->count()) : at_most->count());
    const int ready = ::poll(waited, 2, time);
    if (waited[0].revents != 0 || (ready < 0 && errno != EINTR)) return Now::readable;
    return last_words && left() == 0 ? Now::over : Now::nothing;
  }

 private:
  /// Of the last words, in milliseconds; -1: there is no end yet.
  [[nodiscard]] int left() const {
    if (!deadline_) return -1;
    const auto left = std::chrono::ceil<Millis>(*deadline_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::max(left, Millis{}).count());
  }

  std::optional<std::chrono::steady_clock::time_point> deadline_;
};

using Take = std::function<void(std::string_view)>;

/// Of a pipe or a terminal: until its end. Of a file: all of it.
Result<void> read_to_end(const Input& input, const std::string& path, const Take& take, const Following* following) {
  std::vector<char> chunk(kChunk);
  Patience patience;
  const auto tick = following != nullptr ? std::optional(kTick) : std::nullopt;
  while (following == nullptr || !following->enough()) {
    if (input.can_keep_waiting()) {
      const auto now = patience.wait_for(input.descriptor(), tick);
      if (now == Patience::Now::over) return {};
      if (now == Patience::Now::nothing) continue;
    }
    const auto got = ::read(input.descriptor(), chunk.data(), chunk.size());
    if (got == 0) return {};
    if (got > 0) {
      take({chunk.data(), static_cast<std::size_t>(got)});
    } else if (errno != EINTR) {
      return fail(std::string("cannot read the trace: ") + std::strerror(errno), path);
    }
  }
  return {};
}

Result<void> read_growing(const Input& input, const std::string& path, const Take& take, const Following& following) {
  GrowingFile file(path, input.descriptor());
  std::vector<char> chunk(kChunk);
  Patience patience;
  while (!following.enough()) {
    const auto got = file.read(chunk.data(), chunk.size());
    if (!got) return tl::unexpected(got.error());
    if (*got > 0) {
      take({chunk.data(), *got});
      if (process::interrupted()) return {};
    } else if (patience.wait_for(-1, kTick) == Patience::Now::over) {
      return {};
    }
  }
  return {};
}

Result<void> read_input(const std::string& path, const Take& take, const Following* following) {
  const Input input(path);
  if (input.descriptor() < 0) return fail(std::string("cannot open the trace: ") + std::strerror(errno), path);
  if (input.can_keep_waiting() || following != nullptr) process::install_interrupt_handlers();
  if (following != nullptr && !input.can_keep_waiting()) return read_growing(input, path, take, *following);
  return read_to_end(input, path, take, following);
}

Result<TraceRead> read(const TraceInput& input, Whose whose, trace::Sink& sink, const Following* following) {
  auto form = trace::parse_log_form(input.log);
  if (!form) return tl::unexpected(form.error());
  trace::LogReader reader(sink, {.form = *form,
                                 .process = input.process,
                                 .one_process = whose == Whose::first,
                                 .successors = following != nullptr});
  if (following != nullptr) following->begin([&reader] { return reader.health(); });
  auto read = read_input(input.path, [&](std::string_view bytes) { reader.feed(bytes); }, following);
  reader.finish();
  if (following != nullptr) following->end();
  if (!read) return tl::unexpected(read.error());
  return TraceRead{.health = reader.health(), .process = reader.chosen(), .interrupted = process::interrupted()};
}

}  // namespace

Result<void> read_trace(const std::string& path, const Take& take) { return read_input(path, take, nullptr); }

Result<TraceRead> read_samples(const TraceInput& input, Whose whose, trace::Sink& sink) {
  return read(input, whose, sink, nullptr);
}

Result<TraceRead> follow_samples(const TraceInput& input, trace::Sink& sink, const Following& following) {
  return read(input, Whose::first, sink, &following);
}

std::string describe(const TraceRead& read) {
  std::string text;
  if (!read.process.empty()) text = read.process;
  if (read.health.writers.size() > 1 && !text.empty())
    text += fmt::format(" (of {} processes)", read.health.writers.size());
  if (!read.health.log_form.empty())
    text += fmt::format("{}a log of the form {}", text.empty() ? "" : " in ", read.health.log_form);
  if (read.interrupted) text += fmt::format("{}until it was interrupted", text.empty() ? "" : ", ");
  return text;
}

}  // namespace schedlitmus::cli
