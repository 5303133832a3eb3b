// Checks on the end of a run, on a real program: while it runs, from the
// store, from a recorded trace, and in each report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* kProgram = R"(package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) > 1 {
		select {}
	}
	fmt.Println("measure: served=3")
	fmt.Println("winner ping")
	fmt.Println("measure: served=7")
	panic("no more")
}
)";

constexpr const char* kChecks = R"x("checks": [
    {"id": "served", "measure": "served", "equals": "4*gomaxprocs - 1"},
    {"id": "winner", "outcome": "stdout", "pattern": "winner (\\w+)", "one_of": ["ping", "pong"]},
    {"id": "status", "outcome": "exit_status", "equals": 2},
    {"id": "panics", "outcome": "fatal_error", "matches": "^panic: no more"},
    {"id": "in-time", "outcome": "timed_out", "equals": false},
    {"id": "no-signal", "outcome": "signal", "equals": ""}
  ], "hold": {"good": 0.9, "bad": 0.1})x";

std::string expectation(const std::string& scenario, const std::string& checks = kChecks) {
  return R"({"title": "it serves, and panics", "scenario": {"program": "./server", "go": ">=1.2", "gomaxprocs": [2], )" +
         scenario + "}, " + checks + "}";
}

class RunEnd : public ::testing::Test {
 protected:
  RunEnd() { place.program("server", kProgram); }
  [[nodiscard]] json report() const { return json::parse(std::ifstream(place.folder() / "report.json")); }
  static void expect_all_hold(const json& report) {
    ASSERT_EQ(report["cells"].size(), 1U) << report;
    ASSERT_EQ(report["cells"][0]["checks"].size(), 6U);
    for (const auto& check : report["cells"][0]["checks"]) EXPECT_EQ(check["verdict"], "HOLDS") << check;
  }
  Workplace place;
};

