// defaults.json: what an expectation has from its folders.
#include <gmock/gmock.h>

#include <random>

#include "expectation/defaults.hpp"
#include "expectation/loader.hpp"

namespace schedlitmus::expectation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view kCheck = R"("checks": [{"id": "c", "at": "1s", "field": "threads", "max": 9}])";

std::string file_of(const std::string& scenario, const std::string& more = "") {
  return "{\"title\": \"t\",\n\"scenario\": {\"program\": \"p\"" + scenario + "},\n" + more + std::string(kCheck) + "}";
}

const DefaultsFile kNear{"a/b/defaults.json", R"({
  "scenario": {"gomaxprocs": [2], "trace": {"period": "50ms"}, "env": {"A": "near"}},
  "hold": {"good": 0.9, "max_runs": 60}
})"};
const DefaultsFile kFar{"a/defaults.json", R"({
  "scenario": {"go": ">=1.5", "gomaxprocs": [4], "trace": {"period": "20ms", "detail": true}, "env": {"A": "far", "B": "far"},
    "deadline": "7s"},
  "hold": {"good": 0.99, "bad": 0.5},
  "releases": [{"go": "<1.9", "skip": "too old"}]
})"};

Expectation read(const std::string& text, std::vector<DefaultsFile> defaults = {kNear, kFar},
                 const SetParameters& set = {}) {
  auto parsed = parse(text, "a/b/f.json", "f", {std::move(defaults), set});
  EXPECT_TRUE(parsed.has_value()) << to_string(parsed.error().front());
  return parsed ? *parsed : Expectation{};
}

std::vector<std::string> errors_of(const std::string& text, const std::vector<DefaultsFile>& defaults) {
  std::vector<std::string> errors;
  const auto parsed = parse(text, "a/b/f.json", "f", {defaults, {}});
  if (parsed) return errors;
  for (const Error& error : parsed.error()) errors.push_back(to_string(error));
  return errors;
}

TEST(Defaults, TheNearestCountsAndObjectsArePutTogether) {
  const auto expectation = read(file_of(R"(, "env": {"C": "own"}, "trace": {"capture": "pipe"})"));
  const auto& scenario = expectation.scenario;
  EXPECT_EQ(scenario.go, ">=1.5");
  EXPECT_THAT(scenario.gomaxprocs, ElementsAre(2));
  EXPECT_EQ(scenario.trace.period, Millis{50});
  EXPECT_TRUE(scenario.trace.detail);
  EXPECT_EQ(scenario.trace.capture, CaptureChoice::pipe);
  EXPECT_THAT(scenario.env, ElementsAre(Pair("A", "near"), Pair("B", "far"), Pair("C", "own")));
  EXPECT_EQ(scenario.deadline, Millis{7000});
  EXPECT_EQ(expectation.hold.good, 0.9);
  EXPECT_EQ(expectation.hold.bad, 0.5);
  EXPECT_EQ(expectation.hold.max_runs, 60);
  ASSERT_EQ(expectation.releases.size(), 1U);
  EXPECT_EQ(to_string(expectation.releases[0].position), "a/defaults.json:5:16");
  EXPECT_EQ(to_string(expectation.go_position), "a/defaults.json:2:22");
}

TEST(Defaults, WhatIsNoObjectIsReplaced) {
  const auto expectation = read(file_of(R"(, "gomaxprocs": [1, 8])", R"("releases": [], )"));
  EXPECT_THAT(expectation.scenario.gomaxprocs, ElementsAre(1, 8));
  const std::string without_trace = R"({"title": "t", "scenario": {"program": "p", "trace": false},
"checks": [{"id": "c", "outcome": "exit_status", "equals": 0}]})";
  EXPECT_FALSE(read(without_trace).scenario.trace.on);
  EXPECT_THAT(expectation.releases, IsEmpty());
}

TEST(Defaults, ATestOfItsOwnHasItsOwnNumberOfRuns) {
  const auto fixed = read(file_of("", R"("hold": {"test": "fixed", "runs": 24}, )"));
  EXPECT_EQ(fixed.hold.test, HoldTest::fixed);
  EXPECT_EQ(fixed.hold.runs, 24);
  const DefaultsFile far{"defaults.json", R"({"hold": {"test": "fixed", "runs": 9},
"scenario": {"go": "1.5", "gomaxprocs": [1]}})"};
  EXPECT_EQ(read(file_of("", R"("hold": {"test": "sequential"}, )"), {far}).hold.test, HoldTest::sequential);
  EXPECT_EQ(read(file_of(""), {far}).hold.runs, 9);
}

