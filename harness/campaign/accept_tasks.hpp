// Where in an expectation a check is to be changed that failed on some releases.
#pragma once

#include <string>
#include <vector>

#include "campaign/accept_evidence.hpp"

namespace schedlitmus::campaign {

enum class ChangeAt : std::uint8_t {
  check,      ///< the file's own check: it failed wherever the file speaks of it
  rule_form,  ///< the form that a release rule has of it
  rule,       ///< a release rule gets a form of it
  new_rule,   ///< likewise, a rule that is not there yet
};

struct AcceptTask {
  std::string id;
  ChangeAt at = ChangeAt::check;
  int rule = -1;                      ///< of rule_form and rule
  std::vector<std::string> releases;  ///< on which it failed
  expectation::Check check;           ///< the form that did
};

/// Of one check. An error where a rule speaks of releases on which it holds, too.
[[nodiscard]] Result<std::vector<AcceptTask>> tasks_for(const expectation::Expectation& expectation,
                                                        const std::string& id, const std::vector<Standing>& standings);

/// For a rule about these releases: ">=1.27" where all that were tried from there on
/// are among them, else each. `tried`: ascending.
[[nodiscard]] std::string selector_for(const std::vector<std::string>& releases, const std::vector<std::string>& tried);

}  // namespace schedlitmus::campaign
