#include "lesson/read_lesson.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "expectation/loader.hpp"
#include "lesson/start.hpp"
#include "source_dir.hpp"
#include "support/files.hpp"

namespace schedlitmus::lesson {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

const std::string kExpectations = (schedlitmus::source_dir() / "expectations").string();

std::string block(const std::string& json) { return "```schedlitmus\n" + json + "\n```\n"; }

/// In line 2, with a statement; further blocks begin at line 4.
const std::string kRun = block(
    R"({"run": "two", "program": "ten_goroutines", "go": ["1.5", "latest"], "gomaxprocs": 2, "trace": {"period": "25ms"}, "checks": [{"id": "split", "at": "300ms", "within": "50ms", "field": "local_queues", "equals": [4, 4]}]})");

Lesson read(const std::string& text) {
  auto lesson = read_lesson(text, "l.md", kExpectations);
  if (lesson) return std::move(*lesson);
  for (const auto& error : lesson.error()) ADD_FAILURE() << to_string(error);
  return {};
}

std::vector<Error> errors_of(const std::string& text) {
  auto lesson = read_lesson(text, "l.md", kExpectations);
  return lesson ? std::vector<Error>{} : lesson.error();
}

testing::Matcher<const Error&> is_error(const std::string& where, const std::string& what,
                                        const std::string& hint = "") {
  return AllOf(Field(&Error::where, where), Field(&Error::what, HasSubstr(what)), Field(&Error::hint, HasSubstr(hint)));
}

TEST(ReadLesson, ReadsRunsStatementsAndWhatIsShown) {
  const auto lesson =
      read("# Title\n\n" + kRun + block(R"({"says": "so", "of": "two", "go": "1.5", "violated": ["b"],
  "checks": [{"id": "a", "always": true, "field": "runqueue", "max": 9}, {"id": "b", "always": true, "field": "threads", "max": 2}]})") +
           block(R"({"show": "excerpt", "of": "two", "go": "1.5", "when": {"field": "local_queues", "equals": [4, 4]},
  "lines": 5, "every": "100ms", "rename": true, "round": "10ms", "caption": "c"})"));
  EXPECT_EQ(lesson.title, "Title");
  ASSERT_EQ(lesson.runs.size(), 1U);
  EXPECT_EQ(lesson.runs[0].releases.go, "1.5, latest");
  EXPECT_EQ(lesson.runs[0].read.scenario.gomaxprocs, std::vector<int>{2});
  ASSERT_EQ(lesson.statements.size(), 2U);
  EXPECT_EQ(lesson.statements[0].checks.read[0].id, "split");
  EXPECT_EQ(lesson.statements[1].says, "so");
  EXPECT_EQ(lesson.statements[1].position.line, 7);
  EXPECT_THAT(lesson.statements[1].violated, ElementsAre("b"));
  ASSERT_EQ(lesson.shows.size(), 1U);
  EXPECT_EQ(lesson.shows[0].kind, ShowKind::excerpt);
  EXPECT_EQ(lesson.shows[0].every, Millis(100));
  EXPECT_EQ(lesson.shows[0].sample->read[0].quantifier, expectation::Quantifier::eventually);
  ASSERT_EQ(lesson.blocks.size(), 3U);
  EXPECT_TRUE(lesson.blocks[0].run && lesson.blocks[0].statement);
}

TEST(ReadLesson, TakesARunAndItsChecksFromAnExpectation) {
  const auto lesson = read(
      block(R"({"run": "r", "expectation": "queues/last_started_runs_first", "go": "1.5", "check": "last-is-first"})"));
  ASSERT_EQ(lesson.statements.size(), 1U);
  EXPECT_EQ(lesson.runs[0].read.scenario.program, "runnext_order");
  EXPECT_EQ(lesson.runs[0].read.hold.bad, 0.60);
  EXPECT_EQ(lesson.statements[0].checks.read[0].id, "last-is-first");
}

TEST(ReadLesson, AValueNeedsNoCondition) {
  const auto lesson =
      read(kRun + block(R"({"show": "histogram", "of": "two", "value": {"at": "300ms", "field": "local_queues"}})") +
           block(R"({"show": "table", "of": "two", "value": {"outcome": "stdout"}})"));
  EXPECT_TRUE(lesson.shows[0].value && lesson.shows[1].value);
}

