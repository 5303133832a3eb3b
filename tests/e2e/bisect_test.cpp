// schedlitmus bisect on real releases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "driver.hpp"
#include "source_dir.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kInlined = source_dir().string() + "/expectations/preemption/inlined_call.json";

void expect_broken_from_12_to_13(const json& answer) {
  EXPECT_EQ(answer["first_bad"], "1.12");
  ASSERT_EQ(answer["changes"].size(), 2U) << answer;
  EXPECT_EQ(answer["changes"][1]["after"], "1.14.15");
  EXPECT_EQ(answer["changes"][1]["to"], "good");
}

TEST(Bisect, NamesTheReleaseThatTookAPreemptionPointAway) {
  const Workplace place;
  const auto found = place.run({"bisect", kInlined, "--good", "1.11", "--bad", "1.13", "--minors", "--count-noisy"});
  EXPECT_EQ(found.code, 0) << found.out << found.err;
  EXPECT_THAT(found.out, StartsWith("first bad: 1.12 (1.11.13 HOLDS "));
  EXPECT_THAT(found.out, HasSubstr("again: ./schedlitmus bisect "));
}

TEST(Bisect, TellsWhatIsBrokenAndFineAgain) {
  const Workplace place;
  const auto found =
      place.run({"bisect", kInlined, "--good", "1.11", "--bad", "1.14", "--minors", "--count-noisy", "--json"});
  EXPECT_EQ(found.code, 0) << found.out << found.err;
  const auto answer = json::parse(found.out);
  expect_broken_from_12_to_13(answer);
  EXPECT_EQ(answer["tried"].size(), 4U);
}

TEST(Bisect, OfAProgramThatOnlyPrintsOrEnds) {
  const Workplace place;
  place.program("loop", R"(package main

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	if fs[0]() != 0 {
		panic("one variable for all rounds")
	}
}
)");
  place.write("loop/go.mod", "module loop\n\ngo 1.22\n");
  place.write("loop.json", R"({"title": "each round has a variable of its own",
"scenario": {"program": "./loop", "go": ">=1.2", "gomaxprocs": [1], "trace": false},
"checks": [{"id": "ends", "outcome": "exit_status", "equals": 0}]})");
  const auto found = place.run({"bisect", "loop.json", "--good", "1.22", "--bad", "1.22", "--minors"});
  EXPECT_EQ(found.code, 3);
  EXPECT_THAT(found.err, HasSubstr("--good and --bad are both Go 1.22."));
  const auto alike = place.run({"bisect", "loop.json", "--good", "1.26", "--bad", "1.27", "--count-noisy"});
  EXPECT_EQ(alike.code, 3);
  EXPECT_THAT(alike.err, HasSubstr("ends: HOLDS"));
}

/// A loop whose only place to be preempted is a call that 1.12 inlines: 1.12 and
/// 1.13 hang on one P, until 1.14 preempts it anywhere.
constexpr const char* kHangs = R"(package main

import "time"

//go:noinline
func leaf(i int) int {
	for i < 0 {
		i++
	}
	return i + 1
}

func wrapper(i int) int { return leaf(i) }

func spin() {
	for i := 0; ; {
		i = wrapper(i)
	}
}

func main() {
	go spin()
	time.Sleep(time.Millisecond)
	println("main goes on")
}
)";

const std::vector<std::string> kOnOneP{"--gomaxprocs", "1", "--deadline",    "2s",
                                       "--runs",       "5", "--count-noisy", "--minors"};

Finished bisect(const Workplace& place, std::vector<std::string> args, const std::vector<std::string>& more) {
  args.insert(args.begin(), "bisect");
  args.insert(args.end(), more.begin(), more.end());
  return place.run(args);
}

TEST(BisectProgram, FollowsWhatIsPrintedWithoutAnExpectation) {
  const Workplace place;
  const auto file = place.write("maps.go", R"(package main

import "fmt"

func main() {
	m := map[int]string{}
	for i := 0; i < 40; i++ {
		m[i] = "v"
	}
	fmt.Println(m)
}
)");
  const std::vector<std::string> quick{"--runs", "10", "--count-noisy", "--minors"};
  const auto found = bisect(place, {file.string(), "--good", "1.9", "--bad", "1.13", "--json"}, quick);
  EXPECT_EQ(found.code, 0) << found.out << found.err;
  const auto answer = json::parse(found.out);
  EXPECT_EQ(answer["first_bad"], "1.12") << "from there on a map is printed in the order of its keys";
  ASSERT_EQ(answer["changes"].size(), 1U);
  EXPECT_THAT(answer["observable"].get<std::string>(), StartsWith("stdout"));
  EXPECT_LT(answer["changes"][0]["evidence"]["p"].get<double>(), 0.05);
  EXPECT_LE(answer["tried"].size(), 5U);
  EXPECT_THAT(place.run({"bisect", file.string(), "--good", "1.9", "--bad", "1.13", "--check", "x"}).err,
              HasSubstr("--observable"));
}

TEST(BisectProgram, TellsTheReleaseFromWhichAProgramHangs) {
  const Workplace place;
  place.program("spin", kHangs);
  const auto found = bisect(place, {"./spin", "--good", "1.11", "--bad", "1.13", "--observable", "exit"}, kOnOneP);
  EXPECT_EQ(found.code, 0) << found.out << found.err;
  EXPECT_THAT(found.out, StartsWith("first bad: 1.12 (1.11.13: exit 0 in 5 of 5 runs; 1.12.17: timed out in "));
  EXPECT_THAT(found.out, HasSubstr("all that changes there: ./schedlitmus compare ./spin --go 1.11.13,1.12.17"));
}

TEST(BisectProgram, WhatIsBrokenOnlyBetweenIsFoundWithAll) {
  const Workplace place;
  place.program("spin", kHangs);
  const auto alike = bisect(place, {"./spin", "--good", "1.11", "--bad", "1.14", "--observable", "exit"}, kOnOneP);
  EXPECT_EQ(alike.code, 3) << alike.out;
  EXPECT_THAT(alike.err, HasSubstr("exit is not different between Go 1.11.13 and Go 1.14.15"));
  const auto found =
      bisect(place, {"./spin", "--good", "1.11", "--bad", "1.14", "--observable", "exit", "--all", "--json"}, kOnOneP);
  EXPECT_EQ(found.code, 0) << found.out << found.err;
  expect_broken_from_12_to_13(json::parse(found.out));
}

TEST(Bisect, AsksForBothEndsAndOneExpectation) {
  const Workplace place;
  EXPECT_EQ(place.run({"bisect", kInlined, "--good", "1.11"}).code, 64);
  EXPECT_EQ(place.run({"bisect", "--good", "1.11", "--bad", "1.12"}).code, 64);
  const auto folder = source_dir().string() + "/expectations/preemption";
  EXPECT_THAT(place.run({"bisect", folder, "--good", "1.11", "--bad", "1.12"}).err, HasSubstr("in place of one"));
}

}  // namespace
}  // namespace schedlitmus::e2e
