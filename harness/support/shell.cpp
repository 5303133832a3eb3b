#include "support/shell.hpp"

#include <algorithm>
#include <cctype>

namespace schedlitmus {
namespace {

/// Besides letters and digits: what no POSIX shell treats as special inside a word.
constexpr std::string_view kPlain = "_-./=:,+@%^";

}  // namespace

std::string shell_quote(std::string_view word) {
  const bool plain = !word.empty() && std::ranges::all_of(word, [](unsigned char c) {
    return std::isalnum(c) != 0 || kPlain.find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace schedlitmus
