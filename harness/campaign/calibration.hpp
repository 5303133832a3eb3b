// What an idle machine looks like to the noise signals, measured once and kept
// for the runs to come.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "campaign/noise_limits.hpp"
#include "support/result.hpp"

namespace schedlitmus::campaign {

/// One signal over all calibration runs in which it was measured.
struct SignalSpread {
  std::string name;  ///< as in NoiseLimits
  int runs = 0;      ///< 0: never measured; the rest is nothing then
  double median = 0, q95 = 0, most = 0;
  double limit = 0;  ///< chosen
  int over = 0;      ///< runs above the limit
};

/// What the checks of the calibration said of one release against itself.
struct SelfComparison {
  int verdicts = 0;    ///< comparisons drawn from the runs, two halves of a random split each
  int alarms = 0;      ///< of them: one half HOLDS and the other is VIOLATED
  int undecided = 0;   ///< of them: a half was inconclusive
  std::string as_run;  ///< the two arms as they were run: "HOLDS and HOLDS"
};

struct Calibration {
  std::string host;       ///< process::host_id()
  std::string host_text;  ///< for people
  std::string when;       ///< UTC, ISO 8601
  std::string release;    ///< Go
  int runs = 0;
  NoiseLimits limits;
  std::vector<SignalSpread> signals;
  SelfComparison self;
};

/// $XDG_STATE_HOME/schedlitmus/calibration.json, else below ~/.local/state.
[[nodiscard]] std::string calibration_path();

[[nodiscard]] std::string to_json(const Calibration& calibration);
/// Strict: what is missing, unknown or out of range is an error with its place.
[[nodiscard]] Result<Calibration> parse_calibration(const std::string& text, const std::string& path);
/// Makes the folder; the file is there whole or not at all.
[[nodiscard]] Result<void> save(const Calibration& calibration, const std::string& path);

/// The limits to use on the machine `host`: those of the file, or the defaults
/// where there is none, or where it is another machine's, which `source` says.
/// A damaged file is an error.
[[nodiscard]] Result<NoiseLimits> limits_from(const std::string& path, const std::string& host);

/// The spread of each signal, with a limit half as much again as what 95 % of
/// the runs stay below, between half of the default and twice the default.
[[nodiscard]] std::vector<SignalSpread> spreads_of(const std::vector<Signals>& runs);
/// Why the machine is too busy to say what it looks like when idle; empty: it is not.
[[nodiscard]] std::string too_busy(const std::vector<SignalSpread>& spreads, const std::vector<Signals>& runs);

}  // namespace schedlitmus::campaign
