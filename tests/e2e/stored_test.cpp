// What is done with a store once runs are in it: reports made again, shards
// joined, runs shown and checked again, a campaign resumed after an edit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kSpin = "package main\nfunc main() { for { } }\n";
/// What .9/.5 needs when every run holds.
constexpr int kRunsNeeded = 6;

std::string about(const std::string& check, const std::string& gomaxprocs = "[1, 2]") {
  return R"({"title": "spin", "scenario": {"program": "./e2e_stored", "go": "local", "gomaxprocs": )" + gomaxprocs +
         R"(, "trace": {"period": "20ms"}, "deadline": "5s"}, "checks": [)" + check +
         R"(], "hold": {"good": 0.9, "bad": 0.5}})";
}

constexpr const char* kFew = R"({"id": "few", "always": true, "until": "60ms", "field": "runqueue", "max": 1000})";

class Stored : public ::testing::Test {
 protected:
  Stored() {
    place.program("e2e_stored", kSpin);
    place.write("spin.json", about(kFew));
  }

  [[nodiscard]] json read(const std::string& name) const { return json::parse(std::ifstream(place.folder() / name)); }

  [[nodiscard]] Finished run(std::vector<std::string> args) const {
    const std::vector<std::string> always{"run", "spin.json", "--count-noisy", "--seed", "7"};
    args.insert(args.begin(), always.begin(), always.end());
    return place.run(args);
  }

  /// Each cell's verdict and number of runs.
  static std::map<std::string, std::string> verdicts(const json& report) {
    std::map<std::string, std::string> all;
    for (const auto& cell : report["cells"]) {
      const auto name = cell["release"].get<std::string>() + " " + cell["gomaxprocs"].dump() + " " +
                        cell["variant"].get<std::string>();
      EXPECT_FALSE(all.contains(name)) << name << " twice";
      all[name] = cell["checks"][0]["verdict"].get<std::string>() + " in " + cell["runs"].dump();
    }
    return all;
  }

  Workplace place;
};

TEST_F(Stored, ReportIsTheOneThatRunPrintedAndWrote) {
  const auto ran = run({"--json", "run.json"});
  ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("overhead"));
  const auto told = place.run({"report", "--json", "report.json"});
  EXPECT_EQ(told.code, 0);
  EXPECT_EQ(told.out, ran.out);
  EXPECT_EQ(read("report.json"), read("run.json"));
  EXPECT_EQ(place.run({"report", "--campaign", "2"}).code, 3);
}

TEST_F(Stored, GithubIsToldAtTheLineOfTheCheckAndHearsNothingElse) {
  place.write("spin.json",
              about(R"({"id": "many", "at": "60ms", "within": "40ms", "field": "runqueue", "min": 1000})", "[2]"));
  const auto ran = run({"--annotations", "always", "--markdown", "summary.md"});
  ASSERT_EQ(ran.code, 1) << ran.out << ran.err;
  EXPECT_THAT(ran.out, StartsWith("::stop-commands::schedlitmus-"));
  EXPECT_THAT(ran.out, HasSubstr("\n::error file=spin.json,line=1,col="));
  EXPECT_LT(ran.out.rfind("::schedlitmus-"), ran.out.find("::error file="));
  EXPECT_THAT(place.read("summary.md"), StartsWith("## ❌ 1 of 1 check is not as expected\n"));
  const auto told = place.run({"report", "--json", "-", "--annotations", "always"});
  EXPECT_TRUE(json::accept(told.out)) << "the report alone";
  EXPECT_THAT(told.err, StartsWith("::error file=spin.json"));
  EXPECT_THAT(place.run({"report", "--annotations", "never"}).out, Not(HasSubstr("::error")));
}

TEST_F(Stored, ShardsJoinedAreTheWholePlan) {
  const std::vector<std::string> vary{"--vary-godebug", "asyncpreemptoff=0,1"};
  auto args = vary;
  args.insert(args.end(), {"--json", "whole.json"});
  ASSERT_EQ(run(args).code, 0);
  const auto whole = verdicts(read("whole.json"));
  EXPECT_EQ(whole.size(), 4U) << "two GOMAXPROCS with two settings each";
  for (const auto& [cell, verdict] : whole) EXPECT_EQ(verdict, "HOLDS in " + std::to_string(kRunsNeeded)) << cell;

  std::vector<std::string> merge{"merge", "all.db"};
  std::size_t cells = 0;
  for (const std::string index : {"1", "2", "3"}) {
    auto shard = vary;
    shard.insert(shard.end(), {"--shard", index + "/3", "--store", index + ".db", "--json", index + ".json"});
    EXPECT_EQ(run(shard).code, 0);
    cells += read(index + ".json")["cells"].size();
    merge.push_back(index + ".db");
  }
  EXPECT_EQ(cells, whole.size());
  const auto merged = place.run(merge);
  EXPECT_THAT(merged.out, HasSubstr("added 3 campaigns and 24 runs"));
  EXPECT_THAT(place.run(merge).out, HasSubstr("0 runs (24 known)"));

  EXPECT_EQ(place.run({"report", "--store", "all.db", "--json", "all.json"}).code, 0);
  EXPECT_EQ(verdicts(read("all.json")), whole);
  const auto part = place.run({"report", "--store", "2.db"});
  EXPECT_EQ(part.code, 3);
  EXPECT_THAT(part.out, HasSubstr("shard 1/3, 3/3 is not in the store"));
}

