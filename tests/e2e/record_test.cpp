// Recordings: an expectation made of what a program did holds for it, and no
// longer once the program does something else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

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

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Record, HoldsForTheProgramAndIsViolatedByAnotherOne) {
  const Workplace place;
  place.program("napper", kAsleep);
  const auto recorded = place.run({"record", "./napper", "--go", "local", "--runs", "10", "--period", "20ms",
                                   "--count-noisy", "--seed", "3", "-o", "napper.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  EXPECT_THAT(recorded.err, HasSubstr("recorded; 10 runs of the store hold them"));
  const auto text = text_of(place.folder() / "napper.json");
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
  EXPECT_EQ(text_of(place.folder() / "mine.json"), "mine");
}

TEST(Record, AProgramWithoutATraceIsNoRecording) {
  const Workplace place;
  place.program("brief", "package main\n\nfunc main() {}\n");
  const auto refused = place.run({"record", "./brief", "--go", "local", "--runs", "10", "--count-noisy"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_EQ(refused.out, "");
}

TEST(Record, TellsReleasesApart) {
  const Workplace place;
  const auto recorded = place.run({"record", "ten_goroutines", "--go", "1.13,1.27", "--runs", "12", "--count-noisy",
                                   "--seed", "7", "-o", "ten.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  EXPECT_THAT(recorded.err, Not(HasSubstr(" 0 of them tell the releases apart")));
  const auto text = text_of(place.folder() / "ten.json");
  EXPECT_THAT(text, HasSubstr("VIOLATED there with a probability of"));
  EXPECT_THAT(text, HasSubstr(R"("go": "1.27")"));
  const auto again = place.run({"check", "--stored", "-e", "ten.json"});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
}

}  // namespace
}  // namespace schedlitmus::e2e
