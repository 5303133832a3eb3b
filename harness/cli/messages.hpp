// Errors on stderr, always in the same form.
#pragma once

#include "support/result.hpp"

namespace schedlitmus::cli {

/// "schedlitmus: where: what" and, on a line of its own, what to do.
void print_error(const Error& error);

/// Prints it and gives the exit code back.
[[nodiscard]] int refuse(const Error& error, int code);

}  // namespace schedlitmus::cli
