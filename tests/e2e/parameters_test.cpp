// Parameters and defaults.json through each command that loads expectations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kDefaults = R"({
  // for all of this folder
  "parameters": {"served": 7, "spare": 1},
  "scenario": {"go": ">=1.2", "gomaxprocs": [2], "trace": false},
  "hold": {"good": 0.9, "bad": 0.1}
})";
constexpr const char* kExpectation = R"({
  "title": "it serves", "why": "it counts", "parameters": {"what": "served"},
  "scenario": {"program": "./server"},
  "checks": [{"id": "served", "measure": "$what", "equals": "$served"}]
})";

class Parameters : public testing::Test {
 protected:
  Parameters() {
    place.program("e/server", "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"measure: served=7\") }\n");
    place.write("e/defaults.json", kDefaults);
    place.write("e/it.json", kExpectation);
  }
  [[nodiscard]] json report() const { return json::parse(std::ifstream(place.folder() / "report.json")); }
  Workplace place;
};

TEST_F(Parameters, LintReadsFoldersWithTheirDefaults) {
  EXPECT_THAT(place.run({"lint", "e"}).out, HasSubstr("1 expectation read: 0 errors, 0 warnings"));
  EXPECT_THAT(place.run({"lint", "e/it.json", "--set", "served=x"}).out, HasSubstr("e/it.json:4:61: error: "))
      << "where it is used";
  EXPECT_THAT(place.run({"lint", "e", "--set", "serve=8"}).out,
              HasSubstr("--set: error: no expectation has a parameter \"serve\"\n    did you mean \"served\"?"));
  place.write("e/it.json", std::string(kExpectation).replace(std::string(kExpectation).find("$what"), 5, "served"));
  EXPECT_THAT(place.run({"lint", "e"}).out, HasSubstr("e/it.json:2:60: warning: the parameter \"what\" is not used"));
  place.write("e/defaults.json", std::string(kDefaults).replace(std::string(kDefaults).find("false"), 5, "fasle"));
  EXPECT_THAT(place.run({"lint", "e"}).out, HasSubstr("e/defaults.json:4:59: error: \"fasle\" is not a value"));
}

TEST_F(Parameters, ValuesInEffectAreReportedKeptAndRepeated) {
  const auto ended =
      place.run({"run", "--count-noisy", "e", "--go", "latest", "--set", "served=8", "--json", "report.json"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("$served = 8"));
  const auto written = report();
  EXPECT_THAT(written["expectations"][0]["settings"], HasSubstr("$what = served, $served = 8"));
  EXPECT_THAT(written["cells"][0]["reproduce"], HasSubstr("--set served=8"));
  const auto again = place.run({"check", "--stored", "--json"});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("every outcome as it was stored"));
  EXPECT_EQ(json::parse(again.out)["cells"][0]["checks"][0]["verdict"], "VIOLATED");
  EXPECT_EQ(place.run({"check", "--stored", "-e", "e/it.json"}).code, 0) << "the file's own value";
  EXPECT_EQ(place.run({"check", "--stored", "-e", "e/it.json", "--set", "served=9"}).code, 1);
}

TEST_F(Parameters, OtherValuesAreAnotherPlan) {
  EXPECT_EQ(place.run({"run", "--count-noisy", "e/it.json", "--go", "latest"}).code, 0);
  const auto other =
      place.run({"run", "--count-noisy", "e/it.json", "--go", "latest", "--resume", "--set", "served=8"});
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.err, HasSubstr("nothing to resume"));
  const auto same = place.run({"run", "--count-noisy", "e/it.json", "--go", "latest", "--resume", "--set", "served=8"});
  EXPECT_EQ(same.code, 1);
  EXPECT_THAT(same.err, Not(HasSubstr("nothing to resume")));
}

TEST_F(Parameters, OfARecordedTraceTheyAreSetToo) {
  place.write("out.txt", "measure: served=7\n");
  place.write("trace", "");
  const std::vector<std::string> check{"check", "trace", "-e", "e/it.json", "--stdout", "out.txt"};
  EXPECT_EQ(place.run(check).code, 0);
  auto set = check;
  set.insert(set.end(), {"--set", "served=8"});
  const auto ended = place.run(set);
  EXPECT_EQ(ended.code, 1) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("--set served=8"));
}

TEST_F(Parameters, AreNamesAndValuesOnTheCommandLine) {
  EXPECT_EQ(place.run({"lint", "e", "--set", "served"}).code, 64);
  EXPECT_EQ(place.run({"lint", "e", "--set", "served=1", "--set", "served=2"}).code, 64);
  EXPECT_EQ(place.run({"run", "e", "--set", "nothing=1"}).code, 3);
  EXPECT_EQ(place.stored_runs(), 0U);
}

}  // namespace
}  // namespace schedlitmus::e2e
