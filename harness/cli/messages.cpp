#include "cli/messages.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace schedlitmus::cli {

void print_error(const Error& error) {
  fmt::print(stderr, "schedlitmus: {}{}{}\n", error.where, error.where.empty() ? "" : ": ", error.what);
  if (!error.hint.empty()) fmt::print(stderr, "  {}\n", error.hint);
}

int refuse(const Error& error, int code) {
  print_error(error);
  return code;
}

}  // namespace schedlitmus::cli
