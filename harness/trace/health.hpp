// The account of a trace: every kind of trouble is a named counter with a
// severity and the first example. Nothing is dropped without being counted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace schedlitmus::trace {

enum class Severity : std::uint8_t {
  info,     ///< normal in real captures; nothing of the trace was lost
  warning,  ///< a sample is damaged but kept, or the stream is unusual
  loss,     ///< a sample was lost
};

enum class Trouble : std::uint8_t {
  foreign_text,     ///< text of the program between the trace's lines
  torn_header,      ///< a SCHED line with something else inside: the sample is lost
  torn_line,        ///< a P, M or G line that cannot be read: the sample is incomplete
  repaired_line,    ///< a damaged line with exactly one possible reading
  missing_lines,    ///< fewer P or M lines than gomaxprocs or threads say
  truncated_end,    ///< the stream ends inside a sample
  time_backwards,   ///< a sample older than the one before it
  second_process,   ///< samples of another process in the same stream
  list_length,      ///< the list has not gomaxprocs entries
  number_overflow,  ///< a number beyond 64 bits
  line_too_long,    ///< a line longer than the reader keeps
  unknown_key,      ///< a key=value that no known dialect prints
};
inline constexpr std::size_t kTroubles = 12;

struct TroubleCount {
  std::uint64_t count = 0;
  std::uint64_t first_line = 0;  ///< 1-based line of the first example
  std::string example;           ///< the first one, at most 200 bytes, printable
};

[[nodiscard]] std::string_view name_of(Trouble trouble);
[[nodiscard]] std::string_view name_of(Severity severity);
[[nodiscard]] Severity severity_of(Trouble trouble);

/// A process that a log tells from others.
struct WriterCount {
  std::string name;
  std::uint64_t samples = 0;
};
inline constexpr std::size_t kMaxWriters = 64;

class Health {
 public:
  void count(Trouble trouble, std::uint64_t line, std::string_view example);

  /// Puts back what of() gave earlier, for an account kept outside of the process.
  void restore(Trouble trouble, TroubleCount kept) { counts_[static_cast<std::size_t>(trouble)] = std::move(kept); }

  /// Another part of the same stream: all counts are added, and the first examples stay.
  void add(const Health& other);

  [[nodiscard]] const TroubleCount& of(Trouble trouble) const { return counts_[static_cast<std::size_t>(trouble)]; }
  /// Samples that were begun in the stream and could not be delivered.
  [[nodiscard]] std::uint64_t lost() const;
  /// lost / (lost + samples); 0 for an empty stream.
  [[nodiscard]] double lost_share() const;

  /// What was taken off each line of a log, outermost first: "timestamps, compose". Empty: nothing.
  std::string log_form;
  /// Of a log that tells processes apart, those with samples: "web-1", "unit[123]"; kMaxWriters at most.
  std::vector<WriterCount> writers;
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;
  std::uint64_t samples = 0;             ///< delivered, complete or not
  std::uint64_t incomplete_samples = 0;  ///< of these, with damaged or missing lines

 private:
  std::array<TroubleCount, kTroubles> counts_{};
};

}  // namespace schedlitmus::trace
