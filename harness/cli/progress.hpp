// The campaign's progress on stderr: one line that is drawn again on a
// terminal, a line now and then elsewhere.
#pragma once

#include <chrono>
#include <string>

#include "campaign/campaign.hpp"

namespace schedlitmus::cli {

class ProgressLine {
 public:
  explicit ProgressLine(bool on_terminal) : on_terminal_(on_terminal) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const campaign::Progress& progress);
  /// Takes the line off the terminal, before other text is printed.
  void clear();

 private:
  bool on_terminal_;
  bool drawn_ = false;
  bool runs_begun_ = false;
  std::chrono::steady_clock::time_point last_;
};

/// "[ 37 of about 96 runs, 1m 10s left] two_procs on Go 1.13.15"
[[nodiscard]] std::string format_progress(const campaign::Progress& progress);

}  // namespace schedlitmus::cli
