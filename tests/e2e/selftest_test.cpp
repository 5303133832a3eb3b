// schedlitmus selftest as its user meets it: the table, the JSON and the exit codes.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "e2e/driver.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// An expectation of its user's, with a recorded run on which all of it holds.
class Selftest : public testing::Test {
 protected:
  void expect(const std::string& checks) const {
    place_.write("mine/load.json", R"({"title": "t", "why": "w",
"scenario": {"program": "./prog", "go": ">=1.5", "gomaxprocs": [2]},
"checks": [)" + checks + "]}\n");
  }
  void control(const std::string& name, int runqueue) const {
    std::string trace;
    for (int i = 0; i < 10; ++i)
      trace += "SCHED " + std::to_string(20 * i) +
               "ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=1 idlethreads=2 runqueue=" +
               std::to_string(runqueue) + " [4 4]\n";
    place_.write("mine/controls/load/" + name + ".trace", trace);
  }
  Workplace place_;
};

constexpr const char* kShort = R"({"id": "short", "always": true, "field": "runqueue", "max": 3})";

TEST_F(Selftest, ProvesAnExpectationOfItsUser) {
  expect(kShort);
  control("holds-1.13.15", 2);
  control("violated-short-1.27.4", 9);
  const auto proven = place_.run({"selftest", "mine"});
  EXPECT_EQ(proven.code, 0) << proven.out << proven.err;
  EXPECT_THAT(proven.out, testing::ContainsRegex("load +short +holds-1.13.15 +1.13.15 +2 +holds as it must"));
  EXPECT_THAT(proven.out, testing::ContainsRegex("violated-short-1.27.4 +1.27.4 +9 +missed as it must"));
  EXPECT_THAT(proven.out, HasSubstr("1 of 1 check shown by recorded runs to hold and to be missed"));
}

TEST_F(Selftest, EndsWithOneWhereNothingCanViolateACheck) {
  expect(std::string(kShort) + R"(,
{"id": "nothing", "always": true, "field": "runqueue", "min": 0})");
  control("holds-1.13.15", 2);
  control("violated-short-1.27.4", 9);
  const auto found = place_.run({"selftest", "mine/load.json", "--mutations", "300", "--seed", "5", "--json"});
  EXPECT_EQ(found.code, 1) << found.out;
  const auto document = json::parse(found.out);
  EXPECT_EQ(document.at("exit_code"), 1);
  EXPECT_EQ(document.at("seed"), 5);
  const auto& checks = document.at("expectations").at(0).at("checks");
  EXPECT_EQ(checks.at(0).at("finding"), "proven");
  EXPECT_EQ(checks.at(1).at("finding"), "vacuous");
  EXPECT_EQ(checks.at(1).at("where"), "mine/load.json:4:1");
  EXPECT_EQ(checks.at(1).at("mutations").at("tried"), 300);
  EXPECT_EQ(checks.at(1).at("mutations").at("missed"), 0);
}

TEST_F(Selftest, EndsWithOneWhereAControlShowsSomethingElse) {
  expect(kShort);
  control("holds-1.13.15", 2);
  control("violated-short-1.27.4", 3);
  const auto found = place_.run({"selftest", "mine"});
  EXPECT_EQ(found.code, 1);
  EXPECT_THAT(found.out, HasSubstr("HOLDS, must be missed"));
  EXPECT_THAT(found.out, HasSubstr("mine/load.json:3:12: check \"short\" (runqueue <= 3 always) must be missed on"));
}

TEST_F(Selftest, EndsWithThreeWithoutAControlOrWithAMalformedFile) {
  expect(kShort);
  control("holds-1.13.15", 2);
  auto found = place_.run({"selftest", "mine"});
  EXPECT_EQ(found.code, 3);
  EXPECT_THAT(found.out, HasSubstr("schedlitmus capture ./mine/prog --go '>=1.5' --gomaxprocs 2"));
  EXPECT_THAT(found.out, testing::ContainsRegex("--name violated-short -o /.*/mine/controls/load\n"));
  control("violated-short-1.27.4", 9);
  place_.write("mine/other.json", "{");
  found = place_.run({"selftest", "mine"});
  EXPECT_EQ(found.code, 3);
  EXPECT_THAT(found.out, HasSubstr("mine/other.json:1:"));
  EXPECT_THAT(found.out, HasSubstr("1 of 1 check shown"));
}

}  // namespace
}  // namespace schedlitmus::e2e
