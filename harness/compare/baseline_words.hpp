// How an observable is written in a baseline: by its name and what else tells
// it apart. Internal to the baseline's writer and reader.
//
//   {"observable": "exit", ...}
//   {"observable": "stdout.x", "in": "x=#", "place": "0|0", ...}
//   {"observable": "runqueue", "statistic": "at", "at": "200ms", ...}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compare/observable.hpp"

namespace schedlitmus::compare {

/// The id that follows from the other members and from `place`, which is of a printed number its
/// column and rank; the group, which stands in the baseline as the list's name, must be there.
[[nodiscard]] std::string derived_id(const Observable& what, const std::string& place);
/// The place with which derived_id() gives the observable's own id; nothing: there is none.
[[nodiscard]] std::optional<std::string> place_in_line(const Observable& what);

/// Nothing for a word that names none.
[[nodiscard]] std::optional<Statistic> statistic_of(std::string_view name);

}  // namespace schedlitmus::compare
