// What runs showed is taken into an expectation: only where it failed, only
// with evidence, and so that it holds from then on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kTeller = R"(package main

import (
	"fmt"
	"time"
)

func main() {
	time.Sleep(150 * time.Millisecond)
	fmt.Println("measure: served=12")
}
)";

constexpr const char* kFile = R"({
  "title": "A program that tells a number",
  "why": "to accept",
  "scenario": {"program": "./teller", "go": ">=1.2", "default_releases": "local", "gomaxprocs": [2],
               "trace": {"period": "20ms"}},
  "checks": [
    // how much it serves
    {
      "id": "served",
      "why": "counted by hand",
      "measure": "served",   "equals": 10
    },
    {"id": "idle",  "why": "it sleeps", "always": true, "from": "40ms", "field": "runqueue", "max": 3}
  ]
}
)";

class Accept : public testing::Test {
 protected:
  Accept() {
    place_.program("teller", kTeller);
    place_.write("teller.json", kFile);
  }
  [[nodiscard]] std::string text(const std::string& name = "teller.json") const { return place_.read(name); }
  [[nodiscard]] Finished accept(std::vector<std::string> more) const {
    std::vector<std::string> args{"accept", "teller.json"};
    args.insert(args.end(), more.begin(), more.end());
    return place_.run(args);
  }

  Workplace place_;
};

TEST_F(Accept, NeedsAReason) {
  EXPECT_EQ(accept({"--runs", "10"}).code, 64);
  EXPECT_EQ(accept({"--runs", "10", "--reason", " "}).code, 64);
  EXPECT_EQ(text(), kFile);
}

TEST_F(Accept, AFewRunsAreNotEnough) {
  auto file = std::string(kFile);
  const auto idle = file.find(",\n    {\"id\": \"idle\"");
  file.erase(idle, file.find("\n  ]") - idle);
  place_.write("teller.json", file);
  EXPECT_EQ(place_.run({"run", "teller.json", "--count-noisy"}).code, 1);
  const auto refused = accept({"--reason", "it serves more now"});
  EXPECT_EQ(refused.code, 2) << refused.err;
  EXPECT_THAT(refused.err, ContainsRegex("[2-9] runs show on Go .* the whole of what it looks at; it takes 10"));
  EXPECT_EQ(text(), file);
}

