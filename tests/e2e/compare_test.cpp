// Comparisons of real releases: a change is placed where it came, and programs
// that behave alike give none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kLoopVariable = R"(package main

import "fmt"

func main() {
	var show []func()
	for i := 0; i < 3; i++ {
		show = append(show, func() { fmt.Println("i is", i) })
	}
	for _, f := range show {
		f()
	}
}
)";

constexpr const char* kAlike = R"(package main

import (
	"fmt"
	"os"
	"runtime"
	"time"
)

func main() {
	begin := time.Now()
	sum := 0
	for i := 0; i < 1000000; i++ {
		sum += i % 7
	}
	fmt.Println("sum", sum, "on", runtime.Version())
	fmt.Println("pid", os.Getpid(), "took", time.Since(begin))
}
)";

constexpr const char* kGenerics = R"(package main

func pick[T any](a T) T { return a }

func main() { println(pick("built")) }
)";

/// The result as JSON, with the exit code that it came with.
Json compare(const Workplace& place, std::vector<std::string> args, int code) {
  args.insert(args.begin(), "compare");
  args.insert(args.end(), {"--count-noisy", "--seed", "5", "--json", "out.json"});
  const auto finished = place.run(args);
  EXPECT_EQ(finished.code, code) << finished.out << finished.err;
  std::ifstream file(place.folder() / "out.json");
  auto json = Json::parse(file, nullptr, false);
  EXPECT_FALSE(json.is_discarded());
  return json;
}

TEST(Compare, PlacesTheLoopVariable) {
  const Workplace place;
  place.program("loops", kLoopVariable);
  const auto json = compare(place, {"./loops", "--go", "1.20..1.23", "--runs", "5"}, 1);
  ASSERT_THAT(json["changes"], SizeIs(1)) << json["changes"].dump(2);
  const auto& change = json["changes"][0];
  EXPECT_THAT(change["from"].get<std::string>(), HasSubstr("1.21."));
  EXPECT_THAT(change["to"].get<std::string>(), HasSubstr("1.22."));
  EXPECT_EQ(change["observable"], "stdout");
  EXPECT_EQ(change["before"], 3);
  EXPECT_LT(change["q"].get<double>(), 0.01);
  EXPECT_EQ(json["runs"], 20);
}

TEST(Compare, ProgramsThatBehaveAlikeGiveNoChange) {
  const Workplace place;
  const auto file = place.write("alike.go", kAlike);
  place.write("other.go", "package main\n\nfunc main() { a_program_of_its_own }\n");
  const auto json = compare(place, {file.string(), "--go", "1.4,1.13,1.27", "--runs", "8"}, 0);
  EXPECT_THAT(json["changes"], IsEmpty()) << json["changes"].dump(2);
  EXPECT_GT(json["comparisons"], 5);
}

TEST(Compare, SettingsOfOneReleaseAndTheStoreAlone) {
  const Workplace place;
  place.program("procs", R"(package main

import (
	"fmt"
	"runtime"
)

func main() { fmt.Println("procs", runtime.GOMAXPROCS(0)) }
)");
  const auto json = compare(place, {"./procs", "--go", "local", "--gomaxprocs", "1,2", "--runs", "6"}, 1);
  ASSERT_THAT(json["changes"], SizeIs(1)) << json["changes"].dump(2);
  EXPECT_EQ(json["changes"][0]["from"], "1");
  EXPECT_EQ(json["changes"][0]["to"], "2");
  EXPECT_EQ(json["changes"][0]["number"], "stdout.procs");
  const auto again = place.run({"compare", "--stored"});
  EXPECT_EQ(again.code, 1) << again.err;
  EXPECT_THAT(again.out, testing::StartsWith("1 -> 2: stdout.procs 1 -> 2 (6 of 6 runs)"));
  EXPECT_EQ(place.stored_runs(), 12U);
}

TEST(Compare, WhatAReleaseCannotBuildIsNotCompared) {
  const Workplace place;
  place.program("picky", kGenerics);
  const auto json = compare(place, {"./picky", "--go", "1.17,1.18,1.19", "--runs", "5"}, 0);
  EXPECT_TRUE(json["lines"][0]["places"][0].contains("not_compared")) << json.dump(2);
  EXPECT_THAT(json["changes"], IsEmpty());
}

TEST(Compare, WrongUseIsSaidBeforeAnythingRuns) {
  const Workplace place;
  place.program("procs", "package main\n\nfunc main() {}\n");
  EXPECT_EQ(place.run({"compare"}).code, 64);
  EXPECT_EQ(place.run({"compare", "./procs", "--runs", "2"}).code, 64);
  EXPECT_EQ(place.run({"compare", "no_such.go"}).code, 64);
  EXPECT_EQ(place.run({"compare", "./procs", "--go", "one.two"}).code, 64);
  const auto alone = place.run({"compare", "./procs", "--go", "local", "--runs", "5"});
  EXPECT_EQ(alone.code, 64) << alone.out;
  EXPECT_THAT(alone.err, HasSubstr("one place only"));
  EXPECT_EQ(place.stored_runs(), 0U);
}

}  // namespace
}  // namespace schedlitmus::e2e
