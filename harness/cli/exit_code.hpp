// The program's exit codes.
#pragma once

namespace schedlitmus::cli {

inline constexpr int kOk = 0;
inline constexpr int kViolated = 1;
inline constexpr int kInconclusive = 2;
inline constexpr int kHarnessError = 3;   ///< also: nothing was checked
inline constexpr int kUsage = 64;         ///< EX_USAGE of sysexits.h
inline constexpr int kInterrupted = 130;  ///< 128 + SIGINT

}  // namespace schedlitmus::cli
