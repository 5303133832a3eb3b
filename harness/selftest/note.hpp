// The .run.json beside a control: what its trace does not tell.
#pragma once

#include <optional>
#include <string>

#include "expectation/run_evaluator.hpp"
#include "store/service.hpp"
#include "support/result.hpp"

namespace schedlitmus::selftest {

struct Note {
  expectation::RunEnd end;
  std::optional<store::Service> service;  ///< with the load's end, without what it printed
};

/// What `schedlitmus capture`, and `show` of a run, wrote; `file` for errors.
[[nodiscard]] Result<Note> read_note(const std::string& text, const std::string& file);

}  // namespace schedlitmus::selftest
