// Text for a POSIX shell.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus {

/// The word as a shell reads it back: quoted only where it must be.
[[nodiscard]] std::string shell_quote(std::string_view word);

}  // namespace schedlitmus
