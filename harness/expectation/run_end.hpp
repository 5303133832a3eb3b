// What is known of a run when it is over, besides its trace and what it printed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/duration.hpp"

namespace schedlitmus::expectation {

/// How a run ended.
struct RunEnd {
  enum class How : std::uint8_t {
    exited,     ///< by itself
    signalled,  ///< killed by a signal that was not ours
    timed_out,  ///< stopped at its deadline: an observation like any other
    unknown,    ///< stopped before its end for another reason, or not told
  };
  How how = How::unknown;
  int number = 0;            ///< exit code or signal
  bool was_stopped = false;  ///< we ended it, or asked it to
  int gomaxprocs = 0;        ///< of the program; 0: not known
  std::string unknown_why = "how the run ended is not known";
  std::string output_unknown_why;  ///< not empty: not all of stdout is known
  std::string stderr_unknown_why;  ///< likewise

  // Of a service:
  std::optional<bool> ready;  ///< nothing: it is none
  How load = How::unknown;    ///< how its load ended
  int load_number = 0;        ///< exit code or signal
  Millis load_time{0};        ///< from the load's start to its end; 0: not known
  std::string load_unknown_why = "no load was run";
  std::string void_why;  ///< not empty: why the run says nothing about its checks
};

/// A shell's exit status of a program killed by signal N is 128 + N.
inline constexpr int kSignalled = 128;
[[nodiscard]] constexpr int shell_status(RunEnd::How how, int number) {
  return how == RunEnd::How::signalled ? kSignalled + number : number;
}

}  // namespace schedlitmus::expectation