TEST_F(Accept, TakesTheNewestRunsOfTheStore) {
  EXPECT_EQ(place_.run({"run", "teller.json", "--count-noisy", "--effort", "quick"}).code, 1);
  const auto done = accept({"--reason", "it serves more now"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.err, HasSubstr("of campaign 1; now measure served = 12"));
}

TEST_F(Accept, ChangesOnlyTheValueThatFailedAndThenItHolds) {
  const auto dry = accept({"--runs", "16", "--count-noisy", "--reason", "it serves more now", "--dry-run"});
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_EQ(text(), kFile);
  const auto done = accept({"--reason", "it serves more now"});
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(done.out, dry.out);
  EXPECT_THAT(done.out,
              AllOf(HasSubstr("-      \"measure\": \"served\",   \"equals\": 10\n"),
                    HasSubstr("+      \"measure\": \"served\",   \"equals\": 12\n"), Not(HasSubstr("\033["))));
  EXPECT_THAT(done.err, HasSubstr("accepted served for all releases: was measure served = 10; seen 12 in 16 runs"));
  EXPECT_THAT(text(), ContainsRegex("\"accepted\": \"20[-0-9]+: it serves more now \\(was measure served = 10; seen 12 "
                                    "in 16 runs on Go [0-9.]+\\)\","));
  EXPECT_THAT(text(), HasSubstr("    // how much it serves\n"));
  EXPECT_THAT(text(),
              HasSubstr("    {\"id\": \"idle\",  \"why\": \"it sleeps\", \"always\": true, \"from\": \"40ms\","));
  EXPECT_EQ(place_.run({"lint", "teller.json"}).code, 0);
  EXPECT_EQ(place_.run({"run", "teller.json", "--count-noisy"}).code, 0);

  const auto again = accept({"--reason", "again"});
  EXPECT_EQ(again.code, 1) << again.err;
  EXPECT_THAT(again.err, HasSubstr("nothing to accept"));
}

TEST_F(Accept, ABoundThatNothingCouldBreakIsNotWritten) {
  auto file = std::string(kFile);
  file.replace(file.find("\"max\": 3"), 8, "\"min\": 9");
  file.replace(file.find("\"equals\": 10"), 12, "\"equals\": 12");
  place_.write("teller.json", file);
  const auto refused = accept({"--runs", "16", "--count-noisy", "--reason", "its queue is empty"});
  EXPECT_EQ(refused.code, 3) << refused.err;
  EXPECT_THAT(refused.err, HasSubstr("around what was seen nothing could violate it"));
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(text(), file);
}

TEST_F(Accept, AnInvariantIsAcceptedByNameOnly) {
  auto file = std::string(kFile);
  file.replace(file.find("\"always\""), 8, "\"class\": \"invariant\", \"always\"");
  file.replace(file.find("\"field\": \"runqueue\", \"max\": 3"), 29, "\"field\": \"threads\", \"max\": 1");
  file.replace(file.find("\"equals\": 10"), 12, "\"equals\": 12");
  place_.write("teller.json", file);
  const auto silent = accept({"--runs", "16", "--count-noisy", "--reason", "more threads"});
  EXPECT_EQ(silent.code, 3) << silent.err;
  EXPECT_THAT(silent.err, HasSubstr("it is accepted by name only: --check idle"));
  EXPECT_EQ(text(), file);
  const auto named = accept({"--reason", "more threads", "--check", "idle"});
  EXPECT_EQ(named.code, 0) << named.err;
  EXPECT_EQ(place_.run({"lint", "teller.json"}).code, 0);
}

TEST_F(Accept, AParameterIsToldAndLeftAlone) {
  auto file = std::string(kFile);
  file.replace(file.find("\"equals\": 10"), 12, "\"equals\": \"$number\"");
  file.insert(file.find("  \"checks\""), "  \"parameters\": {\"number\": 10},\n");
  place_.write("teller.json", file);
  const auto refused = accept({"--runs", "16", "--count-noisy", "--reason", "it serves more now"});
  EXPECT_EQ(refused.code, 3) << refused.err;
  EXPECT_THAT(refused.err, HasSubstr("\"equals\" is the parameter \"$number\""));
  EXPECT_EQ(text(), file);
}

TEST_F(Accept, WhatAFolderSaysIsPartOfTheFileAndStaysThere) {
  place_.write("defaults.json", R"({"hold": {"good": 0.9, "bad": 0.6}, "parameters": {"most": 3}})");
  auto file = std::string(kFile);
  file.replace(file.find("\"max\": 3"), 8, "\"max\": \"$most\"");
  place_.write("teller.json", file);
  const auto done = accept({"--runs", "16", "--count-noisy", "--reason", "it serves more now"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(text(), AllOf(HasSubstr("\"measure\": \"served\",   \"equals\": 12"), HasSubstr("\"max\": \"$most\""),
                            Not(HasSubstr("hold"))));
}

TEST_F(Accept, AnUnknownCheckIsAnError) {
  const auto refused = accept({"--runs", "10", "--reason", "so", "--check", "serve"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("did you mean \"served\"?"));
}

TEST_F(Accept, AReleaseOnWhichItFailedGetsAFormOfItsOwn) {
  place_.write("loop.json", R"({
  "title": "One variable for all turns of a loop",
  "why": "go.dev/blog/loopvar-preview",
  "scenario": {"program": "loop_variable", "go": ">=1.2", "default_releases": "1.21, 1.22", "gomaxprocs": [2],
               "trace": false},
  "checks": [
    {"id": "variables", "why": "it is declared once", "measure": "variables", "equals": 1}
  ]
}
)");
  const auto done =
      place_.run({"accept", "loop.json", "--runs", "16", "--count-noisy", "--reason", "one a turn since 1.22"});
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(text("loop.json"), HasSubstr(R"("measure": "variables", "equals": 1}
  ],
  "releases": [
    {
      "go": ">=1.22",
      "why": "one a turn since 1.22",
      "checks": [)"));
  EXPECT_THAT(text("loop.json"), HasSubstr("\"measure\": \"variables\", \"equals\": 10}"));
  EXPECT_EQ(place_.run({"run", "loop.json", "--count-noisy"}).code, 0);
}

}  // namespace
}  // namespace schedlitmus::e2e
