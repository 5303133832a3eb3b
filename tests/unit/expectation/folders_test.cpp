// Which defaults.json an expectation inherits from, and --set over many files.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "expectation/loader.hpp"

namespace schedlitmus::expectation {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class FoldersTest : public testing::Test {
 protected:
  FoldersTest() : root_(fs::temp_directory_path() / ("schedlitmus-folders-" + std::to_string(::getpid()))) {
    fs::create_directories(root_);
    root_ = fs::canonical(root_);
  }
  ~FoldersTest() override { fs::remove_all(root_); }

  std::string write(const std::string& name, const std::string& text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
    return path(name);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (root_ / name).string(); }

  /// An expectation that has all but its program from its folders, and one that gives these things.
  std::string expectation(const std::string& name) {
    return write(name, R"({"title": "t", "scenario": {"program": "p"},
"checks": [{"id": "c", "at": "1s", "field": "threads", "max": 9}]})");
  }
  std::string defaults(const std::string& folder, const std::string& more = "") {
    return write(folder + "/defaults.json",
                 R"({"scenario": {"go": ">=1.5", "gomaxprocs": [1], "env": {")" + folder + "\": \"1\"}}" + more + "}");
  }
  /// The folders that the expectation has something from.
  static std::vector<std::string> givers(const Loaded& loaded) {
    std::vector<std::string> names;
    for (const Error& error : loaded.errors) names.push_back(to_string(error));
    for (const Expectation& expectation : loaded.expectations)
      for (const auto& [name, value] : expectation.scenario.env) names.push_back(name);
    return names;
  }
  fs::path root_;
};

TEST_F(FoldersTest, InTheRootAllUpToTheRootCount) {
  defaults("top");
  defaults("top/base");
  defaults("top/base/a/b");
  const auto file = expectation("top/base/a/b/e.json");
  for (const auto& named : {file, path("top/base/a"), path("top/base/a/../a/b"), path("top")})
    EXPECT_THAT(givers(load({named}, path("top/base"))), UnorderedElementsAre("top/base", "top/base/a/b")) << named;
}

TEST_F(FoldersTest, ElsewhereUpToTheRepository) {
  defaults("top");
  defaults("top/repository");
  defaults("top/repository/a");
  write("top/repository/.git", "gitdir: elsewhere");
  const auto file = expectation("top/repository/a/b/e.json");
  for (const auto& named : {file, path("top/repository/a/b"), path("top")})
    EXPECT_THAT(givers(load({named}, path("other"))), UnorderedElementsAre("top/repository", "top/repository/a"));
}

TEST_F(FoldersTest, WithoutARepositoryUpToTheFolderThatIsNamed) {
  defaults("top");
  defaults("top/a");
  const auto file = expectation("top/a/e.json");
  EXPECT_THAT(givers(load({file}, "")), ElementsAre("top/a"));
  EXPECT_THAT(givers(load({path("top/a")}, "")), ElementsAre("top/a"));
  EXPECT_THAT(givers(load({path("top")}, "")), UnorderedElementsAre("top", "top/a"));
}

TEST_F(FoldersTest, AreNoExpectationsThemselves) {
  const auto file = defaults("a");
  expectation("a/e.json");
  EXPECT_EQ(load({path("a")}, path("a")).expectations.size(), 1U);
  const auto alone = load({file}, path("a"));
  EXPECT_THAT(alone.errors, IsEmpty());
  EXPECT_THAT(alone.expectations, IsEmpty());
  defaults("only");
  EXPECT_THAT(givers(load({path("only")}, "")), ElementsAre(HasSubstr("no expectation in this folder")));
}

TEST_F(FoldersTest, AnErrorInOneIsToldOnceAndNothingBelowIsLoaded) {
  defaults("a", R"(, "hold": {"god": 1})");
  expectation("a/e.json");
  expectation("a/b/f.json");
  defaults("c");
  expectation("c/g.json");
  const auto loaded = load({path("a"), path("c")}, root_.string());
  ASSERT_EQ(loaded.errors.size(), 1U);
  EXPECT_THAT(loaded.errors[0].where, HasSubstr("a/defaults.json:1:"));
  ASSERT_EQ(loaded.expectations.size(), 1U);
  EXPECT_EQ(loaded.expectations[0].name, "c/g");
}

TEST_F(FoldersTest, OneThatIsNoJsonOrEmptyIsAllThatIsTold) {
  write("a/defaults.json", "{");
  write("b/defaults.json", "");
  expectation("a/e.json");
  expectation("a/f.json");
  expectation("b/g.json");
  const auto loaded = load({root_.string()}, root_.string());
  EXPECT_THAT(loaded.expectations, IsEmpty());
  ASSERT_EQ(loaded.errors.size(), 2U);
  EXPECT_THAT(loaded.errors[0].where, HasSubstr("a/defaults.json:1:2"));
  EXPECT_THAT(loaded.errors[1].where, HasSubstr("b/defaults.json"));
}

TEST_F(FoldersTest, AParameterThatNoFileDeclaresIsAnErrorAndNothingIsLoaded) {
  defaults("a", R"(, "parameters": {"pace": "1s"})");
  expectation("a/e.json");
  const auto loaded = load({path("a")}, root_.string(), {{"pcae", "2s"}});
  EXPECT_THAT(givers(loaded), ElementsAre("--set: no expectation has a parameter \"pcae\" (did you mean \"pace\"?)"));
  EXPECT_THAT(load({path("a")}, root_.string(), {{"pace", "2s"}}).errors, IsEmpty());
  EXPECT_THAT(givers(load({path("a")}, root_.string(), {{"pace", "\xFF"}})), ElementsAre(HasSubstr("not valid UTF-8")));
}

TEST_F(FoldersTest, WhereAFileIsInErrorItIsNotKnownWhatIsDeclared) {
  write("a/e.json", "{");
  EXPECT_EQ(load({path("a")}, root_.string(), {{"pace", "2s"}}).errors.size(), 1U);
}

}  // namespace
}  // namespace schedlitmus::expectation
