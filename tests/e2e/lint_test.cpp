// schedlitmus lint and language, as a user and as an editor would call them.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "e2e/driver.hpp"
#include "source_dir.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using testing::ContainsRegex;
using testing::HasSubstr;

std::string file_of(const std::string& checks, const std::string& go = ">=1.5", const std::string& more = "") {
  return R"({"title": "t", "why": "w",
"scenario": {"program": "./p", "go": ")" +
         go + R"(", "gomaxprocs": [2])" + more + R"(},
"checks": [
)" + checks +
         "\n]}\n";
}

/// A workplace with the program of those files.
class Desk : public Workplace {
 public:
  Desk() { program("p", "package main\n\nfunc main() {}\n"); }
};

TEST(Lint, TellsAllErrorsOfAllFilesWithTheirPlaces) {
  const Desk place;
  place.write("expectations/a.json", file_of(R"({"id": "A", "at": 2000, "field": "runqueu", "min": 1})"));
  place.write("expectations/b.json", "{\"title\": 1}");
  const auto linted = place.run({"lint", "expectations"});
  EXPECT_EQ(linted.code, 3);
  EXPECT_THAT(linted.out, HasSubstr("expectations/a.json:4:8: error: the id \"A\" has other characters"));
  EXPECT_THAT(linted.out, HasSubstr("expectations/a.json:4:19: error: \"at\" has no unit\n    write \"2000ms\""));
  EXPECT_THAT(linted.out,
              HasSubstr("expectations/a.json:4:34: error: unknown field \"runqueu\"\n    did you mean \"runqueue\"?"));
  EXPECT_THAT(linted.out, HasSubstr("expectations/b.json:1:11: error: \"title\" must be a string, not a number"));
  EXPECT_THAT(linted.out, HasSubstr("0 expectations read: 6 errors, 0 warnings\n"));
}

TEST(Lint, WarnsOfWhatIsHardlyMeantAndExitsWithZero) {
  const Desk place;
  place.write("a.json", file_of(R"({"id": "none", "always": true, "field": "idleprocs", "min": 0},
{"id": "ticks", "always": true, "field": "schedticks", "min": 1})",
                                ">=1.24", R"(, "default_releases": "1.25..1.27")"));
  const auto linted = place.run({"lint", "a.json"});
  EXPECT_EQ(linted.code, 0) << linted.out;
  EXPECT_THAT(linted.out, HasSubstr("a.json:4:1: warning: the check \"none\" can never fail"));
  EXPECT_THAT(linted.out,
              HasSubstr("a.json:5:1: warning: the check \"ticks\" has nothing to look at in traces of 1.24\n"));
  EXPECT_THAT(linted.out, HasSubstr("1 expectation read: 0 errors, 2 warnings\n"));
}

TEST(Lint, RefusesAFieldThatAReleaseToRunOnDoesNotPrint) {
  const Desk place;
  place.write("a.json", file_of(R"({"id": "ticks", "always": true, "field": "schedticks", "min": 1})", ">=1.23"));
  const auto linted = place.run({"lint", "a.json"});
  EXPECT_EQ(linted.code, 3);
  EXPECT_THAT(linted.out,
              HasSubstr("a.json:4:1: error: the check \"ticks\" has nothing to look at in traces of 1.23, 1.24\n"));
}

TEST(Lint, RefusesAsRunDoesAnExpectationThatNoTraceCanMeet) {
  const Desk place;
  place.write("a.json", file_of(R"({"id": "all", "never": true, "field": "idleprocs", "max": "gomaxprocs"},
{"id": "half", "always": true, "field": "runqueue", "equals": 2.5})"));
  for (const char* command : {"lint", "run"}) {
    const auto refused = place.run({command, "a.json"});
    EXPECT_EQ(refused.code, 3) << command;
    const auto said = refused.out + refused.err;
    EXPECT_THAT(said, ContainsRegex("a.json:4:1: (error: )?the check \"all\" can never hold")) << command;
    EXPECT_THAT(said, ContainsRegex("a.json:5:1: (error: )?the check \"half\" can never hold")) << command;
  }
}

TEST(Lint, RefusesChecksThatContradictEachOtherAndSelectorsThatCannotBeRead) {
  const Desk place;
  place.write("a.json", file_of(R"({"id": "one", "always": true, "field": "runqueue", "max": 3},
{"id": "two", "always": true, "field": "runqueue", "min": 4})"));
  place.write("b.json", file_of(R"({"id": "one", "always": true, "field": "runqueue", "max": 3})", ">=go"));
  const auto linted = place.run({"lint", "a.json", "b.json"});
  EXPECT_EQ(linted.code, 3);
  EXPECT_THAT(linted.out, HasSubstr("a.json:5:1: error: the checks \"one\" and \"two\" contradict each other"));
  EXPECT_THAT(linted.out, HasSubstr("b.json:2:38: error: "));
}

TEST(Lint, MissesAProgramThatIsNotThere) {
  const Workplace place;
  place.write("a.json", file_of(R"({"id": "a", "at": "2s", "field": "runqueue", "min": 1})"));
  const auto linted = place.run({"lint", "a.json"});
  EXPECT_EQ(linted.code, 3);
  EXPECT_THAT(linted.out, HasSubstr("a.json:2:25: error: "));
}

TEST(Lint, PrintsJsonForEditors) {
  const Desk place;
  place.write("a.json", file_of(R"({"id": "A", "at": "2s", "field": "runqueue", "min": 1})"));
  const auto linted = place.run({"lint", "a.json", "--json"});
  EXPECT_EQ(linted.code, 3);
  const auto report = json::parse(linted.out);
  ASSERT_EQ(report["errors"].size(), 1U);
  EXPECT_EQ(report["errors"][0]["file"], "a.json");
  EXPECT_EQ(report["errors"][0]["line"], 4);
  EXPECT_EQ(report["errors"][0]["column"], 8);
  EXPECT_EQ(report["warnings"], json::array());
  EXPECT_EQ(report["expectations"], 0);
}

TEST(Lint, FindsNothingWrongWithWhatIsShipped) {
  const Workplace place;
  const auto linted = place.run({"lint", (source_dir() / "expectations").string()});
  EXPECT_EQ(linted.code, 0) << linted.out;
  EXPECT_THAT(linted.out, HasSubstr("0 errors, 0 warnings\n"));
}

TEST(Language, TellsOfOneWordAndOfTheNearestOne) {
  const Workplace place;
  const auto told = place.run({"language", "streak"});
  EXPECT_EQ(told.code, 0);
  EXPECT_THAT(told.out, HasSubstr("which says    idleprocs = 0 for at least 3 samples in a row"));
  const auto unknown = place.run({"language", "streek"});
  EXPECT_EQ(unknown.code, 64);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean \"streak\"?"));
}

}  // namespace
}  // namespace schedlitmus::e2e