TEST(ReadLesson, TellsErrorsAtTheirPlaceInTheMarkdown) {
  EXPECT_THAT(errors_of(kRun + "\n" + block("{\"show\": \"excerpt\", \"of\": \"two\",\n \"lines\": 3, \"wen\": 1}")),
              ElementsAre(is_error("l.md:6:1", "which sample is meant?"),
                          is_error("l.md:7:14", "unknown key \"wen\"", "when")));
  EXPECT_THAT(errors_of(block(R"({"run": "a", "program": "p", "go": "1.5", "gomaxprocs": 2,
"checks": [{"id": "x", "at": "300ms", "field": "local_queue", "equals": 1}]})")),
              ElementsAre(is_error("l.md:3:48", "unknown field \"local_queue\"", "local_queues")));
}

TEST(ReadLesson, RefusesWhatIsNotThere) {
  EXPECT_THAT(errors_of(kRun + block(R"({"show": "picture", "of": "tow", "at": "1s"})")),
              ElementsAre(is_error("l.md:5:27", "no block before runs \"tow\"", "two")));
  EXPECT_THAT(errors_of(kRun + block(R"({"show": "pictur", "of": "two", "at": "1s"})")),
              ElementsAre(is_error("l.md:5:10", "\"pictur\" is nothing that can be shown", "picture")));
  EXPECT_THAT(errors_of(kRun + block(R"({"says": "x", "of": "two", "check": "split"})")),
              ElementsAre(is_error("l.md:5:37", "no check of run \"two\" has the id \"split\"")));
  EXPECT_THAT(errors_of(block(R"({"run": "r", "expectation": "queues/none", "go": "1.5"})")),
              ElementsAre(is_error("l.md:2:29", "the expectation \"queues/none\"")));
}

TEST(ReadLesson, RefusesBlocksThatSayTwoThingsOrNone) {
  EXPECT_THAT(errors_of(kRun + block(R"({"says": "x", "of": "two"})")),
              ElementsAre(is_error("l.md:5:1", "a statement without checks")));
  EXPECT_THAT(errors_of(kRun + block("{}")), ElementsAre(is_error("l.md:5:1", "neither runs, nor says, nor shows")));
  EXPECT_THAT(
      errors_of(kRun + block(R"({"show": "film", "of": "two", "at": "1s", "when": {"field": "threads", "min": 1}})")),
      ElementsAre(is_error("l.md:5:1", "\"at\" beside \"when\"")));
  EXPECT_THAT(errors_of(kRun + kRun), ElementsAre(is_error("l.md:5:9", "a second run with the name \"two\"")));
  EXPECT_THAT(errors_of("# T\n"), ElementsAre(is_error("l.md", "says nothing that could be checked")));
}

TEST(ReadLesson, TellsWhatIsWrongWithARunOnce) {
  EXPECT_THAT(
      errors_of(
          block(R"({"run": "r", "program": "p", "go": "1.5", "gomaxprocs": 2, "trace": {"period": 3}})") +
          block(R"({"says": "x", "of": "r", "checks": [{"id": "a", "always": true, "field": "threads", "max": 2}]})")),
      ElementsAre(is_error("l.md:2:80", "\"period\"")));
}

TEST(ReadLesson, RefusesSelectorsThatAreNone) {
  EXPECT_THAT(errors_of(kRun + block(R"({"show": "picture", "of": "two", "at": "1s", "go": "yesterday"})")),
              ElementsAre(is_error("l.md:5:52", "yesterday")));
}

TEST(ReadLesson, ReadsAllOfOurs) {
  int lessons = 0;
  for (const auto& entry : std::filesystem::directory_iterator(schedlitmus::source_dir() / "docs" / "lessons")) {
    const auto lesson = read_lesson(read_file(entry.path()).value(), entry.path().filename().string(), kExpectations);
    EXPECT_TRUE(lesson) << to_string(lesson.error().front());
    ++lessons;
  }
  EXPECT_GE(lessons, 6);
}

TEST(ReadLesson, ReadsTheOneToBeginWith) {
  EXPECT_EQ(read(new_lesson("Mine")).title, "Mine");
  EXPECT_TRUE(expectation::parse(new_expectation("ten_goroutines"), "new.json", "new"));
}

}  // namespace
}  // namespace schedlitmus::lesson
