#include "support/own_name.hpp"

#include "support/shell.hpp"

namespace schedlitmus {
namespace {

std::string& name() {
  static std::string word = "./schedlitmus";
  return word;
}

}  // namespace

void set_own_name(std::string_view argv0) {
  if (!argv0.empty()) name() = shell_quote(argv0);
}

const std::string& own_name() { return name(); }

}  // namespace schedlitmus
