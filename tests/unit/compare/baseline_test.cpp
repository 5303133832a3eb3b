#include "compare/baseline.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "compare/against.hpp"

namespace schedlitmus::compare {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Random = std::mt19937_64;

Observable number_in(const std::string& shape, const std::string& label) {
  Observable what{"stdout|" + shape + "|0|0", "stdout." + label};
  what.shape = shape;
  return what;
}
Observable field(const std::string& name, Statistic statistic, int at = 0) {
  return {fmt::format("trace|{}|{}|{}", name, name_of(statistic), at), name, statistic, Millis(at), Group::scheduling};
}

using namespace std::string_literals;

/// What a program with a hand for awkward texts prints; `shift` is what changed in it.
Values values(Random& random, double shift) {
  Observable lines{"stdout|lines|x=#", "stdout", Statistic::lines};
  lines.shape = "x=#";
  Observable cost{"run|cpu_ms", "cpu_ms"};
  cost.group = Group::runtime;
  cost.clock = true;
  return {{{"exit", "exit"}, std::string("exit 0")},
          {{"stdout", "stdout"}, "x=#\n\xff \"\\ \x01 \0 end"s},
          {lines, 1.0},
          {number_in("x=#", "x"), 5 + shift},
          {number_in("took \xfe #", "a"), static_cast<double>(random() % 3) / 3},
          {{"measure.served", "measure.served"}, static_cast<double>(random() % 5)},
          {field("runqueue", Statistic::at, 200), static_cast<double>(random() % 4)},
          {field("runqueue", Statistic::high), static_cast<double>(random() % 4)},
          {cost, 100 + static_cast<double>(random() % 1'000'000) / 7}};
}

Place place(const std::string& release, int minor, std::uint64_t seed, double shift = 0, int runs = 20) {
  Random random(seed);
  Place made;
  made.value = release;
  made.minor = minor;
  made.traced = true;
  for (int run = 0; run < runs; ++run) made.runs.push_back({run + 1, values(random, shift)});
  return made;
}

BaselinePlace where(const std::string& release, int minor, int gomaxprocs = 2) {
  BaselinePlace at;
  at.release = release;
  at.minor = minor;
  at.gomaxprocs = gomaxprocs;
  return at;
}

BaselinePlace recorded(const Place& from) {
  auto at = where(from.value, from.minor);
  at.runs = static_cast<int>(from.runs.size());
  at.build = "module, go 1.26";
  at.go_line = "1.26";
  at.grid = {{Millis(100), Millis(200)}, Millis(25), Millis(50), Millis(450)};
  at.values = counted_values(from);
  return at;
}

Baseline baseline(std::uint64_t seed = 1, double shift = 0) {
  Baseline made;
  made.name = "load \"of\" /* all */";
  made.setting = "program load, schedtrace every 25ms";
  made.made_by = "schedlitmus 0.1.0";
  made.host = "Linux, 2 CPUs";
  made.period = Millis(25);
  made.places = {recorded(place("1.26.5", 26, seed, shift))};
  return made;
}

std::vector<Error> errors_of(const std::string& text) {
  auto parsed = parse_baseline(text, "b.json");
  return parsed ? std::vector<Error>{} : parsed.error();
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

Comparison compared(const Baseline& before, std::vector<PlaceNow> now) {
  return compare_against(before, lines_against(before, std::move(now)));
}

TEST(Baseline, ReadsBackWhatItWrites) {
  const auto before = baseline();
  const auto text = to_text(before);
  const auto read = parse_baseline(text, "b.json");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_EQ(to_text(*read), text);
  EXPECT_EQ(read->name, before.name);
  EXPECT_EQ(read->period, Millis(25));
  ASSERT_THAT(read->places, SizeIs(1));
  EXPECT_EQ(read->places[0].grid, before.places[0].grid);
  ASSERT_EQ(read->places[0].values.size(), before.places[0].values.size());
  for (const auto& value : before.places[0].values) {
    EXPECT_THAT(read->places[0].values, testing::Contains(value)) << value.what.id;
  }
}

TEST(Baseline, IsOneObservableALineAndSmall) {
  const auto text = to_text(baseline());
  EXPECT_THAT(text, HasSubstr("\n        {\"observable\": \"exit\", \"texts\": {\"exit 0\": 20}},\n"));
  EXPECT_THAT(
      text, HasSubstr("{\"observable\": \"stdout.x\", \"in\": \"x=#\", \"place\": \"0|0\", \"numbers\": {\"5\": 20}}"));
  EXPECT_THAT(
      text,
      HasSubstr("{\"observable\": \"runqueue\", \"statistic\": \"at\", \"at\": \"200ms\", \"numbers\": {\"0\": "));
  EXPECT_LT(text.size(), 3000U);
}

TEST(Baseline, IsTheSameAsItselfAndAsLaterRunsOfTheSame) {
  const auto read = parse_baseline(to_text(baseline()), "b.json");
  ASSERT_TRUE(read.has_value());
  const auto itself = compared(*read, {{where("1.26.5", 26), place("1.26.5", 26, 1)}});
  EXPECT_THAT(itself.changes, IsEmpty());
  EXPECT_THAT(itself.runtime_changes, IsEmpty());
  EXPECT_THAT(itself.undecided, IsEmpty());
  EXPECT_GT(itself.comparisons, 7U);
}

TEST(Baseline, FewOfManyLaterRecordingsOfTheSameAreTakenForAChange) {
  const auto before = baseline();
  int changed = 0;
  for (std::uint64_t seed = 2; seed < 202; ++seed)
    changed += compared(before, {{where("1.26.5", 26), place("1.26.5", 26, seed)}}).changes.empty() ? 0 : 1;
  EXPECT_LE(changed, 10) << "of 200: at most one in 20";
}

TEST(Baseline, NamesWhatChangedWithoutRunsThatNobodyHas) {
  const auto result = compared(baseline(), {{where("1.27.4", 27), place("1.27.4", 27, 2, 1)}});
  ASSERT_THAT(result.changes, SizeIs(1));
  EXPECT_EQ(result.changes[0].what.name, "stdout.x");
  EXPECT_EQ(result.changes[0].before.median, 5);
  EXPECT_EQ(result.changes[0].after.median, 6);
  EXPECT_THAT(result.changes[0].before.examples, IsEmpty());
  EXPECT_THAT(result.changes[0].after.examples, ElementsAre(1, 2, 3));
}

TEST(Baseline, EachPlaceHasTheNearestCounterpart) {
  Baseline before;
  for (const int minor : {24, 26}) before.places.push_back(where(fmt::format("1.{}.5", minor), minor));
  before.places.push_back(where("1.26.3", 26, 4));
  const auto release_of = [&](int minor, const std::string& release, int gomaxprocs = 2) {
    const auto* found = counterpart(before, where(release, minor, gomaxprocs));
    return found == nullptr ? std::string("none") : found->release;
  };
  EXPECT_EQ(release_of(26, "1.26.5"), "1.26.5");
  EXPECT_EQ(release_of(26, "1.26.9"), "1.26.5") << "another patch";
  EXPECT_EQ(release_of(27, "1.27.1"), "1.26.5") << "an upgrade";
  EXPECT_EQ(release_of(25, "1.25.1"), "1.24.5");
  EXPECT_EQ(release_of(20, "1.20.1"), "1.24.5") << "older than all";
  EXPECT_EQ(release_of(27, "1.27.1", 4), "1.26.3");
  EXPECT_EQ(release_of(27, "1.27.1", 8), "none");
}

TEST(Baseline, APlaceWithoutACounterpartIsNotDecided) {
  const auto result = compared(baseline(), {{where("1.26.5", 26, 8), place("1.26.5", 26, 1)}});
  EXPECT_THAT(result.changes, IsEmpty());
  ASSERT_THAT(result.undecided, SizeIs(1));
  EXPECT_THAT(result.undecided[0].why, HasSubstr("only GOMAXPROCS=2"));
}

TEST(Baseline, RecordedAgainOnlyWhatChangedIsAnotherText) {
  const auto before = baseline();
  EXPECT_NE(to_text(baseline(2)), to_text(before)) << "the runs' values vary";
  EXPECT_EQ(to_text(renewed(before, baseline(2))), to_text(before));
  const auto changed = to_text(renewed(before, baseline(2, 1)));
  EXPECT_EQ(changed,
            replaced(to_text(before), "\"0|0\", \"numbers\": {\"5\": 20}", "\"0|0\", \"numbers\": {\"6\": 20}"));
}

TEST(Baseline, MoreRunsReplaceFewer) {
  auto now = baseline();
  now.places = {recorded(place("1.26.5", 26, 3, 0, 40))};
  EXPECT_THAT(to_text(renewed(baseline(), now)), HasSubstr("{\"exit 0\": 40}"));
}

TEST(Baseline, MistakesAreToldWithTheirPlaces) {
  const auto text = to_text(baseline());
  const auto error = [&](const std::string& what, const std::string& with) {
    const auto errors = errors_of(replaced(text, what, with));
    return errors.empty() ? std::string() : to_string(errors.front());
  };
  EXPECT_THAT(error("\"schedlitmus_baseline\": 1", "\"schedlitmus_baseline\": 2"), HasSubstr("b.json:2:"));
  EXPECT_THAT(error("\"gomaxprocs\": 2", "\"gomaxprocs\": 0"), HasSubstr("whole number from 1"));
  EXPECT_THAT(error("\"observable\": \"exit\"", "\"observabel\": \"exit\""), HasSubstr("observab"));
  EXPECT_THAT(error("{\"exit 0\": 20}", "{\"exit 0\": 21}"), HasSubstr("21 runs show a value, but the place has 20"));
  EXPECT_THAT(error("{\"exit 0\": 20}", "{}"), HasSubstr("no run shows a value"));
  EXPECT_THAT(error("\"numbers\": {\"5\": 20}", "\"numbers\": {\"5\": 10, \"5.0\": 10}"), HasSubstr("twice"));
  EXPECT_THAT(error("\"numbers\": {\"5\": 20}", "\"numbers\": {\"five\": 20}"), HasSubstr("not a number"));
  EXPECT_THAT(error("\"numbers\": {\"5\": 20}", "\"texts\": {\"5\": 20}, \"numbers\": {\"5\": 20}"),
              HasSubstr("either"));
  EXPECT_THAT(error("\"statistic\": \"lines\"", "\"statistic\": \"line\""), HasSubstr("did you mean \"lines\""));
  EXPECT_THAT(error("\"go\": \"1.26.5\"", "\"go\": \"latest\""), HasSubstr("no Go release"));
  EXPECT_THAT(error("\"at\": \"200ms\", \"n", "\"at\": 200, \"n"), HasSubstr("has no unit"));
  EXPECT_THAT(error("\"within\": \"25ms\"", "\"wihtin\": \"25ms\""), HasSubstr("within"));
  EXPECT_THAT(to_string(errors_of("{\"schedlitmus_baseline\": 1, \"compared\": \"x\", \"places\": []}").front()),
              HasSubstr("without places"));
  EXPECT_THAT(errors_of("[]"), SizeIs(1));
  EXPECT_THAT(errors_of(""), SizeIs(1));
}

TEST(Baseline, ASecondValueOfAnObservableIsAMistake) {
  const auto line = std::string("{\"observable\": \"exit\", \"texts\": {\"exit 0\": 20}},\n");
  const auto errors = errors_of(replaced(to_text(baseline()), line, line + "        " + line));
  ASSERT_THAT(errors, SizeIs(1));
  EXPECT_THAT(errors[0].what, HasSubstr("a second value of \"exit\""));
}

}  // namespace
}  // namespace schedlitmus::compare
