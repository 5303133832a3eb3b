#include "lesson/writers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lesson/fill.hpp"
#include "lesson/read_lesson.hpp"
#include "source_dir.hpp"

namespace schedlitmus::lesson {
namespace {

using report::Judgement;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kText = R"md(# Four & four

Before.

```schedlitmus
{"run": "two", "program": "p", "go": ["1.5", "latest"], "gomaxprocs": 2,
 "says": "`[4 4]` is seen", "checks": [{"id": "split", "at": "300ms", "field": "local_queues", "equals": [4, 4]}]}
```

Between.

```schedlitmus
{"show": "excerpt", "of": "two", "go": "1.5", "at": "300ms", "lines": 1, "caption": "Look at `[4 4]`."}
```

```schedlitmus
{"show": "picture", "of": "two", "go": "1.5", "at": "300ms"}
```

```schedlitmus
{"show": "table", "of": "two", "check": "split"}
```

```schedlitmus
{"show": "explained", "of": "two", "go": "1.5", "at": "300ms"}
```

After.
)md";

Lesson lesson() {
  auto lesson = read_lesson(kText, "l.md", (schedlitmus::source_dir() / "expectations").string());
  EXPECT_TRUE(lesson);
  return lesson ? std::move(*lesson) : Lesson{};
}

/// On 1.5 it holds, on the newest it does not.
Taught taught() {
  Taught taught;
  taught.report.context.host = "Linux, 2 CPUs";
  taught.command = "./schedlitmus lesson l.md --check --seed 7";
  const CheckSaid good{"local_queues = [4 4] at 300ms", Judgement::ok,       "HOLDS",
                       "held in 8 of 8 runs",           {"[4 4] in 8 runs"}, ""};
  const CheckSaid bad{"local_queues = [4 4] at 300ms",
                      Judgement::failed,
                      "VIOLATED",
                      "held in 0 of 3 runs",
                      {"[1 0] in 2 runs (missed)", "[3 1] in 1 run (missed)"},
                      ""};
  taught.statements.push_back({{{"1.5.4", Judgement::ok, {good}, ""}, {"1.27.4", Judgement::failed, {bad}, ""}}});
  Shown excerpt;
  excerpt.text = "SCHED 300ms: <b>``` [4 4]\n";
  excerpt.language = "text";
  excerpt.caption = "Look at `[4 4]`.";
  excerpt.made = {{"release", "Go 1.5.4"}, {"again", "./schedlitmus capture p", true}};
  Shown picture;
  picture.svg = "<svg><title>The Go scheduler at 300 ms</title></svg>\n";
  Shown table;
  table.table = {{"release", "seen"}, {"Go 1.5.4", "[4 4] | <i>"}};
  Shown words;
  words.words = "## At 300 ms\n\n- **P0** runs on **M0**. <script>x</script>\n";
  taught.shows = {excerpt, picture, table, words};
  return taught;
}

TEST(LessonMarkdown, IsTheLessonWithTheRealThingInPlace) {
  const auto filled = to_markdown(lesson(), taught(), "out");
  EXPECT_EQ(filled.text, R"md(# Four & four

Before.

> program p, GOMAXPROCS=2

> **`[4 4]` is seen**
>
> - ✓ Go 1.5.4: `local_queues = [4 4] at 300ms`, held in 8 of 8 runs
> - ✗ Go 1.27.4: `local_queues = [4 4] at 300ms`, VIOLATED&#58; held in 0 of 3 runs

Between.

Look at `[4 4]`.

````text
SCHED 300ms: <b>``` [4 4]
````

*Go 1.5.4; `./schedlitmus capture p`*

![The Go scheduler at 300 ms](out-1.svg)

| release | seen |
| --- | --- |
| Go 1.5.4 | &#91;4 4&#93; &#124; &#60;i&#62; |

**At 300 ms**

- **P0** runs on **M0**. &#60;script>x&#60;/script>

After.

---

*1 statement does not hold; 0 runs; Linux, 2 CPUs. Checked again with* `./schedlitmus lesson l.md --check --seed 7`
)md");
  EXPECT_THAT(filled.pictures, testing::ElementsAre(testing::Pair("out-1.svg", HasSubstr("<svg>"))));
}

TEST(LessonPage, HasItAllAndAllowsNothing) {
  const auto page = to_html(lesson(), taught());
  EXPECT_THAT(page, HasSubstr("default-src &#39;none&#39;"));
  EXPECT_THAT(page, HasSubstr("<title>Four &amp; four</title>"));
  EXPECT_THAT(page, HasSubstr("SCHED 300ms: &lt;b&gt;``` [4 4]"));
  EXPECT_THAT(page, HasSubstr("<svg><title>The Go scheduler at 300 ms</title></svg>"));
  EXPECT_THAT(page, HasSubstr("<td>[4 4] | &lt;i&gt;</td>"));
  EXPECT_THAT(page, HasSubstr("not true: "));
  EXPECT_THAT(page, HasSubstr("<p>After.</p>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

TEST(LessonSummary, NamesTheLineTheReleaseAndWhatWasSeen) {
  const auto text = to_terminal(lesson(), taught(), {});
  EXPECT_THAT(text, HasSubstr("✗ l.md:6  [4 4] is seen  (Go 1.5.4, 1.27.4)\n"
                              "       on Go 1.27.4\n"
                              "         expected  local_queues = [4 4] at 300ms\n"
                              "         seen      [1 0] in 2 runs (missed), [3 1] in 1 run (missed)\n"
                              "         verdict   VIOLATED: held in 0 of 3 runs\n"));
}

TEST(LessonSummary, NamesABlockThatHasNothingToShow) {
  auto result = taught();
  result.shows[1].missing = "no sample in 3 runs";
  EXPECT_THAT(to_terminal(lesson(), result, {}), HasSubstr("l.md:17  the picture: no sample in 3 runs\n"));
  result.statements[0].on.pop_back();
  EXPECT_EQ(exit_code(result), 1);
}

TEST(LessonExitCode, IsThatOfRun) {
  auto result = taught();
  EXPECT_EQ(exit_code(result), 1);
  result.statements[0].on[1].judgement = Judgement::inconclusive;
  EXPECT_EQ(exit_code(result), 2);
  result.statements[0].on[1].judgement = Judgement::ok;
  EXPECT_EQ(exit_code(result), 0);
  result.statements[0].on[0].judgement = result.statements[0].on[1].judgement = Judgement::skipped;
  EXPECT_EQ(exit_code(result), 3) << "nothing was checked";
  result.report.interrupted = true;
  EXPECT_EQ(exit_code(result), 130);
}

TEST(LessonHistogram, HasTheSameBarsForEachRelease) {
  report::CheckReport first, second;
  first.verdict.histogram = {{.seen = "[4 4]", .runs = 8, .held = true}};
  second.verdict.histogram = {{.seen = "[1 0]", .runs = 2, .held = true}};
  const auto svg = histogram_svg({{"1.5.4", "1.27.4"}, {&first, &second}}, "Queues", trace::PictureFor::page);
  for (const auto* part : {"<title>Queues</title>",
                           "<desc>Go 1.5.4: [4 4] in 8 runs. Go 1.27.4: [1 0] in 2 runs.</desc>", ">8 runs<", ">none<"})
    EXPECT_THAT(svg, HasSubstr(part));
}

TEST(LessonSource, TakesAFunctionWithItsComment) {
  const std::string source =
      "package main\n\nimport \"fmt\"\n\n// spin counts.\nvar spin = func() {\n\tx()\n}\n\nfunc main() {\n}\n";
  EXPECT_EQ(part_of_source(source, "spin"), "// spin counts.\nvar spin = func() {\n\tx()\n}\n");
  EXPECT_EQ(part_of_source(source, "main"), "func main() {\n}\n");
  EXPECT_EQ(part_of_source(source, "none"), "");
}

}  // namespace
}  // namespace schedlitmus::lesson
