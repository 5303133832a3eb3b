// What is wrong with a check's controls, and what to do about it. Internal to the proof.
#pragma once

#include <string>

#include "selftest/proof.hpp"

namespace schedlitmus::selftest {

/// A control that does not show what its name says.
[[nodiscard]] Error misbehaviour(const Shown& control, const CheckProof& proof);

/// Nothing made the check miss: how much was tried, and of which kinds.
[[nodiscard]] Error vacuity(const CheckProof& proof);

/// There is no control on which the check must hold, or be missed, and the command that records one.
[[nodiscard]] Error no_control(const expectation::Expectation& expectation, const CheckProof& proof,
                               const std::string& folder, bool must_hold);

}  // namespace schedlitmus::selftest
