// Comparisons of real releases: a change is placed where it came, and programs
// that behave alike give none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

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

TEST(Compare, VariantsOfAnExpectation) {
  const Workplace place;
  place.program("say", R"(package main

import (
	"fmt"
	"os"
)

func main() { fmt.Println("said", os.Getenv("SAY"), len(os.Args)) }
)");
  const auto file = place.write("say.json", R"({"title": "says it",
"scenario": {"program": "./say", "go": ">=1.4", "gomaxprocs": [1], "trace": false,
             "variants": [{"name": "short", "env": {"SAY": "a"}}, {"name": "long", "env": {"SAY": "b"}, "args": ["x"]}]},
"checks": [{"id": "ends", "outcome": "exit_status", "equals": 0}]})");
  const auto json = compare(place, {file.string(), "--go", "1.27", "--runs", "5"}, 1);
  EXPECT_EQ(json["axis"], "variant");
  ASSERT_THAT(json["changes"], SizeIs(1)) << json["changes"].dump(2);
  EXPECT_EQ(json["changes"][0]["from"], "short");
  EXPECT_EQ(json["changes"][0]["to"], "long");
  const auto releases = compare(place, {file.string(), "--go", "1.26,1.27", "--runs", "5"}, 0);
  EXPECT_EQ(releases["axis"], "Go");
  EXPECT_THAT(releases["lines"], SizeIs(2));
  EXPECT_EQ(releases["lines"][1]["line"], "long");
}

TEST(Compare, ARenamedWaitIsNoChange) {
  const Workplace place;
  const auto file = place.write("waits.go", R"(package main

import (
	"sync"
	"time"
)

func main() {
	var done sync.WaitGroup
	done.Add(1)
	for i := 0; i < 3; i++ {
		go done.Wait()
	}
	time.Sleep(400 * time.Millisecond)
}
)");
  const auto json = compare(place, {file.string(), "--go", "1.23,1.24", "--runs", "5", "--detail"}, 0);
  EXPECT_THAT(json["changes"], IsEmpty()) << json["changes"].dump(2);
  std::set<std::string> words;
  for (const auto& change : json["format_changes"]) words.insert(change["observable"].get<std::string>());
  EXPECT_TRUE(words.contains("goroutines.waiting (semacquire)")) << json["format_changes"].dump(2);
  EXPECT_TRUE(words.contains("goroutines.waiting (sync.WaitGroup.Wait)"));
}

TEST(Compare, WhatAReleaseCannotBuildIsNotCompared) {
  const Workplace place;
  place.program("picky", kGenerics);
  const auto json = compare(place, {"./picky", "--go", "1.17,1.18,1.19", "--runs", "5"}, 0);
  EXPECT_TRUE(json["lines"][0]["places"][0].contains("not_compared")) << json.dump(2);
  EXPECT_THAT(json["changes"], IsEmpty());
}

constexpr const char* kPrints = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"served\", N) }\n";

void write_served(const Workplace& place, const std::string& number) {
  std::string source = kPrints;
  place.program("load", source.replace(source.find('N'), 1, number));
}

TEST(Compare, ABaselineTellsWhatChangedSince) {
  const Workplace place;
  write_served(place, "10");
  const std::vector<std::string> record = {"compare",       "./load",          "--runs", "6",
                                           "--count-noisy", "--save-baseline", "b.json"};
  auto first = record;
  first.insert(first.end(), {"--go", "local"});
  const auto recorded = place.run(first);
  EXPECT_EQ(recorded.code, 0) << recorded.err;
  const auto text = place.read("b.json");
  EXPECT_THAT(text, HasSubstr("\"numbers\": {\"10\": 6}"));
  EXPECT_THAT(text, testing::Not(HasSubstr(place.folder().string()))) << "it is to be committed";

  EXPECT_THAT(compare(place, {"./load", "--runs", "6", "--baseline", "b.json"}, 0)["changes"], IsEmpty());
  write_served(place, "12");
  const auto json = compare(place, {"./load", "--runs", "6", "--baseline", "b.json"}, 1);
  ASSERT_THAT(json["changes"], SizeIs(1)) << json.dump(2);
  EXPECT_EQ(json["changes"][0]["number"], "stdout.served");
  EXPECT_EQ(json["changes"][0]["before"], 10);
  EXPECT_EQ(json["changes"][0]["after"], 12);
  EXPECT_EQ(json["baseline"]["from"], "b.json");
  const auto since = place.run({"compare", "--stored", "--baseline", ".schedlitmus/store.db"});
  EXPECT_EQ(since.code, 1) << since.err;
  EXPECT_THAT(since.out, HasSubstr("stdout.served 10 -> 12 (6 of 6 runs)"));

  EXPECT_EQ(place.run(record).code, 0) << "accepted";
  EXPECT_THAT(place.read("b.json"), HasSubstr("\"numbers\": {\"12\": 6}"));
  EXPECT_THAT(compare(place, {"./load", "--runs", "6", "--baseline", "b.json"}, 0)["changes"], IsEmpty());
}

TEST(Compare, HistoryTellsWhenItChanged) {
  const Workplace place;
  const auto run = [&](const std::string& number) {
    write_served(place, number);
    const auto finished = place.run({"compare", "./load", "--go", "local", "--runs", "6", "--count-noisy",
                                     "--save-baseline", "b" + number + ".json"});
    EXPECT_EQ(finished.code, 0) << finished.err;
  };
  EXPECT_EQ(place.run({"history"}).code, 3) << "no store";
  run("10");
  EXPECT_EQ(place.run({"history"}).code, 2) << "one campaign alone";
  run("10");
  const auto same = place.run({"history"});
  EXPECT_EQ(same.code, 0) << same.out;
  EXPECT_THAT(same.out, testing::StartsWith("no change in "));
  run("12");
  const auto changed = place.run({"history", "--json"});
  EXPECT_EQ(changed.code, 1) << changed.out;
  const auto json = Json::parse(changed.out);
  ASSERT_THAT(json["changes"], SizeIs(1)) << changed.out;
  EXPECT_EQ(json["changes"][0]["observable"], "stdout.served");
  EXPECT_EQ(json["changes"][0]["from_campaign"], 2);
  EXPECT_EQ(json["changes"][0]["to_campaign"], 3);
  EXPECT_EQ(json["changes"][0]["before"]["median"], 10);
  EXPECT_EQ(json["changes"][0]["after"]["median"], 12);
  EXPECT_THAT(json["changes"][0]["besides"].dump(), HasSubstr("was changed"));
  EXPECT_EQ(place.run({"history", "--since", "2999"}).code, 2);
}

TEST(Compare, ABaselineThatCannotBeReadIsToldBeforeAnythingRuns) {
  const Workplace place;
  write_served(place, "10");
  place.write("broken.json", "{\"schedlitmus_baseline\": 1,\n \"compared\": \"load\", \"place\": []}");
  const auto broken = place.run({"compare", "./load", "--baseline", "broken.json"});
  EXPECT_EQ(broken.code, 3);
  EXPECT_THAT(broken.err, HasSubstr("broken.json:2:22: unknown key \"place\""));
  EXPECT_EQ(place.run({"compare", "./load", "--baseline", "none.json"}).code, 3);
  place.write("notes.txt", "mine");
  const auto refused = place.run({"compare", "./load", "--go", "local", "--save-baseline", "notes.txt"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("not overwritten"));
  EXPECT_EQ(place.read("notes.txt"), "mine");
  EXPECT_EQ(place.stored_runs(), 0U);
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