TEST(Defaults, ParametersAreSharedAndSet) {
  const DefaultsFile far{"defaults.json", R"({"parameters": {"pace": "20ms", "unused": 1, "limit": 3},
"scenario": {"go": ">=1.5", "gomaxprocs": [2], "trace": {"period": "$pace"}}})"};
  EXPECT_EQ(read(file_of(""), {far}).scenario.trace.period, Millis{20});
  EXPECT_EQ(read(file_of(""), {far}, {{"pace", "40ms"}}).scenario.trace.period, Millis{40});
  const std::string own = file_of("", R"("parameters": {"pace": "30ms"}, )");
  EXPECT_EQ(read(own, {far}).scenario.trace.period, Millis{30});
  const auto parameters = read(own, {far}).parameters;
  ASSERT_EQ(parameters.size(), 3U);
  EXPECT_FALSE(parameters[0].is_inherited);
  EXPECT_TRUE(parameters[1].is_inherited);
  EXPECT_EQ(to_string(parameters[1].position), "defaults.json:1:33");
  const auto wrong = parse(file_of(""), "f.json", "f", {{far}, {{"pace", "$"}}});
  ASSERT_FALSE(wrong.has_value());
  EXPECT_THAT(to_string(wrong.error().front()), HasSubstr("defaults.json:2:68: \"period\""));
  EXPECT_THAT(wrong.error().front().hint, HasSubstr("$pace is \"$\", by --set"));
}

TEST(Defaults, EachErrorNamesTheFileThatTheValueStandsIn) {
  const DefaultsFile bad{"a/defaults.json",
                         "{\"scenario\": {\"go\": \">=1.5\",\n  \"gomaxprocs\": 2, \"deadline\": 5}}"};
  EXPECT_THAT(errors_of(file_of(R"(, "trace": {"period": 1})"), {bad}),
              ElementsAre(HasSubstr(R"(a/defaults.json:2:17: "gomaxprocs" must be a list)"),
                          HasSubstr(R"(a/defaults.json:2:32: "deadline" has no unit)"),
                          HasSubstr(R"(a/b/f.json:2:50: "period" has no unit)")));
  const DefaultsFile bound{"a/defaults.json", R"({"hold": {"good": 0.6}})"};
  EXPECT_THAT(errors_of(file_of(R"(, "go": "1.5", "gomaxprocs": [1])", R"("hold": {"bad": 0.7}, )"), {bound}),
              ElementsAre(HasSubstr("a/b/f.json:3:17: bad 0.7 is not below good 0.6")));
}

TEST(Defaults, WhatIsNowhereIsMissingInTheExpectation) {
  EXPECT_THAT(errors_of(file_of(""), {kNear}), ElementsAre(HasSubstr(R"(a/b/f.json:2:13: "scenario" has no "go")")));
  EXPECT_THAT(errors_of("{\"title\": \"t\", " + std::string(kCheck) + "}", {kFar}),
              ElementsAre(HasSubstr(R"(a/b/f.json:1:1: an expectation has no "scenario")")));
}

TEST(Defaults, TheSourceIsWholeByItself) {
  const std::string text = "{\"title\": \"t\", // }\n\"scenario\": {\"program\": \"p\", \"trace\": {}},\n" +
                           std::string(kCheck) + "\n// the end }\n}\n";
  const auto expectation = read(text);
  EXPECT_EQ(
      expectation.source,
      "{\"title\": \"t\", // }\n\"scenario\": {\"program\": \"p\", \"trace\": {\"period\": \"50ms\", \"detail\": "
      "true}, "
      "\"gomaxprocs\": [2], \"env\": {\"A\": \"near\", \"B\": \"far\"}, \"go\": \">=1.5\", \"deadline\": \"7s\"},\n" +
          std::string(kCheck) +
          "\n// the end }\n, \"hold\": {\"good\": 0.9, \"max_runs\": 60, \"bad\": 0.5}, "
          "\"releases\": [{\"go\": \"<1.9\", \"skip\": \"too old\"}]}\n");
  EXPECT_EQ(read(expectation.source, {}).source, expectation.source);
}

TEST(Defaults, OfInheritedParametersTheSourceHasThoseThatAreUsed) {
  const DefaultsFile far{"defaults.json", R"({"parameters": {"pace": "20ms", "unused": 1, "text": "$$x"},
"scenario": {"go": ">=1.5", "gomaxprocs": [2], "trace": {"period": "$pace"}, "args": ["$text"]}})"};
  const auto expectation = read(file_of(""), {far}, {{"pace", "40ms"}, {"unused", "2"}});
  EXPECT_THAT(expectation.source, HasSubstr(R"("parameters": {"pace": "40ms", "text": "$$x"})"));
  EXPECT_EQ(read(expectation.source, {}).scenario.args.at(0), "$x");
}

