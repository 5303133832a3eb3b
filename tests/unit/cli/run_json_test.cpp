#include "cli/run_json.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace schedlitmus::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string note_for(const std::string& program) {
  store::Run run;
  run.executable = "/cache/of/this/machine/prog";
  run.release = "1.5.4";
  CaptureOptions options;
  options.program = program;
  return run_json(run, options);
}

TEST(RunJson, NamesAProgramAsItWasNamed) {
  EXPECT_THAT(note_for("ten_goroutines"), HasSubstr(R"("program": "ten_goroutines")"));
  EXPECT_THAT(note_for("./my/prog"), HasSubstr(R"("program": "./my/prog")"));
}

TEST(RunJson, HoldsNoPathOfThisMachine) {
  const auto below = (fs::current_path() / "my" / "prog").string();
  EXPECT_THAT(note_for(below), HasSubstr(R"("program": "./my/prog")"));
  EXPECT_THAT(note_for("/elsewhere/prog/"), HasSubstr(R"("program": "prog")"));
  EXPECT_THAT(note_for("../prog"), HasSubstr(R"("program": "prog")"));
  EXPECT_EQ(note_for("/elsewhere/prog").find("/"), std::string::npos);
}

}  // namespace
}  // namespace schedlitmus::cli
