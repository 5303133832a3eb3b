// The changes of an acceptance: in the text of the file, and held against the runs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "campaign/accept_tasks.hpp"
#include "record/new_values.hpp"

namespace schedlitmus::campaign {

/// A task with what it puts into the file.
struct AcceptChange {
  AcceptTask task;
  std::vector<record::NewValue> values;
  std::string seen;  ///< for a person
  int runs = 0;
};

/// "Go 1.22.12, 1.27.4"
[[nodiscard]] std::string releases_text(const std::vector<std::string>& releases);

inline constexpr const char* kMakeMoreRuns = "make more with --runs 20, on a quiet machine";

/// Why a check's change is not made, by the check's id.
using Refused = std::map<std::string, NotAccepted>;

struct ChangedText {
  std::string text;
  Refused cannot;  ///< values that cannot be written where the old ones stand; the text is without these
};
/// `source`: of the expectation, JSON that has been read already. `tried`: all releases of the
/// evidence, ascending. `reason` stands in new rules and, with date and evidence, beside each check.
[[nodiscard]] ChangedText changed_text(const std::string& source, const std::string& file,
                                       const std::vector<AcceptChange>& changes, const std::vector<std::string>& tried,
                                       const std::string& reason);

/// Whether each changed check can fail, and HOLDS on the evidence. An error: the
/// text is none that can be used, or another check would no longer be as expected.
[[nodiscard]] Result<Refused> verify_changes(const expectation::Expectation& expectation, const std::string& text,
                                             const std::vector<AcceptChange>& changes, const Evidence& evidence,
                                             const std::string& programs);

}  // namespace schedlitmus::campaign
