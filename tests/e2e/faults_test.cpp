// Bad input and bad programs: a clear error or a recorded observation, the
// documented exit code, nothing left running, and the other results kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// An expectation about a program beside it: never more goroutines queued than `max`.
std::string about(const std::string& program, const std::string& deadline = "3s", int max = 1000) {
  return R"({"title": ")" + program + R"(", "scenario": {"program": "./)" + program +
         R"(", "go": "local", "gomaxprocs": [2], "trace": {"period": "20ms"}, "deadline": ")" + deadline +
         R"("}, "checks": [{"id": "few", "always": true, "until": "200ms", "field": "runqueue", "max": )" +
         std::to_string(max) + R"(}], "hold": {"good": 0.9, "bad": 0.5}})";
}

constexpr const char* kSleeper = R"(package main
import "time"
func main() { time.Sleep(5 * time.Second) }
)";

class Faults : public ::testing::Test {
 protected:
  Workplace place;
};

TEST_F(Faults, MalformedExpectationNamesThePlaceAndTheOthersRun) {
  place.program("e2e_sleeper", kSleeper);
  place.write("good.json", about("e2e_sleeper"));
  place.write("bad.json", "{\n  \"title\": \"t\",\n  \"scenari\": {}\n}\n");
  const auto ended = place.run({"run", "--count-noisy", "bad.json", "good.json"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.out + ended.err, AllOf(HasSubstr("bad.json:3:3"), HasSubstr("scenario")));
  EXPECT_THAT(ended.out, HasSubstr("HOLDS"));
  EXPECT_GT(place.stored_runs(), 0U);
}

TEST_F(Faults, UnknownProgramIsNamed) {
  place.write("a.json", about("no_such_program"));
  const auto ended = place.run({"run", "--count-noisy", "a.json"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.out, AllOf(HasSubstr("no_such_program"), HasSubstr("a.json:1:")));
}

TEST_F(Faults, UsageErrorsExitWith64) {
  EXPECT_EQ(place.run({"run", "--go", "nonsense"}).code, 64);
  EXPECT_EQ(place.run({"run", "--no-such-option"}).code, 64);
  EXPECT_EQ(place.run({"run", "--gomaxprocs", "0"}).code, 64);
  EXPECT_EQ(place.run({"run", "--godebug", "schedtrace=1"}).code, 64);
  EXPECT_EQ(place.run({}).code, 64);
  EXPECT_EQ(place.run({"--help"}).code, 0);
}

TEST_F(Faults, MissingFileIsAHarnessError) {
  const auto ended = place.run({"run", "nowhere.json"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.out + ended.err, HasSubstr("nowhere.json"));
}

TEST_F(Faults, CompileErrorShowsTheCompilersLinesAndTheOthersRun) {
  place.program("e2e_broken", "package main\nfunc main() { undefined_thing() }\n");
  place.program("e2e_sleeper", kSleeper);
  place.write("broken.json", about("e2e_broken"));
  place.write("good.json", about("e2e_sleeper"));
  const auto ended = place.run({"run", "--count-noisy", "broken.json", "good.json"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.out, AllOf(HasSubstr("main.go:2:"), HasSubstr("undefined_thing"), HasSubstr("HOLDS")));
}

TEST_F(Faults, HangingProgramIsStoppedAtItsDeadline) {
  place.program("e2e_hang", "package main\nfunc main() { select {} }\nfunc init() { go func() { for {} }() }\n");
  auto text = about("e2e_hang", "400ms");
  text.replace(text.find("\"until\": \"200ms\""), 16, "\"from\": \"0ms\"");
  place.write("hang.json", text);
  const auto ended = place.run({"run", "--count-noisy", "hang.json", "--json", "report.json"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;  // it hangs, but its queues are as expected
  EXPECT_THAT(ended.out + ended.err, ::testing::Not(HasSubstr("unexpected failure")));
  EXPECT_THAT(place.programs_running("e2e_hang"), IsEmpty());
}

TEST_F(Faults, ProgramThatExitsAtOnceIsNeverAPass) {
  place.program("e2e_exit", "package main\nimport \"os\"\nfunc main() { println(\"giving up\"); os.Exit(7) }\n");
  auto text = about("e2e_exit");
  text.replace(text.find("\"always\": true, \"until\": \"200ms\""), 32, "\"at\": \"1s\", \"within\": \"100ms\"");
  place.write("exit.json", text);
  const auto ended = place.run({"run", "--count-noisy", "exit.json"});
  EXPECT_THAT(ended.code, ::testing::AnyOf(2, 3));
  EXPECT_THAT(ended.out, HasSubstr("exited with code 7"));
}

TEST_F(Faults, HundredMegabytesOnStderrAreDrainedAndTheTraceIsStillRead) {
  place.program("e2e_flood", R"(package main
import ("os"; "bytes"; "time")
func main() {
	line := append(bytes.Repeat([]byte("x"), 1023), '\n')
	for i := 0; i < 100*1024; i++ { os.Stderr.Write(line) }
	time.Sleep(time.Second)
}
)");
  auto text = about("e2e_flood", "20s");
  text.replace(text.find("\"until\": \"200ms\""), 16, "\"from\": \"0ms\"");
  place.write("flood.json", text);
  const auto ended = place.run({"run", "--count-noisy", "flood.json", "--effort", "quick"});
  EXPECT_THAT(ended.code, ::testing::AnyOf(0, 2)) << ended.out << ended.err;
  EXPECT_GE(place.stored_runs(), 1U);
  EXPECT_THAT(place.programs_running("e2e_flood"), IsEmpty());
}

TEST_F(Faults, CheckReadsATraceFromAFile) {
  place.program("unused", kSleeper);
  place.write("a.json", about("unused"));
  place.write("t.trace",
              "SCHED 0ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 [0 0]\n"
              "SCHED 100ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=2000 [0 0]\n");
  const auto violated = place.run({"check", "t.trace", "-e", "a.json", "--json"});
  EXPECT_EQ(violated.code, 1);
  EXPECT_TRUE(json::accept(violated.out));
  place.write("empty.trace", "hello\n");
  EXPECT_EQ(place.run({"check", "empty.trace", "-e", "a.json"}).code, 3);
}

TEST_F(Faults, ParsePrintsOneObjectASampleAndTheAccount) {
  place.write("t.trace",
              "SCHED 0ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 [4 3]\n"
              "a log line\n"
              "SCHED 100ms: gomaxprocs=22026/11/22 idleprocs=0 threads=4 idlethreads=1 runqueue=1 [0 0]\n");
  const auto parsed = place.run({"parse", "t.trace", "--health"});
  EXPECT_EQ(parsed.code, 0);
  const auto sample = json::parse(parsed.out);
  EXPECT_EQ(sample["local"], (json{4, 3}));
  EXPECT_FALSE(sample.contains("needspinning"));
  EXPECT_EQ(json::parse(parsed.err)["lost"], 1);
  EXPECT_EQ(place.run({"parse", "t.trace", "--strict"}).code, 2);
  EXPECT_THAT(place.run({"parse", "t.trace", "--no-samples"}).out, IsEmpty());
}

}  // namespace
}  // namespace schedlitmus::e2e