TEST_F(RunEnd, IsCheckedWithoutATraceAndAgainFromTheStore) {
  place.write("end.json", expectation(R"("trace": false)"));
  const auto ended = place.run({"run", "--count-noisy", "end.json", "--go", "latest", "--json", "report.json",
                                "--junit", "report.xml", "--html", "report.html"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  expect_all_hold(report());
  const auto again = place.run({"check", "--stored", "--json"});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
  EXPECT_THAT(again.err, HasSubstr("every outcome as it was stored"));
  expect_all_hold(json::parse(again.out));
}

TEST_F(RunEnd, TellsInEachReportWhatWasExpectedAndSeen) {
  place.write("end.json", expectation(R"("trace": {"period": "20ms"})",
                                      R"("checks": [{"id": "status", "outcome": "exit_status", "equals": 0},
    {"id": "panics", "outcome": "fatal_error", "equals": ""}], "hold": {"good": 0.9, "bad": 0.1})"));
  const auto ended = place.run({"run", "--count-noisy", "end.json", "--go", "latest", "--json", "report.json",
                                "--junit", "report.xml", "--html", "report.html"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("exit_status = 0"));
  EXPECT_THAT(ended.out, HasSubstr("fatal_error = none"));
  EXPECT_THAT(ended.out, HasSubstr("panic: no more"));
  for (const char* file : {"report.xml", "report.html"}) {
    const auto text = place.read(file);
    EXPECT_THAT(text, HasSubstr("exit_status = 0")) << file;
    EXPECT_THAT(text, HasSubstr("panic: no more")) << file;
  }
}

TEST_F(RunEnd, TellsADeadlockFromAHang) {
  place.write("end.json", expectation(R"("args": ["hang"], "env": {"GOTRACEBACK": "none"}, "deadline": "300ms")",
                                      R"("checks": [{"id": "hangs", "outcome": "timed_out", "equals": true},
    {"id": "dies", "outcome": "fatal_error", "equals": "fatal error: all goroutines are asleep - deadlock!"}],
    "hold": {"good": 0.9, "bad": 0.1})"));
  // A program in which all goroutines wait is ended by the runtime: it does not hang.
  const auto ended = place.run({"run", "--count-noisy", "end.json", "--go", "latest", "--json", "report.json"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("timed_out = true"));
  EXPECT_EQ(report()["cells"][0]["checks"][1]["verdict"], "HOLDS");
  place.program("server", "package main\n\nfunc main() {\n\tfor {\n\t}\n}\n");
  const auto hanging = place.run({"run", "--count-noisy", "end.json", "--go", "latest", "--json", "report.json"});
  EXPECT_EQ(hanging.code, 1) << hanging.out << hanging.err;
  EXPECT_EQ(report()["cells"][0]["checks"][0]["verdict"], "HOLDS");
}

TEST_F(RunEnd, OfARecordedTraceIsKnownWhereItIsGiven) {
  place.write("end.json", expectation(R"("trace": false)"));
  place.write("trace.err", "panic: no more\n\ngoroutine 1 [running]:\n");
  place.write("trace.out", "measure: served=7\nwinner pong\n");
  const auto alone = place.run({"check", "trace.err", "-e", "end.json"});
  EXPECT_EQ(alone.code, 2) << alone.out << alone.err;
  EXPECT_THAT(alone.out, HasSubstr("give --stdout FILE"));
  EXPECT_THAT(alone.out, HasSubstr("give --exit-status N"));
  const auto whole = place.run({"check", "trace.err", "-e", "end.json", "--stdout", "trace.out", "--exit-status", "2"});
  EXPECT_EQ(whole.code, 2) << whole.out << whole.err;
  EXPECT_THAT(whole.out, HasSubstr("gomaxprocs, which is not known"));
  EXPECT_EQ(whole.out.find("VIOLATED"), std::string::npos) << whole.out;
  place.write("trace.err",
              "SCHED 0ms: gomaxprocs=2 idleprocs=0 threads=3 spinningthreads=1 idlethreads=0 runqueue=0 [0 0]\npanic: "
              "no more\n");
  const auto told = place.run({"check", "trace.err", "-e", "end.json", "--stdout", "trace.out", "--exit-status", "2"});
  EXPECT_EQ(told.code, 0) << told.out << told.err;
}

constexpr const char* kWorker = R"(package main

import (
	"os"
	"time"
)

func main() {
	line := make([]byte, 1<<16)
	for os.Args[1] == "write" {
		os.Stdout.Write(line)
	}
	var all [][]byte
	for os.Args[1] == "grow" {
		more := make([]byte, 1<<24)
		for i := range more {
			more[i] = 1
		}
		all = append(all, more)
		time.Sleep(time.Millisecond)
	}
	time.Sleep(9 * time.Second)
}
)";

/// What the command line says of the end of runs, in place of the file.
class RunLimits : public ::testing::Test {
 protected:
  RunLimits() { place.program("worker", kWorker); }

  /// The one cell of a campaign of two runs whose program does that.
  [[nodiscard]] json cell(const std::string& does, std::vector<std::string> options) const {
    place.write("e.json", R"({"title": "it goes on", "scenario": {"program": "./worker", "go": "local", "args": [")" +
                              does + R"("], "gomaxprocs": [1, 2], "trace": false, "deadline": "9s"}, "checks": [
      {"id": "late", "outcome": "timed_out", "equals": true}], "hold": {"good": 0.9, "bad": 0.1}})");
    options.insert(options.begin(), {"run", "e.json", "--count-noisy", "--gomaxprocs", "1", "--fixed", "2",
                                     "--confidence", "0.9", "--explain", "--jobs", "1", "--seed", "5", "--json", "-"});
    const auto ended = place.run(options);
    const auto report = json::parse(ended.out, nullptr, false);
    EXPECT_FALSE(report.is_discarded()) << ended.out << ended.err;
    if (report.is_discarded() || report["cells"].size() != 1) {
      ADD_FAILURE() << ended.out << ended.err;
      return {};
    }
    EXPECT_EQ(report["cells"][0]["each_run"].size(), 2U);
    return report["cells"][0];
  }

  Workplace place;
};

TEST_F(RunLimits, ADeadlineIsThatOfTheCommandLine) {
  const auto cell = this->cell("sleep", {"--deadline", "200ms"});
  EXPECT_EQ(cell["gomaxprocs"], 1);
  for (const auto& run : cell["each_run"]) EXPECT_EQ(run["ending"], "timed_out");
  const auto& check = cell["checks"][0];
  EXPECT_EQ(check["verdict"], "HOLDS");
  EXPECT_EQ(check["walk"]["steps"].size(), 2U) << "--explain";
  EXPECT_THAT(cell["reproduce"].get<std::string>(),
              AllOf(HasSubstr("run e.json --go "), HasSubstr(" --gomaxprocs 1 --seed 5 "),
                    HasSubstr(" --fixed 2 --confidence 0.9 --deadline 200ms")));
}

TEST_F(RunLimits, AProgramThatWritesTooMuchIsStopped) {
  const auto cell = this->cell("write", {"--max-output", "1MiB"});
  for (const auto& run : cell["each_run"]) EXPECT_EQ(run["ending"], "output_limit");
  EXPECT_EQ(cell["checks"][0]["verdict"], "INCONCLUSIVE") << "what it would have done is not known";
  EXPECT_THAT(cell["reproduce"].get<std::string>(), HasSubstr(" --max-output 1MiB"));
}

TEST_F(RunLimits, AProgramThatTakesTooMuchMemoryIsStopped) {
  const auto cell = this->cell("grow", {"--max-memory", "128MiB"});
  for (const auto& run : cell["each_run"]) EXPECT_EQ(run["ending"], "memory_limit");
  EXPECT_THAT(cell["reproduce"].get<std::string>(), HasSubstr(" --max-memory 128MiB"));
}

}  // namespace
}  // namespace schedlitmus::e2e
