// The words that the tables hold for enumerations. People's stores are full of
// them, so they never change; where a name_of has the word it is used, and a
// test pins it.
#pragma once

#include <optional>
#include <string_view>

#include "expectation/evaluator.hpp"
#include "process/launcher.hpp"
#include "trace/health.hpp"

namespace schedlitmus::store {

[[nodiscard]] std::string_view word_of(expectation::OutcomeKind kind);

/// Nothing for a word that this version does not know.
[[nodiscard]] std::optional<process::Ending> ending_of(std::string_view word);
[[nodiscard]] std::optional<expectation::OutcomeKind> outcome_kind_of(std::string_view word);
[[nodiscard]] std::optional<trace::Trouble> trouble_of(std::string_view word);

}  // namespace schedlitmus::store
