// All that one run shows, as values to compare.
#pragma once

#include <cstdint>
#include <string>

#include "compare/grid.hpp"
#include "compare/lifted.hpp"
#include "compare/observable.hpp"
#include "compare/series.hpp"

namespace schedlitmus::compare {

enum class Ended : std::uint8_t { exited, signalled, timed_out, output_limit, memory_limit, unknown };

/// One run as its record and its streams tell it.
struct RunShown {
  Ended ended = Ended::exited;
  int number = 0;  ///< exit code or signal
  std::string out;
  Series series;            ///< has the program's own text on stderr
  bool err_is_text = true;  ///< false: several writers were mixed in it, so that it says little
  double cpu_ms = 0, wall_ms = 0;
  double lost_share = 0;  ///< of the trace's samples
  Mask mask;
};

/// "exit 0", "timed out", "signal 9", "fatal error: all goroutines are asleep - deadlock!",
/// "panic: boom"; empty: it was stopped before.
[[nodiscard]] std::string exit_of(const RunShown& run);

[[nodiscard]] Values values_of(const RunShown& run, const Grid& grid);

}  // namespace schedlitmus::compare
