// The commands that reports name work where the user stands, however ./schedlitmus was called.
#include <gmock/gmock.h>

#include <chrono>

#include "e2e/shell.hpp"
#include "source_dir.hpp"

namespace schedlitmus::e2e {
namespace {

using testing::HasSubstr;

/// The script of the project beside a team's folder, with a build that is current.
class OwnName : public testing::Test {
 protected:
  OwnName() {
    const auto& place = shell.place;
    const auto tool = place.folder() / "tools here" / "schedlitmus";
    place.write("tools here/schedlitmus/CMakePresets.json", "{}");
    place.write("tools here/schedlitmus/build/release/build.ninja", "");
    const auto cache = place.write("tools here/schedlitmus/build/release/CMakeCache.txt", "");
    fs::last_write_time(cache, fs::last_write_time(cache) + std::chrono::hours(1));
    fs::create_directories(tool / "build/release/harness");
    fs::create_symlink(SCHEDLITMUS_BINARY, tool / "build/release/harness/schedlitmus");
    fs::copy(source_dir() / "schedlitmus", tool / "schedlitmus");
    for (const char* ready : {"tools here/schedlitmus/setup/install", "bin/ninja"})
      fs::permissions(place.write(ready, "#!/bin/sh\n"), fs::perms::owner_all);
    place.write("team/one.trace",
                "SCHED 0ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=1 idlethreads=2 runqueue=9 [4 4]\n"
                "SCHED 20ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=1 idlethreads=2 runqueue=9 [4 4]\n");
    place.write("team/shop.json", R"({"title": "t", "scenario": {"program": "./p", "go": ">=1.5", "gomaxprocs": [2]},
      "checks": [{"id": "short", "class": "invariant", "always": true, "field": "runqueue", "max": 3}]})");
    fs::create_symlink(tool / "schedlitmus", place.folder() / "bin/sl");
  }

  /// Calls it in the team's folder and gives the command of the report that repeats the cell.
  std::string repeated(const std::string& called) {
    const auto begin = "cd team && PATH=" + (shell.place.folder() / "bin").string() + ":$PATH; ";
    EXPECT_EQ(shell.run(begin + called + " check one.trace --go 1.13 -e shop.json"), 1) << shell.out;
    constexpr std::string_view kLabel = "reproduce one cell: ";
    const auto label = shell.out.find(kLabel);
    if (label == std::string::npos) return shell.out;
    const auto line = shell.out.substr(label + kLabel.size(), shell.out.find('\n', label) - label - kLabel.size());
    EXPECT_EQ(shell.run(begin + line), 1) << line << "\n" << shell.out;
    EXPECT_THAT(shell.out, HasSubstr(line)) << "the same again";
    return line.substr(0, line.find(" check "));
  }
  Shell shell;
};

TEST_F(OwnName, IsHowTheUserCalledIt) {
  EXPECT_EQ(repeated("'../tools here/schedlitmus/schedlitmus'"), "'../tools here/schedlitmus/schedlitmus'");
  EXPECT_EQ(repeated("../bin/sl"), "../bin/sl");
  const auto binary = "../tools' 'here/schedlitmus/build/release/harness/schedlitmus";
  EXPECT_EQ(repeated(binary), "'../tools here/schedlitmus/build/release/harness/schedlitmus'") << "the built program";
}

TEST_F(OwnName, IsAWordWherePathHasIt) {
  EXPECT_EQ(repeated("sl"), "sl");
  fs::create_symlink(shell.place.folder() / "tools here/schedlitmus/schedlitmus", shell.place.folder() / "team/mine");
  EXPECT_EQ(repeated("bash mine"), "./mine") << "no word that PATH has";
}

}  // namespace
}  // namespace schedlitmus::e2e
