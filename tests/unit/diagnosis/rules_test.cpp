#include "diagnosis/rules.hpp"

#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> told(const std::vector<Error>& errors) {
  std::vector<std::string> texts;
  for (const auto& error : errors) texts.push_back(to_string(error));
  return texts;
}

TEST(Rules, TheTablesAreInTheOrderOfTheirNames) {
  for (std::size_t i = 0; i < kRules; ++i) EXPECT_EQ(static_cast<std::size_t>(all_rules()[i].id), i);
  for (std::size_t i = 0; i < kNames; ++i) EXPECT_EQ(index_of(all_diagnoses()[i].name), i);
  for (const auto& each : all_rules()) {
    EXPECT_TRUE(each.word.starts_with(std::string(name_of(each.name)) + ".")) << each.word;
    EXPECT_LE(each.least, each.threshold) << each.word;
    EXPECT_GE(each.most, each.threshold) << each.word;
  }
}

TEST(Rules, EachDiagnosisHasAName) {
  for (const auto& each : all_diagnoses()) EXPECT_EQ(name_from(each.word), each.name);
  EXPECT_EQ(name_from("leak"), std::nullopt);
}

TEST(Rules, AreSetByAssignment) {
  Rules rules;
  ASSERT_TRUE(rules.set("goroutine-leak.slope=50"));
  EXPECT_EQ(rules[RuleId::leak_slope], 50);
  EXPECT_EQ(rules.set_by(RuleId::leak_slope), "--rule");
  EXPECT_THAT(to_string(rules.set("goroutine-leak.slop=50").error()), HasSubstr("did you mean"));
  EXPECT_THAT(to_string(rules.set("goroutine-leak.slope").error()), HasSubstr("no \"=\""));
  EXPECT_THAT(to_string(rules.set("goroutine-leak.slope=fast").error()), HasSubstr("is no number"));
  EXPECT_THAT(to_string(rules.set("gc-pressure.share=2").error()), HasSubstr("from 0.01 to 1"));
}

TEST(Rules, AreReadFromAFile) {
  Rules rules;
  EXPECT_THAT(told(rules.load(R"({"rules": {"gc-pressure.share": 0.9}})", "r.json")), IsEmpty());
  EXPECT_EQ(rules[RuleId::gc_share], 0.9);
}

TEST(Rules, AFileIsReadStrictly) {
  Rules rules;
  EXPECT_THAT(
      told(rules.load("{\"rules\": {\"gc-pressure.share\": 7,\n \"gc\": 1, \"busy-p.share\": \"x\"}, \"more\": 1}",
                      "r.json")),
      ElementsAre(HasSubstr("r.json:1:33"), HasSubstr("r.json:2:2"), HasSubstr("r.json:2:27"), HasSubstr("\"more\"")));
  EXPECT_THAT(told(rules.load("{", "r.json")), testing::SizeIs(1));
}

TEST(Baseline, MovesTheThresholdsThatHaveAMargin) {
  const auto healthy = diagnose([](int) {
    auto made = idle_program();
    made.add(14, 3, "");
    return made;
  });
  ASSERT_THAT(names_in(healthy), ElementsAre("blocked-threads"));
  const std::vector<Measured> baseline = {healthy.measured};
  const auto rules = with_baseline({}, baseline);
  EXPECT_EQ(rules[RuleId::threads_held], 21);  // half as much again
  EXPECT_EQ(rules.set_by(RuleId::threads_held), "baseline");
  EXPECT_EQ(rules[RuleId::dead_time], Rules()[RuleId::dead_time]) << "has no margin";
  EXPECT_EQ(rules.set_by(RuleId::calls_per_request), "built in") << "was not seen";
  EXPECT_DOUBLE_EQ(rules[RuleId::gc_share], 0.05) << "none was seen, and 0.05 more";
}

}  // namespace
}  // namespace schedlitmus::diagnosis
