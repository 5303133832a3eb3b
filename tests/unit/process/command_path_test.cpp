// A command is found, and its end told, as a shell does it.
#include "process/command_path.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace schedlitmus::process {
namespace {

namespace fs = std::filesystem;

class CommandPath : public testing::Test {
 protected:
  CommandPath() {
    std::string made = (fs::temp_directory_path() / "command-XXXXXX").string();
    folder_ = ::mkdtemp(made.data());
    for (const auto* name : {"a", "b"}) fs::create_directories(folder_ / name);
    const char* const path = std::getenv("PATH");
    before_ = path == nullptr ? "" : path;
    ::setenv("PATH", ((folder_ / "a").string() + ":" + (folder_ / "b").string()).c_str(), 1);
  }
  ~CommandPath() override {
    ::setenv("PATH", before_.c_str(), 1);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void file(const std::string& name, fs::perms permissions) const {
    std::ofstream(folder_ / name) << "#!/bin/sh\n";
    fs::permissions(folder_ / name, permissions);
  }

  fs::path folder_;
  std::string before_;
};

TEST_F(CommandPath, FirstExecutableFileInPathIsTaken) {
  fs::create_directories(folder_ / "a" / "web");
  file("b/web", fs::perms::owner_all);
  EXPECT_EQ(find_command("web").value_or(""), (folder_ / "b" / "web").string()) << "a folder is no command";
  file("a/api", fs::perms::owner_all);
  file("b/api", fs::perms::owner_all);
  EXPECT_EQ(find_command("api").value_or(""), (folder_ / "a" / "api").string());
  file("a/data", fs::perms::none);
  EXPECT_FALSE(find_command("data").has_value());
  EXPECT_FALSE(find_command("missing").has_value());
  EXPECT_FALSE(find_command("").has_value());
}

TEST_F(CommandPath, NameWithASlashIsAPath) {
  file("web", fs::perms::owner_all);
  const auto path = (folder_ / "web").string();
  EXPECT_EQ(find_command(path).value_or(""), path);
  EXPECT_FALSE(find_command("./no-such-file").has_value());
}

TEST(ShellCode, IsTheProgramsOr128AndTheSignal) {
  EXPECT_EQ(shell_code({.ending = Ending::exited, .code = 3, .noise = {}}), 3);
  EXPECT_EQ(shell_code({.ending = Ending::signalled, .signal = SIGSEGV, .noise = {}}), 128 + SIGSEGV);
  EXPECT_EQ(shell_code({.ending = Ending::interrupted, .noise = {}}), 130);
  EXPECT_EQ(shell_code({.ending = Ending::timed_out, .noise = {}}), 124);
}

}  // namespace
}  // namespace schedlitmus::process
