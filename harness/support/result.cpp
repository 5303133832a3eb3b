#include "support/result.hpp"

namespace schedlitmus {

std::string to_string(const Error& error) {
  std::string line = error.where.empty() ? error.what : error.where + ": " + error.what;
  if (!error.hint.empty()) line += " (" + error.hint + ")";
  return line;
}

}  // namespace schedlitmus