TEST_F(Stored, ShardsOfDifferentProgramsAreNotOnePlan) {
  EXPECT_EQ(run({"--shard", "1/2", "--store", "1.db"}).code, 0);
  place.program("e2e_stored", std::string(kSpin) + "// another one\n");
  EXPECT_EQ(run({"--shard", "2/2", "--store", "2.db"}).code, 0);
  EXPECT_EQ(place.run({"merge", "all.db", "1.db", "2.db"}).code, 0);
  const auto told = place.run({"report", "--store", "all.db"});
  EXPECT_EQ(told.code, 3);
  EXPECT_THAT(told.out, HasSubstr("the program of spin is not the same in all shards"));
}

TEST_F(Stored, RunsAreShownAndCheckedAgain) {
  place.write("spin.json", about(kFew, "[1]"));
  ASSERT_EQ(run({}).code, 0);
  const auto listed = json::parse(place.run({"show", "--json"}).out);
  EXPECT_EQ(listed["runs"].size(), place.stored_runs());
  EXPECT_EQ(listed["campaign"]["finished"], true);
  const auto shown = place.run({"show", "1"});
  EXPECT_THAT(shown.out, AllOf(HasSubstr("run 1 of campaign 1"), HasSubstr("check few"), HasSubstr("reproduce")));
  EXPECT_THAT(place.run({"show", "1", "--stderr"}).out, StartsWith("SCHED "));
  EXPECT_EQ(place.run({"show", "999"}).code, 3);

  // The runs need neither the program nor its expectation any more.
  fs::remove_all(place.folder() / "e2e_stored");
  fs::remove(place.folder() / "spin.json");
  const auto again = place.run({"check", "--stored"});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
  EXPECT_THAT(again.err, HasSubstr("every outcome as it was stored"));
  place.write("threads.json",
              about(R"({"id": "none", "always": true, "until": "40ms", "field": "threads", "max": 0})", "[1]"));
  const auto other = place.run({"check", "--stored", "-e", "threads.json"});
  EXPECT_EQ(other.code, 1) << other.out << other.err;
  EXPECT_THAT(other.out, AllOf(HasSubstr("VIOLATED"), HasSubstr("threads <= 0")));
  EXPECT_EQ(place.stored_runs(), static_cast<std::size_t>(kRunsNeeded)) << "nothing was run for it";
}

TEST_F(Stored, ResumeAfterAnEditOfTheProgramDoesNotMix) {
  // .99/.90 needs 31 runs: time enough to interrupt it.
  auto text = about(kFew, "[1]");
  text.replace(text.find(R"("good": 0.9, "bad": 0.5)"), 23, R"("good": 0.99, "bad": 0.90, "max_runs": 40)");
  place.write("spin.json", text);
  const auto pid = place.start({"run", "spin.json", "--count-noisy", "--seed", "7"});
  for (int tries = 0; tries < 600; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    if (fs::exists(place.folder() / ".schedlitmus/store.db") && place.stored_runs() >= 2) break;
  }
  ::kill(pid, SIGINT);
  ASSERT_EQ(place.wait(pid).code, 130);
  const auto before = place.stored_runs();

  place.write("e2e_stored/program.json", R"({"build": {"tags": ["other"]}})");
  const auto resumed = place.run({"run", "spin.json", "--count-noisy", "--resume", "--json", "report.json"});
  EXPECT_EQ(resumed.code, 0) << resumed.out << resumed.err;
  EXPECT_THAT(resumed.err, AllOf(HasSubstr("program ./e2e_stored changed since campaign 1: its " +
                                           std::to_string(before) + " runs no longer count and are made again"),
                                 HasSubstr("0 finished runs are kept")));
  const auto cell = read("report.json")["cells"][0];
  EXPECT_EQ(cell["runs"], 31);
  EXPECT_EQ(cell["superseded_runs"], before);
  EXPECT_THAT(resumed.out, HasSubstr("--seed 7"));
  EXPECT_EQ(place.stored_runs(), 31 + before);
  EXPECT_EQ(place.run({"report"}).out, resumed.out);
  EXPECT_THAT(place.run({"show", "1"}).out, HasSubstr("no: made before the program or its Go was changed"));
}

