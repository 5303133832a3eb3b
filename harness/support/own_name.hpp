// The name that commands for the user begin with: those that a report tells to repeat or to try.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus {

/// Once, at the start and before there is any other thread: argv[0]. The script ./schedlitmus hands on how it was
/// called itself.
void set_own_name(std::string_view argv0);

/// A word for a shell that calls this program from where the user stands: "./schedlitmus",
/// "../schedlitmus/schedlitmus", or "schedlitmus" where PATH has it. "./schedlitmus" until it is set.
[[nodiscard]] const std::string& own_name();

}  // namespace schedlitmus
