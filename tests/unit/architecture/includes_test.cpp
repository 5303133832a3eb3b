// The floors of the house: what a stage includes is what its CMakeLists.txt
// says that it USES, and no stage uses one of its own floor or above.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "source_dir.hpp"

namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::IsEmpty;

const std::map<std::string, int> kFloors = {
    {"support", 1}, {"trace", 1},     {"diagnosis", 2}, {"expectation", 3}, {"process", 3}, {"verdict", 4},
    {"store", 4},   {"toolchain", 4}, {"report", 5},    {"record", 5},      {"compare", 5}, {"plan", 5},
    {"changes", 6}, {"campaign", 7},  {"selftest", 8},  {"lesson", 8},      {"cli", 9}};

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const fs::path kHarness = schedlitmus::source_dir() / "harness";

std::set<std::string> used_by(const std::string& stage) {
  const auto text = text_of(kHarness / stage / "CMakeLists.txt");
  const std::regex list(R"(USES([a-z\s]*))");
  std::set<std::string> uses;
  std::smatch found;
  if (!std::regex_search(text, found, list)) return uses;
  std::istringstream words(found[1]);
  for (std::string word; words >> word;) uses.insert(word);
  return uses;
}

std::set<std::string> included_by(const std::string& stage) {
  std::set<std::string> stages;
  const std::regex include(R"re(#include "([a-z]+)/)re");
  for (const auto& entry : fs::directory_iterator(kHarness / stage)) {
    const auto extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp") continue;
    const auto text = text_of(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), include), end; at != end; ++at) stages.insert((*at)[1]);
  }
  stages.erase(stage);
  return stages;
}

TEST(Architecture, EachStageIncludesOnlyWhatItUses) {
  EXPECT_THAT(included_by("cli"), Contains("campaign")) << "else nothing is read";
  for (const auto& [stage, floor] : kFloors) {
    auto extra = included_by(stage);
    for (const auto& used : used_by(stage)) extra.erase(used);
    EXPECT_THAT(extra, IsEmpty()) << "included by harness/" << stage << " but not in its USES";
  }
}

TEST(Architecture, UsesRunDownwards) {
  EXPECT_THAT(used_by("cli"), Contains("campaign")) << "else nothing is read";
  for (const auto& [stage, floor] : kFloors) {
    for (const auto& used : used_by(stage)) {
      ASSERT_TRUE(kFloors.contains(used)) << stage << " uses " << used;
      const bool ground = stage == "trace" && used == "support";  // both on the ground floor, one way
      EXPECT_TRUE(ground || kFloors.at(used) < floor) << stage << " (floor " << floor << ") uses " << used;
    }
  }
}

TEST(Architecture, EachFolderIsAStage) {
  for (const auto& entry : fs::directory_iterator(kHarness)) {
    if (entry.is_directory()) {
      EXPECT_TRUE(kFloors.contains(entry.path().filename().string())) << entry.path();
    }
  }
}

}  // namespace
