#include "lesson/lesson_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expectation/loader.hpp"
#include "lesson/read_lesson.hpp"
#include "source_dir.hpp"

namespace schedlitmus::lesson {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kText = R"md(# T

```schedlitmus
{"run": "two", "program": "p", "go": ["1.5", "latest"], "gomaxprocs": 2, "whole": 4,
 "says": "eight wait", "checks": [{"id": "eight", "always": true, "field": "waiting", "max": 8}]}
```

```schedlitmus
{"says": "four and four", "of": "two", "go": "1.5",
 "checks": [{"id": "split", "at": "300ms", "field": "local_queues", "equals": [4, 4]}]}
```

```schedlitmus
{"show": "picture", "of": "two", "go": "latest", "when": {"field": "runqueue", "min": 2}}
```

```schedlitmus
{"show": "table", "of": "two", "value": {"at": "300ms", "field": "local_queues"}}
```
)md";

toolchain::Toolchain::Listing listing() {
  toolchain::Toolchain::Listing listing;
  for (const char* version : {"1.4.3", "1.5.4", "1.27.4"})
    listing.releases.push_back({*toolchain::Version::parse(version), true, true, "", toolchain::Source::module_cache});
  return listing;
}

Lesson lesson(const std::string& text = kText) {
  auto lesson = read_lesson(text, "docs/t.md", (schedlitmus::source_dir() / "expectations").string());
  EXPECT_TRUE(lesson);
  return lesson ? std::move(*lesson) : Lesson{};
}

std::vector<std::string> ids(const expectation::Expectation& expectation) {
  std::vector<std::string> ids;
  for (const auto& check : expectation.checks) ids.push_back(check.id);
  return ids;
}

TEST(LessonPlan, HasAnExpectationForEachRunOnEachRelease) {
  const auto plan = make_plan(lesson(), listing(), "", true);
  ASSERT_THAT(plan.errors, IsEmpty());
  ASSERT_EQ(plan.loaded.expectations.size(), 3U);
  EXPECT_EQ(plan.loaded.expectations[0].name, "t/two on 1.5.4");
  EXPECT_THAT(ids(plan.loaded.expectations[0]), ElementsAre("s1-eight", "s2-split", "shown-2"));
  EXPECT_EQ(plan.loaded.expectations[1].name, "t/two on 1.27.4");
  EXPECT_THAT(ids(plan.loaded.expectations[1]), ElementsAre("s1-eight", "shown-2"));
  EXPECT_EQ(plan.loaded.expectations[2].name, "t/two whole on 1.27.4");
  EXPECT_THAT(ids(plan.loaded.expectations[2]), ElementsAre("shown-1", "whole"));
  EXPECT_EQ(plan.loaded.expectations[2].hold.runs, 4);
  EXPECT_EQ(plan.loaded.expectations[2].scenario.go, "1.27.4");
}

TEST(LessonPlan, ToCheckTakesNoRunsToTheirEnd) {
  const auto plan = make_plan(lesson(), listing(), "", false);
  ASSERT_EQ(plan.loaded.expectations.size(), 2U);
  EXPECT_THAT(ids(plan.loaded.expectations[0]), ElementsAre("s1-eight", "s2-split"));
}

TEST(LessonPlan, SourcesReadBackAsTheSameExpectations) {
  const auto plan = make_plan(lesson(), listing(), "", true);
  ASSERT_EQ(plan.loaded.expectations.size(), 3U);
  for (const auto& expectation : plan.loaded.expectations) {
    const auto again = expectation::parse(expectation.source, expectation.file, expectation.name);
    ASSERT_TRUE(again) << expectation.source;
    EXPECT_EQ(ids(*again), ids(expectation));
    EXPECT_EQ(again->scenario.go, expectation.scenario.go);
    EXPECT_EQ(again->hold.runs, expectation.hold.runs);
    for (std::size_t i = 0; i < again->checks.size(); ++i)
      EXPECT_EQ(describe(again->checks[i]), describe(expectation.checks[i]));
  }
}

TEST(LessonPlan, OtherReleasesAreForAllThatIsSaidAndShown) {
  const auto plan = make_plan(lesson(), listing(), "1.4", true);
  ASSERT_THAT(plan.errors, IsEmpty());
  EXPECT_THAT(plan.of_statement, ElementsAre(ElementsAre(0U), ElementsAre(0U)));
  EXPECT_THAT(plan.of_show, ElementsAre(ElementsAre(0U), ElementsAre(0U)));
  EXPECT_EQ(plan.loaded.expectations[0].scenario.go, "1.4.3");
}

TEST(LessonPlan, TellsReleasesThatAreNotThere) {
  EXPECT_THAT(make_plan(lesson(), listing(), "1.99", true).errors, ElementsAre(Field(&Error::where, "--go")));
  std::string text = kText;
  text.replace(text.find("\"go\": \"latest\""), 14, "\"go\": \"1.4\"");
  EXPECT_THAT(make_plan(lesson(text), listing(), "", true).errors,
              ElementsAre(Field(&Error::what, HasSubstr("run \"two\" is not on Go 1.4"))));
}

TEST(LessonPlan, APictureIsOfOneRelease) {
  std::string text = kText;
  text.erase(text.find("\"go\": \"latest\", "), 16);
  EXPECT_THAT(make_plan(lesson(text), listing(), "", true).errors,
              ElementsAre(Field(&Error::what, "of which release is the picture?")));
}

}  // namespace
}  // namespace schedlitmus::lesson
