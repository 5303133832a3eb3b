#include "record/end_probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "expectation/checker.hpp"

namespace schedlitmus::record {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Printed, KnowsMeasuresKeysAndOtherLines) {
  const auto printed = printed_in("measure: served=12\nwinner: main\nmode=fast\nready\n\nmeasure: two words=1\n");
  EXPECT_THAT(printed.measures, ElementsAre("served"));
  EXPECT_THAT(printed.keys, ElementsAre("mode", "winner"));
  EXPECT_THAT(printed.lines, ElementsAre("ready"));
}

TEST(Printed, ALongLineAndOneWithoutAWordBeforeTheSignAreNoKeys) {
  const auto printed = printed_in(std::string(100, 'x') + "\n=3\n(a): b\nkey:\n");
  EXPECT_THAT(printed.keys, IsEmpty());
  EXPECT_THAT(printed.lines, ElementsAre("(a): b", "=3", "key:"));
}

TEST(Printed, CommonIsWhatBothHave) {
  const auto both = common(printed_in("a\nb\nmeasure: x=1\n"), printed_in("b\nc\nmeasure: x=2\nmeasure: y=1\n"));
  EXPECT_THAT(both.lines, ElementsAre("b"));
  EXPECT_THAT(both.measures, ElementsAre("x"));
}

TEST(Printed, APatternMatchesItsLineOnly) {
  const std::string line = R"(a.b (c) [d] {e} ^$ 1+1|2 \x *?)";
  const auto pattern = expectation::Pattern::parse(pattern_of_line(line));
  ASSERT_TRUE(pattern);
  EXPECT_TRUE(pattern->matches(line));
  EXPECT_FALSE(pattern->matches("axb (c) [d] {e} ^$ 1+1|2 \\x *?"));
  EXPECT_FALSE(pattern->matches(line + "!"));
  const auto key = expectation::Pattern::parse(pattern_of_key("who won"));
  ASSERT_TRUE(key);
  EXPECT_EQ(key->pick("who won: main"), "main");
  EXPECT_EQ(key->pick("who won=main"), "main");
}

/// What a run that printed and ended so gives of each probe.
std::vector<Values> values(const std::vector<Probe>& probes, const std::string& output, const expectation::RunEnd& end,
                           Texts& texts) {
  std::vector<expectation::Check> checks;
  for (const auto& probe : probes) std::ranges::move(parts_of(probe), std::back_inserter(checks));
  expectation::Checker checker(checks);
  checker.on_stdout(output);
  const auto outcomes = checker.finish({}, end);
  std::vector<Values> all;
  for (const auto& probe : probes) all.push_back(values_of(probe, outcomes, texts));
  return all;
}

expectation::RunEnd exited(int code) {
  expectation::RunEnd end;
  end.how = expectation::RunEnd::How::exited;
  end.number = code;
  return end;
}

Values value_of(std::string_view id, const std::string& output, const expectation::RunEnd& end, Texts& texts) {
  const Printed printed{{"served"}, {"winner"}, {"ready"}};
  const auto probes = make_end_probes(printed, printed);
  const auto all = values(probes, output, end, texts);
  const auto found = std::ranges::find(probes, id, id_of);
  return found == probes.end() ? Values() : all[static_cast<std::size_t>(found - probes.begin())];
}

using Numbers = std::vector<double>;

TEST(EndProbes, ReadWhatARunPrintedAndHowItEnded) {
  Texts texts;
  const std::string output = "measure: served=12\nwinner: main\nready\n";
  EXPECT_EQ(value_of("measure-served", output, exited(3), texts), Numbers{12});
  EXPECT_EQ(value_of("exit-status", output, exited(3), texts), Numbers{3});
  EXPECT_EQ(value_of("timed-out", output, exited(3), texts), Numbers{0});
  EXPECT_EQ(value_of("fatal-error", output, exited(3), texts), Numbers{Texts::kNone});
  EXPECT_EQ(value_of("stdout-line-ready", output, exited(3), texts), Numbers{1});
  EXPECT_EQ(value_of("stdout-line-ready", "other\n", exited(3), texts), Numbers{0});
  const auto winner = value_of("stdout-winner", output, exited(3), texts);
  ASSERT_TRUE(winner);
  EXPECT_EQ(texts.text_of(winner->front()), "main");
}

TEST(EndProbes, ARunThatWasStoppedAtItsDeadlineHasNoExitStatus) {
  expectation::RunEnd end;
  end.how = expectation::RunEnd::How::timed_out;
  Texts texts;
  EXPECT_EQ(value_of("exit-status", "", end, texts), std::nullopt);
  EXPECT_EQ(value_of("timed-out", "", end, texts), Numbers{1});
  EXPECT_EQ(value_of("measure-served", "", end, texts), std::nullopt);
}

TEST(EndProbes, ATextThatIsNotShownWholeOrMeansSomethingElseInAFileIsNone) {
  Texts texts;
  EXPECT_EQ(texts.number_of("none"), Texts::kNone);
  EXPECT_EQ(texts.number_of("a"), texts.number_of("a"));
  EXPECT_NE(texts.number_of("a"), texts.number_of("b"));
  for (const char* text : {"$limit", "gomaxprocs", "two / lines", "long…"})
    EXPECT_EQ(texts.number_of(text), std::nullopt);
}

}  // namespace
}  // namespace schedlitmus::record
