// JSON values as text again.
#pragma once

#include <string>
#include <string_view>

#include "support/json.hpp"

namespace schedlitmus::json {

/// In double quotes, escaped; what is not UTF-8 is replaced.
[[nodiscard]] std::string string_text(std::string_view text);

/// On one line, without comments; reads back to the same value.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace schedlitmus::json
