// What the thing that a check looks at should be: equals, one_of, matches, min
// and max, with tolerance, order and ps. Internal to the loader.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"
#include "expectation/read_scenario.hpp"

namespace schedlitmus::expectation {

/// What is wrong is in `problems`; without a subject, which is in error then,
/// what depends on it is not looked at.
[[nodiscard]] Condition read_condition(ObjectReader& reader, const std::optional<Subject>& subject,
                                       const Limits& limits, Problems& problems);

/// A number, or a text that is linear in gomaxprocs; nothing after an error.
[[nodiscard]] std::optional<Bound> read_bound(const json::Value& value, const std::string& name, Problems& problems);

/// "10%" or "2.5 %" as 0.1 and 0.025; nothing for any other text.
[[nodiscard]] std::optional<double> parse_percent(std::string_view text);

}  // namespace schedlitmus::expectation
