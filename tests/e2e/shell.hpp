// A shell's answer to a command line, in which $S is schedlitmus.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "e2e/driver.hpp"

namespace schedlitmus::e2e {

struct Shell {
  /// In the place's folder. Gives the exit code; -1 where the shell was killed.
  int run(const std::string& line) {
    const auto folder = place.folder().string();
    const auto command =
        "cd '" + folder + "' && S='" SCHEDLITMUS_BINARY "' && { " + line + "; } >'" + folder + "/.out' 2>&1";
    const int status = std::system(command.c_str());
    out = place.read(".out");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] bool says(const std::string& text) const { return out.find(text) != std::string::npos; }

  Workplace place;
  std::string out;  ///< of both streams
};

}  // namespace schedlitmus::e2e
