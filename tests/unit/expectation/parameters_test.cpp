// "parameters": what "$name" stands for, what --set makes of it, and where errors stand.
#include <gmock/gmock.h>

#include "expectation/loader.hpp"

namespace schedlitmus::expectation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Its checks begin at 4:12, its "parameters" at 2:15.
std::string file_of(const std::string& parameters, const std::string& check, const std::string& scenario = "") {
  return "{\"title\": \"t\",\n\"parameters\": {" + parameters + "},\n" +
         R"("scenario": {"program": "p", "go": ">=1.5", "gomaxprocs": [2])" + scenario +
         "},\n\"checks\": [{\"id\": \"c\", " + check + "}]}";
}
const std::string kCheck = R"("at": "$when", "field": "waiting", "max": "$limit")";
const std::string kDeclared = R"("when": "300ms", "limit": 8)";

Expectation read(const std::string& text, const SetParameters& set = {}) {
  auto parsed = parse(text, "f.json", "f", {{}, set});
  EXPECT_TRUE(parsed.has_value()) << to_string(parsed.error().front());
  return parsed ? *parsed : Expectation{};
}
std::string said(const std::string& text, const SetParameters& set = {}) {
  const auto parsed = parse(text, "f.json", "f", {{}, set});
  return parsed ? describe(parsed->checks.at(0)) : to_string(parsed.error().front());
}

TEST(Parameters, StandForTheirValues) {
  EXPECT_EQ(said(file_of(kDeclared, kCheck)), "waiting <= 8 at 300ms");
  EXPECT_EQ(said(file_of(R"("split": [3, 5])", R"("at": "1s", "field": "local_queues", "equals": "$split")")),
            "local_queues = [3 5] at 1s");
  EXPECT_EQ(said(file_of(R"("on": true)", R"("always": "$on", "field": "threads", "max": 9)")), "threads <= 9 always");
}

TEST(Parameters, StandForAnyValueOfTheFile) {
  const auto expectation = read(file_of(R"("procs": [1, 4], "pace": "50ms", "flag": "-n", "good": 0.8, "detail": true)",
                                        R"("at": "1s", "field": "threads", "max": 9)",
                                        R"(, "trace": {"period": "$pace", "detail": "$detail"}, "args": ["$flag", "3"],
                                            "variants": [{"name": "a", "env": {"PACE": "$pace"}}])"));
  EXPECT_EQ(expectation.scenario.trace.period, Millis{50});
  EXPECT_TRUE(expectation.scenario.trace.detail);
  EXPECT_THAT(expectation.scenario.args, ElementsAre("-n", "3"));
  EXPECT_EQ(expectation.scenario.variants.at(0).env.at("PACE"), "50ms");
}

TEST(Parameters, AreSetToOtherValues) {
  EXPECT_EQ(said(file_of(kDeclared, kCheck), {{"limit", "4"}, {"when", "2s"}}), "waiting <= 4 at 2s");
  EXPECT_EQ(said(file_of(kDeclared, kCheck), {{"limit", "2*gomaxprocs"}}), "waiting <= 2*gomaxprocs at 300ms");
  EXPECT_EQ(said(file_of(R"("split": [3, 5])", R"("at": "1s", "field": "local_queues", "equals": "$split")"),
                 {{"split", "[1,2]"}}),
            "local_queues = [1 2] at 1s");
}

TEST(Parameters, ATextStaysATextWhateverItLooksLike) {
  const auto text = file_of(R"("n": "10")", R"("outcome": "stdout", "equals": "$n")");
  EXPECT_EQ(said(text, {{"n", "20"}}), said(file_of(R"("n": "20")", R"("outcome": "stdout", "equals": "$n")")));
  EXPECT_THAT(said(text, {{"n", "true"}}), HasSubstr("true"));
}

TEST(Parameters, OfATextThatBeginsWithADollarTwoAreWritten) {
  const auto text = file_of(R"("home": "$$HOME")", R"("at": "1s", "field": "threads", "max": 9)",
                            R"(, "args": ["$home", "$$5", "$$$5", "-n=$home", "5$"])");
  EXPECT_THAT(read(text).scenario.args, ElementsAre("$HOME", "$5", "$$5", "-n=$home", "5$"));
  EXPECT_EQ(read(text, {{"home", "$$x"}}).scenario.args.at(0), "$$x");
}

TEST(Parameters, SayTheirValuesAndWhetherTheyAreUsed) {
  const auto all = read(file_of(kDeclared + R"(, "other": "x")", kCheck), {{"limit", " 4"}}).parameters;
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].value, "300ms");
  EXPECT_FALSE(all[0].set_to.has_value());
  EXPECT_EQ(all[1].value, "4");
  EXPECT_EQ(all[1].set_to, " 4");
  EXPECT_TRUE(all[1].is_used);
  EXPECT_FALSE(all[2].is_used);
  EXPECT_EQ(to_string(all[2].position), "f.json:2:45");
}

struct Wrong {
  std::string parameters, check, error;
  SetParameters set;
};

