// Foreign text inside a message.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus {

/// In double quotes, on one line, printable and valid UTF-8, cut with "…" after 40 characters.
[[nodiscard]] std::string quote(std::string_view text);

}  // namespace schedlitmus