/// Expectations with parts that are own, near, far or nowhere: parsed alone the source is the same expectation.
TEST(Defaults, PropertyTheSourceAloneIsTheSameExpectation) {
  std::mt19937 random(7);  // NOLINT(bugprone-random-generator-seed): the same each time
  const auto maybe = [&random](const std::string& text) { return random() % 2 == 0 ? text : std::string(); };
  const auto scenario = [&maybe] {
    return maybe(R"("args": ["$flag", "x"], )") + maybe(R"("env": {"A": "$flag"}, )") + maybe(R"("deadline": "9s", )") +
           maybe(R"("trace": {"period": "$pace"}, )") + maybe(R"("godebug": {"a": "1"}, )");
  };
  const auto parameters = [&maybe] { return maybe("\"flag\": \"$$1\",\n") + maybe(R"("pace": "30ms", )"); };
  const auto defaults = [&](const std::string& name) {
    return DefaultsFile{name, R"({"parameters": {)" + parameters() + R"("z": 1}, "scenario": {)" + scenario() +
                                  R"("gomaxprocs": [2]}, "hold": {)" + maybe(R"("good": 0.9, )") + R"("bad": 0.4}})"};
  };
  const DefaultsFile last{"l", R"({"parameters": {"flag": "l", "pace": "60ms"}, "scenario": {"go": ">=1.5"}})"};
  int changed = 0;
  for (int i = 0; i < 300; ++i) {
    const auto text = "{\"title\": \"t\", \"parameters\": {" + parameters() + "\"own\": 9 // }\n}, \"scenario\": {" +
                      scenario() + "\"program\": \"p\"},\n" + maybe("\"hold\": {},") +
                      R"("checks": [{"id": "c", "at": "1s", "field": "threads", "max": "$own"}]})";
    SetParameters set;
    if (!maybe("x").empty()) set["own"] = "[7";
    if (!maybe("x").empty()) set["pace"] = "10ms";
    if (!maybe("x").empty()) set["own"] = "7";
    const auto parsed = parse(text, "f", "f", {{defaults("n"), defaults("m"), last}, set});
    if (!parsed) continue;
    ++changed;
    const auto again = read(parsed->source, {});
    EXPECT_EQ(again.source, parsed->source);
    EXPECT_EQ(again.scenario.args, parsed->scenario.args);
    EXPECT_EQ(again.scenario.env, parsed->scenario.env);
    EXPECT_EQ(again.scenario.godebug, parsed->scenario.godebug);
    EXPECT_EQ(again.scenario.trace.period, parsed->scenario.trace.period);
    EXPECT_EQ(again.scenario.deadline, parsed->scenario.deadline);
    EXPECT_EQ(again.hold.good, parsed->hold.good);
    EXPECT_EQ(again.hold.bad, parsed->hold.bad);
    EXPECT_EQ(describe(again.checks[0]), describe(parsed->checks[0]));
    EXPECT_EQ(again.checks[0].position.line, parsed->checks[0].position.line);
  }
  EXPECT_GT(changed, 100);
}

struct Wrong {
  std::string text, error;
};

TEST(DefaultsFile, AllThatIsWrongWithOneIsToldWhoeverInheritsFromIt) {
  const std::vector<Wrong> all{
      {"{", "d.json:1:2: the text ends inside an object"},
      {"[]", "d.json:1:1: defaults.json must be an object, not a list"},
      {R"({"checks": []})", R"(d.json:1:2: unknown key "checks" in defaults.json)"},
      {R"({"title": "t"})", R"(d.json:1:2: unknown key "title")"},
      {R"({"scenario": {"program": "p"}})", R"(d.json:1:15: "program" in defaults.json)"},
      {R"({"scenario": {"trac": {}}})", R"(d.json:1:15: unknown key "trac" in "scenario" (did you mean "trace"?))"},
      {R"({"scenario": 3})", R"(d.json:1:14: "scenario" must be an object)"},
      {R"({"hold": {"good": 2}})", R"(d.json:1:19: "good" must be between 0 and 1)"},
      {R"({"hold": {"good": "$x"}})", R"(d.json:1:19: unknown parameter "x")"},
      {R"({"releases": [{"go": "1.5"}]})", "d.json:1:15: the release rule does not say what is different"},
      {R"({"releases": [], "releases": []})", R"(d.json:1:18: duplicate key "releases")"},
  };
  for (const Wrong& wrong : all) {
    const auto errors = check_defaults({{"d.json", wrong.text}});
    ASSERT_EQ(errors.size(), 1U) << wrong.text;
    EXPECT_THAT(to_string(errors[0]), HasSubstr(wrong.error));
  }
}

TEST(DefaultsFile, AGoodOneSaysNothing) {
  EXPECT_THAT(check_defaults({kNear, kFar}), IsEmpty());
  EXPECT_THAT(check_defaults({{"d.json", R"({"$schema": "../schema/defaults.schema.json", "hold": {"good": "$x"},
"releases": [{"go": "1.5", "why": "w", "violated": ["any"]},
             {"go": "1.6", "why": "w", "checks": [{"id": "it", "at": "50s", "field": "threads", "max": 9}]}]})"},
                              {"e.json", R"({"parameters": {"x": 0.9}})"}}),
              IsEmpty());
}

}  // namespace
}  // namespace schedlitmus::expectation
