#include "compare/printed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schedlitmus::compare {
namespace {

Values printed(const std::string& text) {
  Values values;
  put_printed("stdout", text, {"1.13.15", "/bin/program"}, values);
  return values;
}

/// The value under that name with that statistic; a failure where there is none.
Value value_of(const Values& values, const std::string& name, Statistic statistic = Statistic::whole) {
  for (const auto& [what, value] : values)
    if (what.name == name && what.statistic == statistic) return value;
  ADD_FAILURE() << "no " << name;
  return {};
}

TEST(Printed, GivesTheTextAndEachNumber) {
  const auto values = printed("x=5 y=7\n");
  EXPECT_EQ(std::get<std::string>(value_of(values, "stdout")), "x=# y=#");
  EXPECT_EQ(std::get<double>(value_of(values, "stdout.x")), 5);
  EXPECT_EQ(std::get<double>(value_of(values, "stdout.y")), 7);
}

TEST(Printed, LinesOfEqualShapeAreOneSetWhateverTheirOrder) {
  auto one = printed("worker 1\nworker 2\nworker 0\n");
  auto other = printed("worker 0\nworker 1\nworker 2\n");
  EXPECT_NE(value_of(one, "stdout", Statistic::order), value_of(other, "stdout", Statistic::order));
  const auto is_order = [](const auto& value) { return value.first.statistic == Statistic::order; };
  std::erase_if(one, is_order);
  std::erase_if(other, is_order);
  ASSERT_EQ(one.size(), other.size());
  for (const auto& [what, value] : one) EXPECT_EQ(value, other.at(what)) << what.id;
  EXPECT_EQ(std::get<std::string>(value_of(one, "stdout")), "worker # (3 lines)");
}

TEST(Printed, ManyLinesOfAShapeAreSummedUp) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "tick " + std::to_string(i) + "\n";
  const auto values = printed(text);
  EXPECT_EQ(std::get<double>(value_of(values, "stdout.tick", Statistic::greatest)), 99);
  EXPECT_EQ(std::get<double>(value_of(values, "stdout", Statistic::lines)), 100);
}

TEST(Printed, AMeasureIsANumberOfItsOwnAndNoText) {
  const auto values = printed("measure: served=17\nmeasure: mode=fast\nok\n");
  EXPECT_EQ(std::get<double>(value_of(values, "measure.served")), 17);
  EXPECT_EQ(std::get<std::string>(value_of(values, "measure.mode")), "fast");
  EXPECT_EQ(std::get<std::string>(value_of(values, "stdout")), "ok");
}

TEST(Printed, TimesAreNotInTheOrder) {
  const auto one = printed("a took 3ms\nb took 4ms\n");
  const auto other = printed("a took 5ms\nb took 6ms\n");
  EXPECT_EQ(value_of(one, "stdout", Statistic::order), value_of(other, "stdout", Statistic::order));
}

TEST(Printed, AnEmptyTextIsATextToo) {
  const auto values = printed("");
  EXPECT_EQ(std::get<std::string>(value_of(values, "stdout")), "");
  EXPECT_EQ(values.size(), 1U);
}

TEST(Printed, LongTextsAreToldApartBeyondWhatIsShown) {
  const auto one = value_of(printed(std::string(5000, 'a') + "b"), "stdout");
  const auto other = value_of(printed(std::string(5000, 'a') + "c"), "stdout");
  EXPECT_NE(one, other);
  EXPECT_LT(std::get<std::string>(one).size(), 2500U);
}

TEST(Printed, TheSameNameTwiceIsNumbered) {
  const auto values = printed("order: 9 0 1\n");
  EXPECT_EQ(std::get<double>(value_of(values, "stdout.order")), 9);
  EXPECT_EQ(std::get<double>(value_of(values, "stdout.order.3")), 1);
}

}  // namespace
}  // namespace schedlitmus::compare