TEST_F(Stored, CalibrationIsUsedFromThenOn) {
  ::setenv("XDG_STATE_HOME", (place.folder() / "state").c_str(), 1);
  const auto calibrated = place.run({"calibrate", "--go", "local", "--runs", "5"});
  EXPECT_THAT(calibrated.code, AnyOf(0, 2)) << calibrated.out << calibrated.err;
  EXPECT_THAT(calibrated.out, AllOf(HasSubstr("run_delay_share"), HasSubstr("against itself")));
  place.write("spin.json", about(kFew, "[1]"));
  (void)place.run({"run", "spin.json", "--allow-inconclusive", "--json", "report.json"});
  const auto source = read("report.json")["noise"]["limits_from"].get<std::string>();
  ::unsetenv("XDG_STATE_HOME");
  if (calibrated.code == 0) {
    EXPECT_THAT(source, HasSubstr("calibrated on this machine at"));
  } else {
    EXPECT_THAT(calibrated.err, HasSubstr("too busy to be calibrated"));
    EXPECT_THAT(source, HasSubstr("defaults"));
  }
}

/// Writes 24 MiB of numbered lines, and goes on under schedtrace.
constexpr const char* kMuch = R"(package main

import (
	"bufio"
	"fmt"
	"os"
	"time"
)

func main() {
	out := bufio.NewWriterSize(os.Stderr, 4096)
	for i := 0; i < 1<<20; i++ {
		fmt.Fprintf(out, "line %18d\n", i)
	}
	out.Flush()
	time.Sleep(100 * time.Millisecond)
	fmt.Fprintln(os.Stderr, "the last line")
}
)";

class MuchStored : public Stored {
 protected:
  MuchStored() {
    place.program("e2e_much", kMuch);
    auto text = about(R"({"id": "end", "outcome": "exit_status", "equals": 0})", "[1]");
    text.replace(text.find("./e2e_stored"), 12, "./e2e_much");
    text.replace(text.find("0.9, \"bad\": 0.5"), 15, "0.99, \"bad\": 0.01");  // one run decides
    place.write("much.json", text);
    text.replace(text.find(R"("outcome": "exit_status", "equals": 0)"), 37,
                 R"("always": true, "field": "gomaxprocs", "equals": 1)");
    place.write("more.json", text);
  }
  [[nodiscard]] Finished run_much(const std::vector<std::string>& more) const {
    std::vector<std::string> args{"run", "much.json", "--count-noisy", "--fixed", "1"};
    args.insert(args.end(), more.begin(), more.end());
    return place.run(args);
  }
};

TEST_F(MuchStored, AStreamIsKeptWholeAndItsEndCanBeChecked) {
  for (const char* capture : {"messages", "pipe"}) {
    const auto ran = run_much({"--capture", capture, "--store", capture});
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
    const auto shown = place.run({"show", "1", "--stderr", "--store", capture});
    ASSERT_EQ(shown.code, 0);
    EXPECT_EQ(shown.err, "");
    EXPECT_GT(shown.out.size(), std::size_t{24} << 20U);
    EXPECT_TRUE(shown.out.ends_with("the last line\n"));
    std::istringstream lines(shown.out);
    int last = -1;
    int seen = 0;
    for (std::string line; std::getline(lines, line);) {
      const auto at = line.find("line ");
      if (at != 0 || line.size() != 23) continue;  // the trace's, or torn by it
      const int number = std::stoi(line.substr(5));
      EXPECT_GT(number, last);
      last = number;
      ++seen;
    }
    EXPECT_EQ(last, (1 << 20) - 1);
    EXPECT_GE(seen, (1 << 20) - 5000);
    const auto checked = place.run({"check", "--stored", "-e", "more.json", "--store", capture});
    EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
    const auto in_store = json::parse(place.run({"show", "1", "--json", "--store", capture}).out)["run"];
    EXPECT_FALSE(in_store["stderr_cut"].get<bool>());
    EXPECT_LT(in_store["stored_bytes"].get<int>(), 8 << 20);
    EXPECT_GE(in_store["stderr_bytes"].get<int>(), 24 << 20);
  }
}

TEST_F(MuchStored, SoMuchIsKeptAsIsAskedFor) {
  ASSERT_EQ(run_much({"--max-kept", "1MiB", "--capture", "pipe"}).code, 0);
  const auto shown = place.run({"show", "1", "--stderr"});
  EXPECT_EQ(shown.out.size(), std::size_t{1} << 20U);
  EXPECT_THAT(shown.err, HasSubstr("only the beginning"));
  EXPECT_THAT(place.run({"show", "1"}).out, HasSubstr("of which the first 1 MB are kept"));
  const auto checked = place.run({"check", "--stored", "-e", "more.json"});
  EXPECT_EQ(checked.code, 2) << checked.out << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("only the first 1 MB of its stderr are kept"));
}

}  // namespace
}  // namespace schedlitmus::e2e
