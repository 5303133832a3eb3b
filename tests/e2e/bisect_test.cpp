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
  EXPECT_EQ(answer["first_bad"], "1.12");
  ASSERT_EQ(answer["changes"].size(), 2U) << answer;
  EXPECT_EQ(answer["changes"][1]["after"], "1.14.15");
  EXPECT_EQ(answer["changes"][1]["to"], "good");
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

TEST(Bisect, AsksForBothEndsAndOneExpectation) {
  const Workplace place;
  EXPECT_EQ(place.run({"bisect", kInlined, "--good", "1.11"}).code, 64);
  EXPECT_EQ(place.run({"bisect", "--good", "1.11", "--bad", "1.12"}).code, 64);
  const auto folder = source_dir().string() + "/expectations/preemption";
  EXPECT_THAT(place.run({"bisect", folder, "--good", "1.11", "--bad", "1.12"}).err, HasSubstr("in place of one"));
}

}  // namespace
}  // namespace schedlitmus::e2e