TEST(Parameters, EachErrorStandsWhereTheValueIsUsed) {
  const std::vector<Wrong> all{
      {kDeclared,
       R"("at": "$wehn", "field": "waiting", "max": 8)",
       R"(f.json:4:30: unknown parameter "wehn" (did you mean "when"?))",
       {}},
      {"",
       kCheck,
       R"(f.json:4:30: unknown parameter "when" (declare it: "parameters": {"when": ...}; a text that begins with a '$' is written with two: "$$..."))",
       {}},
      {"", R"("at": "1s", "field": "waiting", "max": "$5")", R"(f.json:4:63: "$5" is not the name of a parameter)", {}},
      {R"("when": 300, "limit": 8)",
       kCheck,
       R"(f.json:4:30: "at" has no unit (write "300ms" or "300s", in quotes; $when is 300))",
       {}},
      {kDeclared, kCheck, R"(f.json:4:30: "at": "soon")", {{"when", "soon"}}},
      {kDeclared, kCheck, R"($when is "soon", by --set)", {{"when", "soon"}}},
      {kDeclared, kCheck, "f.json:4:66: ", {{"limit", "[1]"}}},
      {kDeclared, kCheck, R"($limit is [1], by --set)", {{"limit", "[1]"}}},
      {kDeclared, kCheck, R"($limit is "{}", by --set)", {{"limit", "{}"}}},
      {R"("when": {"a": 1}, "limit": 8)",
       kCheck,
       R"(f.json:2:24: the parameter "when" must be a text, a number, true, false or a list of these, not an object)",
       {}},
      {R"("when": null, "limit": 8)", kCheck, R"(f.json:2:24: the parameter "when" must be a text)", {}},
      {R"("when": "$limit", "limit": 8)", kCheck, R"(f.json:2:24: the parameter "when" has the value "$limit")", {}},
      {R"("1st": 1)",
       R"("at": "1s", "field": "waiting", "max": 8)",
       R"(f.json:2:16: "1st" cannot be the name of a parameter)",
       {}},
      {kDeclared + R"(, "limit": 9)", kCheck, R"(f.json:2:45: duplicate key "limit")", {}},
  };
  for (const Wrong& wrong : all) {
    const auto text = file_of(wrong.parameters, wrong.check);
    EXPECT_THAT(said(text, wrong.set), HasSubstr(wrong.error)) << text;
  }
}

TEST(Parameters, AnUnknownOneIsOneError) {
  const auto parsed = parse(file_of(kDeclared, R"("at": "$wehn", "field": "$f", "max": "$limit")"), "f.json", "f");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().size(), 2U);
}

TEST(Parameters, AreAnObject) {
  const auto text =
      R"({"title": "t", "parameters": ["a"], "scenario": {"program": "p", "go": ">=1.5", "gomaxprocs": [2]},
"checks": [{"id": "c", "at": "1s", "field": "waiting", "max": 8}]})";
  EXPECT_EQ(said(text), R"(f.json:1:30: "parameters" must be an object, not a list)");
}

TEST(Parameters, TheSourceIsWhatWasInEffectWithEachLineInItsPlace) {
  const auto text = file_of("\"limit\": [\n8],  // \"limit\": 9\n\"when\": \"300ms\"",
                            R"("at": "$when", "field": "threads", "one_of": "$limit")");
  EXPECT_EQ(read(text).source, text);
  const auto changed = read(text, {{"limit", "[4]"}, {"unknown", "1"}});
  EXPECT_EQ(changed.source, file_of("\"limit\": [4]\n,  // \"limit\": 9\n\"when\": \"300ms\"",
                                    R"("at": "$when", "field": "threads", "one_of": "$limit")"));
  const auto again = read(changed.source);
  EXPECT_EQ(describe(again.checks[0]), describe(changed.checks[0]));
  EXPECT_NE(describe(again.checks[0]), describe(read(text).checks[0]));
  EXPECT_EQ(again.checks[0].position.line, changed.checks[0].position.line);
  EXPECT_NE(changed.source, read(text, {{"limit", "[5]"}}).source);
}

TEST(Parameters, ATextThatIsSetIsTheSameFromTheSource) {
  const auto text = file_of(R"("flag": "a")", R"("at": "1s", "field": "threads", "max": 9)", R"(, "args": ["$flag"])");
  for (const std::string value : {"", "$x", "$$x", "\"quoted\"", "back\\slash", "line\nbreak", "ü…", "// no comment"}) {
    const auto changed = read(text, {{"flag", value}});
    EXPECT_EQ(changed.scenario.args.at(0), value);
    EXPECT_EQ(read(changed.source).scenario.args.at(0), value) << changed.source;
    EXPECT_EQ(read(changed.source).source, changed.source);
  }
}

TEST(Comments, AreAllowedEverywhereAndPlacesStayRight) {
  const auto text =
      std::string("// an expectation\n/* of\n   three lines: ü */ {\"title\": \"t\", // \"title\": 1\n") +
      R"("scenario"/**/: /* { */ {"program": "p", "go": ">=1.5", "gomaxprocs": [2 /*, 3*/]},)" +
      "\n\"checks\": [{\"id\": \"c\", /* ü */ \"at\": 2, \"field\": \"waiting\", \"max\": 8}] // done\n} // end";
  const auto wrong = parse(text, "f.json", "f");
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().front().where, "f.json:5:38");
  std::string right = text;
  right.replace(right.find("\"at\": 2"), 7, "\"at\": \"2s\"");
  const auto expectation = read(right);
  EXPECT_EQ(expectation.scenario.gomaxprocs, std::vector<int>{2});
  EXPECT_EQ(to_string(expectation.checks.at(0).position), "f.json:5:12");
  EXPECT_EQ(read(expectation.source).source, right);
}

}  // namespace
}  // namespace schedlitmus::expectation
