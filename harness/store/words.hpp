// The words that the tables hold for enumerations, those of their name_of.
// People's stores are full of them, so they never change: a test pins them.
#pragma once

#include <optional>
#include <string_view>

#include "expectation/evaluator.hpp"
#include "process/launcher.hpp"
#include "trace/health.hpp"

namespace schedlitmus::store {

/// Nothing for a word that this version does not know.
[[nodiscard]] std::optional<process::Ending> ending_of(std::string_view word);
[[nodiscard]] std::optional<expectation::OutcomeKind> outcome_kind_of(std::string_view word);
[[nodiscard]] std::optional<trace::Trouble> trouble_of(std::string_view word);

}  // namespace schedlitmus::store
