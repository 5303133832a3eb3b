// Whether each check of an expectation can be missed, and can hold: shown by
// its controls, and by changes to those on which it holds.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "expectation/outcome.hpp"
#include "selftest/control.hpp"
#include "selftest/mutation.hpp"

namespace schedlitmus::selftest {

/// One control and what a check says on it.
struct Shown {
  std::string trace;  ///< the file
  std::string release;
  bool must_hold = false;  ///< else: must be missed
  expectation::Outcome outcome;

  [[nodiscard]] bool as_it_must() const {
    return outcome.kind == (must_hold ? expectation::OutcomeKind::held : expectation::OutcomeKind::missed);
  }
};

struct Tally {
  std::uint64_t tried = 0, missed = 0;
};

/// Ascending by weight: the heaviest of an expectation's checks counts.
enum class Finding : std::uint8_t {
  proven,      ///< missed as it must and holds as it must
  misbehaves,  ///< a control does not show what its name says
  vacuous,     ///< nothing makes it miss: neither a control nor a change
  no_control,  ///< none on which it must be missed, or none on which it holds
};
[[nodiscard]] std::string_view name_of(Finding finding);  // "proven", ...

/// A check in one of its forms: the file's own, or that of some releases.
struct CheckProof {
  std::string id;
  std::string releases;  ///< selector of the form's rule; empty: the file's own form
  std::string says;      ///< the check for a person
  expectation::Position position;
  std::vector<Shown> shown;
  Tally mutations;
  std::array<Tally, kMutations> by_kind;

  Finding finding = Finding::proven;
  std::vector<Error> problems;  ///< what is wrong, with what to do about it
};

struct Proof {
  std::string expectation;  ///< its name
  std::string file;
  std::string folder;  ///< of its controls
  std::vector<CheckProof> checks;
  std::vector<Error> errors;  ///< controls that cannot be read or used
};

struct Settings {
  Places places;
  std::size_t mutations = 500;  ///< of each form of each check; 0: none
  std::uint64_t seed = 1;
};

[[nodiscard]] Proof prove(const expectation::Expectation& expectation, const Settings& settings);

}  // namespace schedlitmus::selftest
