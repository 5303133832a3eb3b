// A lesson on real releases: it holds and is filled in, its false twin fails
// and says which statement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/driver.hpp"
#include "source_dir.hpp"

namespace schedlitmus::e2e {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kLesson = R"md(# Who runs first

```schedlitmus
{"run": "order", "expectation": "queues/last_started_runs_first", "go": ["1.4", "1.5"], "whole": 1}
```

Ten goroutines are started on one P.

```schedlitmus
{"says": "On 1.5 the last one runs first", "of": "order", "go": "1.5", "check": ["last-is-first", "others-in-order"]}
```

```schedlitmus
{"says": "On 1.4 it did not", "of": "order", "go": "1.4", "check": "last-is-first", "violated": ["last-is-first"]}
```

```schedlitmus
{"run": "queue", "program": "queue_behind_main", "args": ["-goroutines=10"], "go": "1.5", "gomaxprocs": 1,
 "trace": {"period": "10ms"}, "deadline": "5s", "whole": 2,
 "says": "Nine wait in the queue",
 "checks": [{"id": "nine", "at": "40ms", "within": "30ms", "field": "local_queues", "equals": [9]}]}
```

```schedlitmus
{"show": "excerpt", "of": "queue", "when": {"field": "local_queues", "equals": [9]}, "lines": 1, "caption": "Nine wait."}
```

```schedlitmus
{"show": "picture", "of": "queue", "when": {"field": "local_queues", "equals": [9]}}
```

```schedlitmus
{"show": "table", "of": "order", "check": "last-is-first"}
```

```schedlitmus
{"show": "stdout", "of": "order"}
```
)md";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Lesson, HoldsAndIsFilledIn) {
  const Workplace place;
  place.write("who.md", kLesson);
  const auto markdown = place.run({"lesson", "who.md", "-o", "out.md", "--quiet", "--count-noisy"});
  ASSERT_EQ(markdown.code, 0) << markdown.out << markdown.err;
  EXPECT_THAT(markdown.out, HasSubstr("3 statements hold"));
  const auto filled = place.read("out.md");
  EXPECT_THAT(filled, ContainsRegex("SCHED [0-9]+ms: gomaxprocs=1 .*\\[9\\]"));
  EXPECT_THAT(filled, HasSubstr("order [9 0 1 2 3 4 5 6 7 8]"));
  EXPECT_THAT(filled, HasSubstr("| Go 1.5.4 | HOLDS"));
  EXPECT_THAT(filled, HasSubstr("./schedlitmus capture queue_behind_main --go 1.5.4 --gomaxprocs 1"));
  EXPECT_THAT(filled, Not(HasSubstr("```schedlitmus")));
  EXPECT_THAT(place.read("out-1.svg"), HasSubstr("<title>The Go scheduler at"));

  // The same runs again, as a page.
  const auto page = place.run({"lesson", "who.md", "-o", "out.html", "--quiet", "--count-noisy", "--resume"});
  ASSERT_EQ(page.code, 0) << page.out << page.err;
  EXPECT_THAT(place.read("out.html"), HasSubstr("default-src &#39;none&#39;"));
}

TEST(Lesson, FailsWithAFalseStatementAndSaysWhichAndWhatWasSeen) {
  const Workplace place;
  place.write("false.md", replaced(kLesson, "\"equals\": [9]}]}", "\"equals\": [7]}]}"));
  const auto checked = place.run({"lesson", "false.md", "--check", "--quiet", "--count-noisy"});
  EXPECT_EQ(checked.code, 1) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("false.md:18  Nine wait in the queue"));
  EXPECT_THAT(checked.out, HasSubstr("expected  local_queues = [7]"));
  EXPECT_THAT(checked.out, HasSubstr("[9] in"));
}

TEST(Lesson, FailsOnAReleaseWhereItDoesNotHold) {
  const Workplace place;
  place.write("who.md", kLesson);
  const auto checked = place.run({"lesson", "who.md", "--check", "--go", "1.4", "--quiet", "--count-noisy"});
  EXPECT_EQ(checked.code, 1) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("who.md:10  On 1.5 the last one runs first  (Go 1.4.3)"));
  EXPECT_THAT(checked.out, HasSubstr("VIOLATED"));
}

TEST(Lesson, WithErrorsIsNotRun) {
  const Workplace place;
  place.write("bad.md", replaced(kLesson, "\"lines\": 1", "\"line\": 1"));
  const auto refused = place.run({"lesson", "bad.md", "--check"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("bad.md:25:"));
  EXPECT_THAT(refused.err, HasSubstr("unknown key \"line\""));
}

TEST(Lesson, OursOnRunnextHolds) {
  const Workplace place;
  const auto lesson = (schedlitmus::source_dir() / "docs" / "lessons" / "runnext.md").string();
  const auto checked = place.run({"lesson", lesson, "--check", "--quiet", "--count-noisy"});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
}

TEST(New, GivesStartsThatWork) {
  const Workplace place;
  for (const std::vector<std::string>& args : {std::vector<std::string>{"new", "program", "./mine"},
                                               {"new", "expectation", "./mine", "--program", "./mine"},
                                               {"new", "lesson", "./mine"}}) {
    const auto made = place.run(args);
    ASSERT_EQ(made.code, 0) << made.err;
  }
  EXPECT_EQ(place.run({"new", "lesson", "./mine"}).code, 3) << "it is there already";
  const auto linted = place.run({"lint", "mine.json"});
  EXPECT_THAT(linted.out, HasSubstr("0 errors, 0 warnings"));
  const auto ran = place.run({"run", "mine.json", "--quiet", "--count-noisy"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  const auto taught = place.run({"lesson", "mine.md", "--check", "--quiet", "--count-noisy"});
  EXPECT_EQ(taught.code, 0) << taught.out << taught.err;
}

}  // namespace
}  // namespace schedlitmus::e2e
