#include "process/namespaces.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace schedlitmus::process {
namespace {

TEST(Namespaces, SaysWhatUtilLinuxSays) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer has a thread in each process, and only a process of one may enter a user namespace";
#endif
  if (std::system("unshare --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no unshare here";
  const bool allowed = std::system("unshare --user --net --mount true >/dev/null 2>&1") == 0;
  EXPECT_EQ(why_no_namespaces().empty(), allowed) << why_no_namespaces();
}

TEST(Namespaces, LeavesThisProcessWhereItWas) {
  const auto before = std::filesystem::read_symlink("/proc/self/ns/net");
  static_cast<void>(why_no_namespaces());
  EXPECT_EQ(std::filesystem::read_symlink("/proc/self/ns/net"), before);
}

}  // namespace
}  // namespace schedlitmus::process
