// What a run of a service has besides: when it was ready, what of its trace is
// looked at, its load and its other instances.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "expectation/program_output.hpp"
#include "process/launcher.hpp"
#include "store/kept_stream.hpp"
#include "support/duration.hpp"

namespace schedlitmus::store {

/// A process of the run beside the instance that is checked.
struct Part {
  std::string name;     ///< kLoadPart, or "instance 2"
  std::string command;  ///< a shell line
  process::Ending ending = process::Ending::exited;
  int code = 0;
  int signal = 0;
  std::chrono::nanoseconds wall{};
  KeptStream out, err;                         ///< as a pipe carried them
  std::vector<expectation::Measure> measures;  ///< those in `out`
};
inline constexpr const char* kLoadPart = "load";

struct Service {
  std::string awaited;          ///< "GET http://127.0.0.1:4711/healthz answers 200"
  std::optional<Millis> ready;  ///< since its start; nothing: it never was
  /// Times of the trace: where checks count from, and between which its samples are looked at, both
  /// inclusive. Nothing: none is.
  std::optional<Millis> zero, from, until;
  std::string cut_why;   ///< not empty: its trace ends before what it was to show
  std::string void_why;  ///< not empty: the run says nothing about its checks
  std::vector<Part> parts;

  [[nodiscard]] const Part* load() const {
    for (const auto& part : parts)
      if (part.name == kLoadPart) return &part;
    return nullptr;
  }
};

}  // namespace schedlitmus::store
