// One observable at a place beside two others, which are known to differ in it:
// as which of them does the place behave?
#pragma once

#include <optional>
#include <string>

#include "compare/comparison.hpp"

namespace schedlitmus::compare {

enum class Like : std::uint8_t {
  first,    ///< as the first place, and unlike the last one
  last,     ///< as the last place, and unlike the first one
  neither,  ///< unlike both
  unclear,  ///< it cannot be told
};

struct Beside {
  Like is = Like::unclear;
  Shown shown;            ///< what the place shows; no runs: it cannot be told
  bool is_number = true;  ///< false also where a place prints nothing of it: then that is a text, "nothing of it"
  std::string why;        ///< of an unclear one
  bool more_runs = true;  ///< of an unclear one: they may tell
};

/// `three`: the first place, the one that is asked for, and the last one, all at
/// the same times. Unlike are two places whose difference is large and has a p of
/// at most kQ (kQOfAgreement where all runs of either agree on what is printed);
/// one that is large and nearly as rare by chance is unclear.
[[nodiscard]] Beside beside(const Line& three, const Observable& what);

/// The observable between two places of the line, whether or not it is a change
/// that would be named; q is p. Nothing where a side has fewer than two runs that tell.
[[nodiscard]] std::optional<Change> change_between(const Line& line, std::size_t from, std::size_t to,
                                                   const Observable& what);

}  // namespace schedlitmus::compare
