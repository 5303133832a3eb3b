// What runs show of a check that is there already, whatever it expects: the
// numbers or texts that a new expectation of the same form would be made of.
#pragma once

#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"
#include "record/probe.hpp"

namespace schedlitmus::record {

enum class Showing : std::uint8_t {
  number,  ///< one for the run
  range,   ///< the least and the greatest of the window's samples
  list,    ///< an entry for each P; sorted where the order is "any"
  kind,    ///< a text, as its number among Texts
  fact,    ///< 1 or 0
};

/// How a check is looked at without what it expects.
struct Look {
  Showing showing = Showing::number;
  std::vector<expectation::Check> parts;  ///< that give it; none where it cannot be looked at so
  std::string why_not;                    ///< then
};
[[nodiscard]] Look look_at(const expectation::Check& check);

/// From the outcomes of the parts; nothing where the run does not say.
[[nodiscard]] Values seen_again(const Look& look, const std::vector<expectation::Outcome>& outcomes, Texts& texts);

}  // namespace schedlitmus::record
