#include "process/namespaces.hpp"

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace schedlitmus::process {
namespace {

std::string text_of(int error) { return std::generic_category().message(error); }

/// For the child between fork and exit. Some systems let a user unshare and
/// then not mount, so both are tried.
[[nodiscard]] bool can_unshare_and_mount() noexcept {
  return unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) == 0 &&
         mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

}  // namespace

std::string why_no_namespaces() {
  const pid_t child = fork();
  if (child < 0) return text_of(errno);
  if (child == 0) _exit(can_unshare_and_mount() ? 0 : errno);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return text_of(errno);
  }
  if (!WIFEXITED(status)) return "the trial was killed";
  return WEXITSTATUS(status) == 0 ? "" : text_of(WEXITSTATUS(status));
}

}  // namespace schedlitmus::process
