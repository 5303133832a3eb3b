// A real service under load, as a team has it in CI: what goes well, and what
// goes wrong. Each way has a clear outcome, leaves nothing behind and keeps the
// other runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "service_place.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(ServiceInCi, IsLoadedCheckedAndShutDown) {
  write("ok.json", "ok",
        R"({"id": "threads", "always": true, "field": "threads", "max": 100},
           {"id": "served", "load": "requests", "min": 1},
           {"id": "per", "aggregate": "change", "field": "threads", "per": "requests", "max": 1000},
           {"id": "ends", "outcome": "exit_status", "equals": 0},
           {"id": "ready", "outcome": "ready", "equals": true})");
  EXPECT_EQ(place.run({"lint", "ok.json"}).code, 0);
  const auto ended = run("ok.json");
  EXPECT_THAT(ended.code, AnyOf(0, 2)) << ended.out << ended.err;  // two runs may be too few for a verdict
  EXPECT_THAT(ended.out, AllOf(Not(HasSubstr("VIOLATED")), HasSubstr("command ./e2e_service")));
  const auto run = first_run();
  EXPECT_EQ(run["ending"], "shut_down");
  EXPECT_EQ(run["code"], 0);
  EXPECT_EQ(run["service"]["void_why"], "");
  EXPECT_GT(std::stoi(run["service"]["parts"][0]["measures"]["requests"].get<std::string>()), 0);
  const auto again = place.run({"check", "--stored", "-e", "ok.json"});
  EXPECT_EQ(again.code, ended.code) << again.out << again.err;
  const auto resumed = place.run({"run", "--count-noisy", "ok.json", "--resume"});
  EXPECT_EQ(resumed.code, ended.code);
  EXPECT_THAT(resumed.err, HasSubstr("none is left to be made"));
}

TEST_F(ServiceInCi, OfThreeInstancesOneIsChecked) {
  write(
      "three.json", "ok", kThreads,
      R"(, "instances": 3, "checked": 3, "load": {"build": "./e2e_load", "argv": ["{binary}", "{1.port}", "200ms"]})");
  const auto ended = run("three.json");
  EXPECT_THAT(ended.code, AnyOf(0, 2)) << ended.out << ended.err;
  EXPECT_EQ(first_run()["service"]["parts"].size(), 3U);
}

/// How it goes wrong, and what is told of it.
struct Fault {
  std::string how;
  std::string says;
};
class Faulty : public ServiceInCi, public ::testing::WithParamInterface<Fault> {};

TEST_P(Faulty, HasAClearOutcomeAndLeavesNothing) {
  write("faulty.json", GetParam().how);
  write("good.json", "ok");
  const auto ended = place.run({"run", "--count-noisy", "faulty.json", "good.json", "--json", "-"});
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr(GetParam().says));
  EXPECT_GE(place.stored_runs(), 3U) << "those of the other service, too";
}

INSTANTIATE_TEST_SUITE_P(ServiceInCi, Faulty,
                         ::testing::Values(Fault{"never-ready", "last answer: status 503"},
                                           Fault{"dies-at-start", "exited with code 7 before it was ready"},
                                           Fault{"dies", "panic: out of luck"},
                                           Fault{"hangs", "the load was still going after 4s and was stopped"},
                                           Fault{"floods", "stopped for writing too much"}),
                         [](const auto& fault) {
                           auto name = fault.param.how;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST_F(ServiceInCi, ThatIgnoresSigtermIsKilledWithItsChildren) {
  write("stubborn.json", "stubborn", R"({"id": "killed", "outcome": "signal", "equals": "SIGKILL"})");
  const auto ended = run("stubborn.json");
  EXPECT_THAT(ended.out, Not(HasSubstr("VIOLATED"))) << ended.out << ended.err;
  EXPECT_EQ(first_run()["ending"], "stubborn");
}

TEST_F(ServiceInCi, ThatForksLeavesNoDaemon) {
  write("forks.json", "forks");
  EXPECT_THAT(run("forks.json").code, AnyOf(0, 2));
  EXPECT_GE(first_run()["leftovers"].get<int>(), 1);
}

TEST_F(ServiceInCi, WhoseLoadFailsIsInconclusive) {
  write("load.json", "ok", kThreads,
        R"(, "load": {"build": "./e2e_load", "argv": ["{binary}", "{port}", "fail"], "deadline": "4s"})");
  const auto ended = run("load.json");
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("the load exited with code 9, not 0"), HasSubstr("no patience")));
}

TEST_F(ServiceInCi, ABinaryAndABuildStandSideBySide) {
  const auto build = "cd '" + place.folder().string() + "/e2e_service' && go build -o ../e2e_service_old main.go";
  ASSERT_EQ(std::system(build.c_str()), 0);
  write("versions.json", "ok", kThreads,
        R"(, "load": {"build": "./e2e_load", "argv": ["{binary}", "{port}", "100ms"]}},
           "variants": [{"name": "old", "binary": "./e2e_service_old"}, {"name": "new"}], "env": {"UNUSED": "1")");
  const auto ended = run("versions.json");
  EXPECT_THAT(ended.code, AnyOf(0, 2)) << ended.out << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("old"), HasSubstr("new"), Not(HasSubstr("VIOLATED"))));
  EXPECT_THAT(place.programs_running("e2e_service_old"), IsEmpty());
}

}  // namespace
}  // namespace schedlitmus::e2e
