#include "cli/run_json.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

namespace schedlitmus::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string note_for(const std::string& program) {
  store::Run run;
  run.executable = "/cache/of/this/machine/prog";
  run.release = "1.5.4";
  return run_json(run, {program, {}, {}, "a host"});
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

TEST(RunJson, OfAServiceSaysWhichSamplesCountAndHowTheLoadEnded) {
  store::Run run;
  run.release = "1.27.4";
  auto& service = run.service.emplace();
  service.ready = Millis{40};
  service.zero = Millis{80};
  auto& load = service.parts.emplace_back();
  load.name = store::kLoadPart;
  load.command = "/cache/of/this/machine/load";
  load.code = 3;
  const auto note = nlohmann::json::parse(run_json(run, {{}, {}, "shop", "a host"}));
  EXPECT_EQ(note["expectation"], "shop");
  EXPECT_EQ(note["service"]["ready_ms"], 40);
  EXPECT_EQ(note["service"]["zero_ms"], 80);
  EXPECT_TRUE(note["service"]["until_ms"].is_null());
  EXPECT_EQ(note["service"]["load"]["ending"], "exited");
  EXPECT_EQ(note["service"]["load"]["code"], 3);
  EXPECT_THAT(note.dump(), testing::Not(HasSubstr("/cache"))) << "no path of this machine";
}

}  // namespace
}  // namespace schedlitmus::cli
