// The keys that say what is looked at and what it should be, as the loader reads them.
#include "expectation/read_subject.hpp"

#include <gmock/gmock.h>

#include "expectation/condition.hpp"
#include "expectation/loader.hpp"
#include "unit/expectation/texts.hpp"

namespace schedlitmus::expectation {
namespace {

using List = Observation::List;

/// The check of those keys, in a detailed trace of two Ps, of a program or what else is `run`.
Check read(const std::string& keys, const std::string& run = R"("program": "p")") {
  const auto file = parse(file_text("{" + run + R"(, "go": "1.5", "gomaxprocs": [2], "trace": {"detail": true}})",
                                    R"({"id": "c", )" + keys + "}"),
                          "f", "f");
  if (file) return file->checks.at(0);
  ADD_FAILURE() << keys << ": " << to_string(file.error().front());
  return {};
}

TEST(ReadSubject, ReadsWhatIsLookedAt) {
  EXPECT_EQ(describe(read(R"("at": "2s", "ratio": ["p.syscalltick", "schedticks"], "max": 2)")),
            "p.syscalltick / schedticks <= 2 at 2s");
  EXPECT_EQ(describe(read(R"("at": "2s", "difference": ["threads", "idlethreads"], "max": "gomaxprocs + 1")")),
            "threads - idlethreads <= gomaxprocs + 1 at 2s");
  EXPECT_EQ(describe(read(R"("at": "2s", "goroutines": {"status": "waiting", "locked": false}, "min": 1)")),
            "goroutines waiting, not locked >= 1 at 2s");
  EXPECT_EQ(describe(read(R"("at": "2s", "goroutines": {"status": 6}, "min": 1)")), "goroutines dead >= 1 at 2s");
  EXPECT_EQ(describe(read(R"("at": "2s", "goroutines": {}, "equals": 3, "tolerance": "10%")")),
            "goroutines = 3 ±10 % at 2s");
  EXPECT_EQ(describe(read(R"("at": "2s", "field": "p.status", "ps": "any", "equals": 2)")),
            "some of p.status = 2 at 2s");
}

TEST(ReadSubject, ReadsWhatIsKnownAtTheEnd) {
  EXPECT_EQ(describe(read(R"("measure": "served", "min": 5)")), "measure served >= 5");
  EXPECT_EQ(describe(read(R"("outcome": "exit_status", "one_of": [0, 2])")), "exit_status = 0 or 2");
  EXPECT_EQ(describe(read(R"("outcome": "timed_out", "equals": false)")), "timed_out = false");
  EXPECT_EQ(describe(read(R"("outcome": "fatal_error", "matches": "deadlock")")), R"(fatal_error matches "deadlock")");
  EXPECT_EQ(describe(read(R"x("outcome": "stdout", "pattern": "won: (.*)", "equals": "ping")x")),
            R"x(stdout picked by "won: (.*)" = "ping")x");
  EXPECT_TRUE(is_of_run(read(R"("outcome": "signal", "equals": "")").subject));
}

TEST(ReadSubject, ReadsListsOfWhichOneIsRight) {
  const Check check = read(R"("at": "2s", "field": "local_queues", "one_of": [[8, 0], [4, 4]], "order": "any")");
  EXPECT_EQ(describe(check), "local_queues = [8 0] or [4 4] in any order at 2s");
  EXPECT_TRUE(satisfies(check.condition, Observation{List{0, 8}}));
}

TEST(ReadSubject, HasAMeaningAndAnExampleForEachKey) {
  for (const SubjectKey& key : subject_keys()) {
    EXPECT_FALSE(key.meaning.empty());
    std::string text = "\"" + std::string(key.name) + "\": " + std::string(key.example) +
                       (key.name == "diagnosis" ? R"(, "never": true)" : R"(, "equals": 0)");
    if (!key.of_run) text += R"(, "at": "2s")";
    const Check check =
        key.name == "load"
            ? read(text, R"("command": {"build": "./s", "ready": {"after": "1s"}, "load": {"build": "./l"}})")
            : read(text);
    EXPECT_EQ(is_of_run(check.subject), key.of_run) << text;
  }
}

TEST(ReadSubject, TakesItsBoundsToBePossibleForEachSetting) {
  const auto file = parse(file_text(R"({"program": "p", "go": "1.5", "gomaxprocs": [2, 8]})",
                                    R"({"id": "c", "at": "2s", "field": "threads", "min": "gomaxprocs", "max": 7})"),
                          "f", "f");
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().front().what, "max 7 is below min gomaxprocs where gomaxprocs is 8");
}

}  // namespace
}  // namespace schedlitmus::expectation
