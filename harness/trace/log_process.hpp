// The processes that a log tells apart, each with readers of its own.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "trace/health.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::trace {

class LogProcess;

/// Whose samples and text they are, too.
class ProcessSink {
 public:
  virtual ~ProcessSink() = default;
  virtual void on_sample(LogProcess& process, const Sample& sample) = 0;
  virtual void on_text(LogProcess& process, std::string_view text) = 0;
};

class LogProcess final : private Sink {
 public:
  LogProcess(ProcessSink& sink, std::string_view source, std::int32_t pid) : sink_(sink), source_(source), pid_(pid) {}

  [[nodiscard]] bool is(std::string_view source, std::int32_t pid) const { return pid_ == pid && source_ == source; }
  [[nodiscard]] bool is_nameless() const { return pid_ == 0 && source_.empty(); }
  /// The word is its pid or a part of its source; the empty word is of any.
  [[nodiscard]] bool is_named(std::string_view word) const;
  [[nodiscard]] bool is_of_same_source(const LogProcess& other) const {
    return !source_.empty() && source_ == other.source_;
  }
  /// "unit[123]", "web-1", "123"; empty: nameless.
  [[nodiscard]] std::string name() const;
  [[nodiscard]] const Health& account() const { return account_; }

  /// A line of one of its streams, as LogLine has it, or a piece of one. Read at flush(), and before a line of
  /// another stream.
  void feed_line(std::string_view stream, std::string_view text, bool ended);
  void feed(std::string_view stream, std::string_view bytes);
  void flush();
  void finish();

 private:
  void on_sample(const Sample& sample) override { sink_.on_sample(*this, sample); }
  void on_text(std::string_view text) override { sink_.on_text(*this, text); }
  void turn_to(std::string_view stream);
  [[nodiscard]] Reader& reader();

  ProcessSink& sink_;
  std::string source_;
  std::int32_t pid_;
  Health account_;
  std::array<std::unique_ptr<Reader>, 3> readers_;  ///< of no stream that is told, stdout, stderr
  std::size_t current_ = 0;
  std::string waiting_;  ///< of the current one
};

class LogProcesses {
 public:
  explicit LogProcesses(ProcessSink& sink) : sink_(sink) {}

  /// Flushes what another process said before.
  LogProcess& of(std::string_view source, std::int32_t pid);
  LogProcess& nameless() { return of({}, 0); }
  /// This one never ends because others are newer.
  void keep(const LogProcess& process) { kept_ = &process; }
  void flush();
  void finish();
  [[nodiscard]] Health account() const;
  [[nodiscard]] std::vector<WriterCount> writers() const;

 private:
  struct Entry {
    std::unique_ptr<LogProcess> process;
    std::uint64_t last_turn = 0;
  };
  void end_most_silent();
  static void note(const LogProcess& process, std::vector<WriterCount>& writers);

  ProcessSink& sink_;
  std::vector<Entry> entries_;
  LogProcess* current_ = nullptr;
  const LogProcess* kept_ = nullptr;
  std::uint64_t turn_ = 0;
  Health ended_;  ///< of those that ended
  std::vector<WriterCount> ended_writers_;
};

}  // namespace schedlitmus::trace
