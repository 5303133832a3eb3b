#include "process/command_path.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <string_view>

namespace schedlitmus::process {

namespace {

constexpr int kSignalled = 128;

bool can_execute(const std::string& path) {
  struct stat about{};
  return ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

Result<std::string> find_command(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    if (::access(name.c_str(), F_OK) != 0) return fail("no such file", name);
    return name;
  }
  const char* const set = std::getenv("PATH");
  const std::string_view path = set == nullptr ? "/usr/local/bin:/usr/bin:/bin" : set;
  for (std::size_t at = 0; at <= path.size() && !name.empty();) {
    const auto folder = path.substr(at, path.find(':', at) - at);
    at += folder.size() + 1;
    // An empty entry is the working folder.
    const auto candidate = (folder.empty() ? std::string(".") : std::string(folder)) + "/" + name;
    if (can_execute(candidate)) return candidate;
  }
  return fail("command not found", name, "give its path, such as ./" + (name.empty() ? "service" : name));
}

int shell_code(const RunRecord& record) {
  switch (record.ending) {
    case Ending::exited:
      return record.code;
    case Ending::signalled:
      return kSignalled + record.signal;
    case Ending::interrupted:
      return kSignalled + SIGINT;
    case Ending::timed_out:
      return kTimedOut;
    default:
      return kSignalled + SIGKILL;
  }
}

}  // namespace schedlitmus::process
