// Recordings: an expectation made of what a program did holds for it, and no
// longer once the program does something else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kAsleep = R"(package main

import "time"

func main() { time.Sleep(400 * time.Millisecond) }
)";

constexpr const char* kBusy = R"(package main

import "time"

func main() {
	end := time.Now().Add(400 * time.Millisecond)
	done := make(chan bool)
	for i := 0; i < 4; i++ {
		go func() {
			for time.Now().Before(end) {
			}
			done <- true
		}()
	}
	for i := 0; i < 4; i++ {
		<-done
	}
}
)";

TEST(Record, HoldsForTheProgramAndIsViolatedByAnotherOne) {
  const Workplace place;
  place.program("napper", kAsleep);
  const auto recorded = place.run({"record", "./napper", "--go", "local", "--runs", "10", "--period", "20ms",
                                   "--count-noisy", "--seed", "3", "-o", "napper.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  EXPECT_THAT(recorded.err, HasSubstr("recorded; 10 runs of the store hold them"));
  const auto text = place.read("napper.json");
  EXPECT_THAT(text, HasSubstr("Seed 3, campaign 1 of"));
  EXPECT_THAT(text, HasSubstr(R"("program": "./napper")"));
  EXPECT_THAT(text, HasSubstr(R"("field": "idleprocs")"));

  const auto lint = place.run({"lint", "napper.json"});
  EXPECT_EQ(lint.code, 0) << lint.out << lint.err;
  const auto same = place.run({"run", "napper.json", "--count-noisy"});
  EXPECT_EQ(same.code, 0) << same.out << same.err;

  place.program("napper", kBusy);
  const auto changed = place.run({"run", "napper.json", "--count-noisy"});
  EXPECT_EQ(changed.code, 1) << changed.out << changed.err;
  EXPECT_THAT(changed.out, HasSubstr("VIOLATED"));
}

TEST(Record, ReplacesNoFile) {
  const Workplace place;
  place.program("napper", kAsleep);
  place.write("mine.json", "mine");
  const auto refused = place.run({"record", "./napper", "--go", "local", "-o", "mine.json"});
  EXPECT_EQ(refused.code, 64);
  EXPECT_THAT(refused.err, HasSubstr("the file is there already"));
  EXPECT_EQ(place.read("mine.json"), "mine");
}

TEST(Record, KnowsWhatAProgramPrintsAndHowItEnds) {
  const Workplace place;
  place.program("teller", R"(package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	fmt.Println("measure: served=120")
	fmt.Printf("measure: now=%d\n", time.Now().UnixNano()%1000000)
	fmt.Printf("started: %d\n", time.Now().UnixNano())
	fmt.Println("mode: fast")
	fmt.Println("ready (to serve).")
	os.Exit(3)
}
)");
  const auto recorded =
      place.run({"record", "./teller", "--go", "local", "--runs", "10", "--count-noisy", "-o", "teller.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  const auto text = place.read("teller.json");
  EXPECT_THAT(text, HasSubstr(R"("measure": "served", "equals": 120)"));
  EXPECT_THAT(text, HasSubstr(R"("outcome": "exit_status", "equals": 3)"));
  EXPECT_THAT(text, HasSubstr(R"("pattern": "^mode[:=] *(.*)$", "equals": "fast")"));
  EXPECT_THAT(text, HasSubstr(R"("matches": "^ready \\(to serve\\)\\.$")"));
  EXPECT_THAT(text, Not(HasSubstr("started"))) << "another one in each run";
  EXPECT_THAT(text, Not(HasSubstr("timed_out"))) << "the exit status says so";
  EXPECT_EQ(place.run({"lint", "teller.json"}).code, 0);
  const auto same = place.run({"run", "teller.json", "--count-noisy"});
  EXPECT_EQ(same.code, 0) << same.out << same.err;
}

TEST(Record, TellsReleasesApartByWhatTheProgramPrints) {
  const Workplace place;
  const auto recorded =
      place.run({"record", "loop_variable", "--go", "1.21,1.22", "--runs", "10", "--count-noisy", "-o", "loop.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  const auto text = place.read("loop.json");
  EXPECT_THAT(text, HasSubstr(R"("measure": "variables", "equals": 1)"));
  EXPECT_THAT(text, HasSubstr(R"("measure": "variables", "equals": 10)"));
  EXPECT_THAT(text, HasSubstr("VIOLATED there with a probability of"));
  const auto again = place.run({"run", "loop.json", "--count-noisy"});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
}

TEST(Record, ARecordingOfOneReleaseIsViolatedOnAnotherOne) {
  const Workplace place;
  const auto recorded =
      place.run({"record", "loop_variable", "--go", "1.21", "--runs", "10", "--count-noisy", "-o", "loop.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  const auto changed = place.run({"run", "loop.json", "--go", "1.22", "--count-noisy"});
  EXPECT_EQ(changed.code, 1) << changed.out << changed.err;
}

TEST(Record, WhatIsAnotherOneInEachRunIsNoRecording) {
  const Workplace place;
  place.program("dice", R"(package main

import (
	"os"
	"time"
)

func main() { os.Exit(1 + int(time.Now().UnixNano()/1000)%97) }
)");
  const auto refused = place.run({"record", "./dice", "--go", "local", "--runs", "15", "--count-noisy", "-j", "1"});
  EXPECT_EQ(refused.code, 0) << "that it ends before its deadline is so in each run";
  EXPECT_THAT(refused.out, HasSubstr(R"("outcome": "timed_out", "equals": false)"));
  EXPECT_THAT(refused.out, Not(HasSubstr("exit_status")));
}

TEST(Record, TellsReleasesApart) {
  const Workplace place;
  const auto recorded = place.run({"record", "ten_goroutines", "--go", "1.13,1.27", "--runs", "12", "--count-noisy",
                                   "--seed", "7", "-o", "ten.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  EXPECT_THAT(recorded.err, Not(HasSubstr(" 0 of them tell the releases apart")));
  const auto text = place.read("ten.json");
  EXPECT_THAT(text, HasSubstr("VIOLATED there with a probability of"));
  EXPECT_THAT(text, HasSubstr(R"("go": "1.27")"));
  const auto again = place.run({"check", "--stored", "-e", "ten.json"});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
}

}  // namespace
}  // namespace schedlitmus::e2e
