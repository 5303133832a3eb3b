// Which values a check's subject can have at all, and what that means for its condition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"

namespace schedlitmus::expectation {

/// The values of one sample's subject, both ends inclusive.
struct ValueRange {
  std::int64_t least = 0;
  std::optional<std::int64_t> most;  ///< none: no bound is known
};

/// With that many Ps. Nothing where no bound is known, or the subject is no number or list of a sample.
[[nodiscard]] std::optional<ValueRange> range_of(const Subject& subject, int gomaxprocs);

/// Of the values that a sample can show, those that are as the condition says.
enum class Satisfying : std::uint8_t { unknown, none, some, all };
[[nodiscard]] Satisfying satisfying(const Subject& subject, const Condition& condition, int gomaxprocs);

/// Whether the check can be both held and missed by some trace with that many Ps.
enum class Power : std::uint8_t { can_do_both, cannot_fail, cannot_hold };
[[nodiscard]] Power power_of(const Check& check, int gomaxprocs);

/// Whether two checks look at the same samples and the same thing there, and no value is as both say.
[[nodiscard]] bool contradict(const Check& a, const Check& b, int gomaxprocs);

}  // namespace schedlitmus::expectation
