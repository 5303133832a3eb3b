#include "compare/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "compare/self_check.hpp"
#include "compare/table.hpp"
#include "compare/wait_words.hpp"

namespace schedlitmus::compare {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

using Random = std::mt19937_64;
using OfRun = std::function<Values(int place, Random&)>;

Observable output(const std::string& name) { return {name, name}; }
Observable field(const std::string& name, Statistic statistic, int at = 0) {
  return {"trace|" + name + "|" + std::string(name_of(statistic)) + "|" + std::to_string(at), name, statistic,
          Millis(at), Group::scheduling};
}

/// `places` places with `runs` runs each, whose values follow from the place.
std::vector<Line> line(int places, int runs, const OfRun& of_run, std::uint64_t seed = 1) {
  Random random(seed);
  Line made;
  std::int64_t id = 0;
  for (int i = 0; i < places; ++i) {
    Place place;
    place.value = "1." + std::to_string(i + 2);
    place.minor = i + 2;
    place.traced = true;
    for (int run = 0; run < runs; ++run) place.runs.push_back({++id, of_run(i, random)});
    made.places.push_back(std::move(place));
  }
  return {std::move(made)};
}

double draw(Random& random, int most) { return std::uniform_int_distribution<int>(0, most)(random); }

TEST(Comparison, PlacesAStepExactlyAndOnce) {
  for (const int runs : {5, 20}) {
    const auto result = compare(line(26, runs, [](int place, Random&) {
      return Values{{output("exit"), std::string("exit 0")}, {output("stdout.x"), place < 20 ? 10.0 : 9.0}};
    }));
    ASSERT_THAT(result.changes, SizeIs(1)) << runs;
    const auto& change = result.changes[0];
    EXPECT_EQ(change.from, 19U);
    EXPECT_EQ(change.to, 20U);
    EXPECT_EQ(change.before.median, 10);
    EXPECT_EQ(change.after.median, 9);
    EXPECT_EQ(change.before_first, 0U) << "places that show the same are taken together";
    EXPECT_EQ(change.after_last, 25U);
    EXPECT_EQ(result.comparisons, 50U);
    EXPECT_EQ(result.tests, 1U);
    EXPECT_LT(change.q, 1e-6);
  }
}

TEST(Comparison, SeesAReleaseThatIsDifferentFromBothItsNeighbours) {
  const auto result = compare(line(9, 20, [](int place, Random&) {
    return Values{{output("exit"), std::string(place == 4 ? "timed out" : "exit 0")}};
  }));
  ASSERT_THAT(result.changes, SizeIs(2));
  EXPECT_EQ(result.changes[0].to, 4U);
  EXPECT_EQ(result.changes[1].from, 4U);
  EXPECT_EQ(result.changes[1].to, 5U);
}

TEST(Comparison, WhatChangesTogetherUnderOneNameIsOneChange) {
  const auto result = compare(line(4, 20, [](int place, Random& random) {
    const double more = place < 2 ? 0 : 5;
    return Values{{field("runqueue", Statistic::at, 100), more + draw(random, 1)},
                  {field("runqueue", Statistic::at, 200), more + draw(random, 2)},
                  {field("runqueue", Statistic::median), more + draw(random, 1)}};
  }));
  ASSERT_THAT(result.changes, SizeIs(1));
  EXPECT_EQ(result.changes[0].what.name, "runqueue");
  EXPECT_THAT(result.changes[0].also, SizeIs(2));
}

TEST(Comparison, TheOrderOfLinesIsNamedOnlyWhereTheLinesAreTheSame) {
  Observable order{"stdout|order", "stdout", Statistic::order};
  const auto moved = compare(line(4, 20, [&](int place, Random&) {
    return Values{{output("stdout"), std::string("a # (2 lines)")}, {order, std::string(place < 2 ? "1 2" : "2 1")}};
  }));
  ASSERT_THAT(moved.changes, SizeIs(1));
  EXPECT_EQ(moved.changes[0].what.statistic, Statistic::order);
  const auto changed = compare(line(4, 20, [&](int place, Random&) {
    return Values{{output("stdout"), std::string(place < 2 ? "a # (2 lines)" : "b # (2 lines)")},
                  {order, std::string(place < 2 ? "1 2" : "2 1")}};
  }));
  ASSERT_THAT(changed.changes, SizeIs(1));
  EXPECT_EQ(changed.changes[0].what.statistic, Statistic::whole);
  EXPECT_THAT(changed.changes[0].also, IsEmpty());
}

TEST(Comparison, RandomTextsAreNoChange) {
  const auto result = compare(line(26, 10, [](int, Random& random) {
    const auto word = "w" + std::to_string(random() % 1'000'000);
    return Values{{output("stdout"), word}, {output("stdout|lines|" + word), 1.0}};
  }));
  EXPECT_THAT(result.changes, IsEmpty());
}

TEST(Comparison, ATextThatBecomesSteadyIsAChange) {
  const auto result = compare(line(4, 20, [](int place, Random& random) {
    return Values{{output("stdout"), place < 2 ? "map " + std::to_string(random() % 24) : std::string("map 0")}};
  }));
  ASSERT_THAT(result.changes, SizeIs(1));
  EXPECT_EQ(result.changes[0].to, 2U);
}

TEST(Comparison, TheRuntimesOwnThreadsAreNotTheProgramsDoing) {
  const auto threads = [](double before, double after) {
    return compare(line(4, 20, [=](int place, Random&) {
      Observable what = field("threads", Statistic::median);
      what.group = Group::runtime;
      return Values{{what, place < 2 ? before : after}};
    }));
  };
  EXPECT_THAT(threads(4, 5).changes, IsEmpty());
  EXPECT_THAT(threads(4, 5).runtime_changes, SizeIs(1));
  EXPECT_THAT(threads(4, 40).changes, SizeIs(1)) << "ten times as many are";
}

TEST(Comparison, AFieldThatAppearsIsFormatAndNoChange) {
  const auto result = compare(line(4, 20, [](int place, Random&) {
    Values values{{field("runqueue", Statistic::median), 0.0}};
    if (place >= 2) values.emplace(field("needspinning", Statistic::median), 0.0);
    return values;
  }));
  EXPECT_THAT(result.changes, IsEmpty());
  ASSERT_THAT(result.format_changes, SizeIs(1));
  EXPECT_EQ(result.format_changes[0].field, "needspinning");
  EXPECT_EQ(result.format_changes[0].to, 2U);
  EXPECT_THAT(result.format_changes[0].why, testing::HasSubstr("from 1.20 on"));
}

/// Two goroutines that wait for a WaitGroup, and as many as `others` says for a semaphore.
std::vector<Line> waits(const std::function<int(int minor)>& others) {
  return line(26, 20, [&](int place, Random&) {
    const int minor = place + 2;
    const auto put = [](Values& values, const std::string& name, int count) {
      if (count > 0) values.emplace(field(name, Statistic::median), static_cast<double>(count));
    };
    Values values{{field("goroutines", Statistic::median), 2.0 + others(minor)}};
    put(values, count_of_word("sync.WaitGroup.Wait"), minor >= 24 ? 2 : 0);
    put(values, count_of_word("semacquire"), others(minor) + (minor < 24 ? 2 : 0));
    put(values, count_of_oldest("semacquire"), 2 + others(minor));
    return values;
  });
}

TEST(Comparison, ARenamedWaitIsAChangeOfWordsAlone) {
  const auto result = compare(waits([](int) { return 0; }));
  EXPECT_THAT(result.changes, IsEmpty());
  ASSERT_THAT(result.format_changes, SizeIs(2));
  for (const auto& change : result.format_changes) {
    EXPECT_EQ(change.to, 22U) << "1.24";
    EXPECT_TRUE(change.is_word);
    EXPECT_THAT(change.why,
                testing::AnyOf(testing::HasSubstr("WaitGroup.Wait\""), testing::HasSubstr("\"semacquire\"")));
  }
}

TEST(Comparison, MoreThatWaitAreAChangeAlsoWhereTheWordChanges) {
  const auto names = [](const Comparison& result) {
    std::vector<std::string> all;
    for (const auto& change : result.changes) all.push_back(change.what.name);
    return all;
  };
  const auto at_the_word = compare(waits([](int minor) { return minor < 24 ? 0 : 5; }));
  EXPECT_THAT(names(at_the_word), testing::UnorderedElementsAre("goroutines", count_of_oldest("semacquire")));
  for (const auto& change : at_the_word.changes) EXPECT_EQ(change.to, 22U);
  const auto before = compare(waits([](int minor) { return minor < 15 ? 0 : 5; }));
  EXPECT_THAT(names(before), testing::UnorderedElementsAre("goroutines", count_of_word("semacquire")))
      << "by its word, and not twice";
}

TEST(Comparison, TooFewRunsAreUndecidedAndHideNoNeighbours) {
  auto lines = line(3, 20, [](int place, Random&) { return Values{{output("x"), place < 2 ? 1.0 : 2.0}}; });
  lines[0].places[1].runs.resize(4);
  const auto result = compare(lines);
  ASSERT_THAT(result.undecided, SizeIs(1));
  EXPECT_THAT(result.undecided[0].why, testing::HasSubstr("4 runs count of at least 5"));
  ASSERT_THAT(result.changes, SizeIs(1));
  EXPECT_EQ(result.changes[0].from, 0U);
  EXPECT_EQ(result.changes[0].to, 2U);
}

TEST(Comparison, WhatLooksLikeAChangeButIsNotSureIsSaid) {
  const auto result = compare(line(2, 5, [](int place, Random&) {
    return Values{{output("exit"), std::string(place == 0 ? "exit 0" : "exit 1")},
                  {field("runqueue", Statistic::median), place == 0 ? 0.0 : 5.0}};
  }));
  ASSERT_THAT(result.changes, SizeIs(2)) << "5 of 5 against 0 of 5: p = 0.008, of one comparison a group";
}

/// Programs that behave alike: random numbers, small counts, queues, words and
/// now and then another exit, on 26 places.
Values alike(Random& random) {
  Values values{{output("exit"), std::string(random() % 50 == 0 ? "exit 1" : "exit 0")},
                {output("stdout"), std::string(random() % 4 == 0 ? "a" : "b")}};
  for (int i = 0; i < 4; ++i) values.emplace(output("stdout.r" + std::to_string(i)), draw(random, 1'000'000));
  for (int i = 0; i < 4; ++i) values.emplace(output("stdout.d" + std::to_string(i)), draw(random, 5));
  for (int i = 0; i < 20; ++i) values.emplace(field("f" + std::to_string(i), Statistic::at, 100), draw(random, 8));
  return values;
}

TEST(Comparison, ReportsOfAlikeProgramsNameNoChange) {
  int false_changes = 0;
  constexpr int kReports = 40;
  for (int report = 0; report < kReports; ++report) {
    const auto result = compare(
        line(26, 20, [](int, Random& random) { return alike(random); }, 100 + static_cast<std::uint64_t>(report)));
    false_changes += static_cast<int>(result.changes.size());
  }
  EXPECT_LE(false_changes, 1) << "at most one false change in 20 reports is promised";
}

TEST(SelfCheck, ComparesEachPlaceWithItselfAndNeverWithItsNeighbour) {
  const auto lines = line(6, 20, [](int place, Random& random) {
    return Values{{output("x"), place < 3 ? 1.0 : 2.0}, {output("y"), draw(random, 5)}};
  });
  const auto result = self_check(lines);
  EXPECT_THAT(result.changes, IsEmpty());
  EXPECT_EQ(result.comparisons, 12U);
  EXPECT_EQ(self_check(line(6, 9, [](int, Random&) { return Values{{output("x"), 1.0}}; })).comparisons, 0U)
      << "halves of nine runs are too few";
}

TEST(SelfCheck, ADriftFromRunToRunIsAnAlarmThatItShows) {
  int run = 0;
  const auto result =
      self_check(line(2, 20, [&](int, Random&) { return Values{{output("x"), run++ % 2 == 0 ? 1.0 : 2.0}}; }));
  EXPECT_THAT(result.changes, SizeIs(2));
}

TEST(Table, TakesPlacesThatBehaveAlikeTogether) {
  const auto lines = line(6, 20, [](int place, Random&) {
    return Values{{output("x"), place < 2 ? 1.0 : 2.0}, {output("y"), place < 4 ? 1.0 : 2.0}};
  });
  const auto table = table_of(lines[0], 0, compare(lines).changes);
  ASSERT_THAT(table.columns, SizeIs(2));
  ASSERT_THAT(table.rows, SizeIs(3));
  EXPECT_EQ(describe_range(lines[0], table.rows[1].first, table.rows[1].last), "1.4..1.5");
  EXPECT_EQ(table.rows[1].cells[0].median, 2);
  EXPECT_EQ(table.rows[1].cells[1].median, 1);
  EXPECT_EQ(table.rows[1].runs, 40);
}

}  // namespace
}  // namespace schedlitmus::compare
