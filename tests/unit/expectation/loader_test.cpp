#include "expectation/loader.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "source_dir.hpp"
#include "unit/expectation/malformed.hpp"
#include "unit/expectation/texts.hpp"

namespace schedlitmus::expectation {
namespace {

namespace fs = std::filesystem;
using List = std::vector<std::int64_t>;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view kWhole = R"({
  // Every key there is.
  "$schema": "../schema/expectation.schema.json",
  "title": "Ten goroutines",
  "why": "The article's trace.",
  "scenario": {
    "program": "ten_goroutines", "args": ["-goroutines", "10"], "env": {"A": ""},
    "go": ">=1.5", "default_releases": "1.5, latest", "gomaxprocs": [2],
    "godebug": {"asyncpreemptoff": "1"},
    "trace": {"period": "50ms", "detail": true}, "deadline": "25s"
  },
  "checks": [
    {"id": "split", "why": "they were stolen", "class": "invariant", "at": "2s", "within": "150ms",
     "field": "local_queues", "equals": [4, 4], "tolerance": 1, "order": "any"},
    {"id": "none-idle", "always": true, "from": "1200ms", "until": "2s", "field": "idleprocs", "min": 0, "max": 0.5},
    {"id": "ends", "eventually": true, "from": "1s", "by": "25s", "field": "idleprocs", "equals": 2}
  ],
  "hold": {"good": 0.9, "bad": 0.5, "alpha": 0.01, "beta": 0.02, "max_runs": 20},
  "releases": [
    {"go": "<1.5", "skip": "one run queue order before runnext"},
    {"go": ">=1.14", "why": "preemption", "violated": ["split"], "checks": [
      {"id": "ends", "eventually": true, "by": "20s", "field": "idleprocs", "equals": 2}]}
  ]
})";

TEST(Parse, ReadsTheScenario) {
  const auto read = parse(kWhole, "a/b.json", "b");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_EQ(read->name, "b");
  EXPECT_EQ(read->file, "a/b.json");
  EXPECT_EQ(read->title, "Ten goroutines");
  EXPECT_EQ(read->why, "The article's trace.");
  EXPECT_EQ(read->source, kWhole);
  const Scenario& scenario = read->scenario;
  EXPECT_EQ(scenario.program, "ten_goroutines");
  EXPECT_THAT(scenario.args, ElementsAre("-goroutines", "10"));
  EXPECT_THAT(scenario.env, ElementsAre(Pair("A", "")));
  EXPECT_EQ(scenario.go, ">=1.5");
  EXPECT_EQ(scenario.default_releases, "1.5, latest");
  EXPECT_THAT(scenario.gomaxprocs, ElementsAre(2));
  EXPECT_THAT(scenario.godebug, ElementsAre(Pair("asyncpreemptoff", "1")));
  EXPECT_EQ(scenario.trace.period, Millis{50});
  EXPECT_TRUE(scenario.trace.detail);
  EXPECT_EQ(scenario.deadline, Millis{25'000});
}

TEST(Parse, ReadsTheChecks) {
  const auto read = parse(kWhole, "a/b.json", "b");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->checks.size(), 3U);
  const Check& split = read->checks[0];
  EXPECT_EQ(split.id, "split");
  EXPECT_EQ(split.why, "they were stolen");
  EXPECT_EQ(split.check_class, CheckClass::invariant);
  EXPECT_EQ(split.quantifier, Quantifier::at);
  EXPECT_EQ(split.at, Millis{2000});
  EXPECT_EQ(split.within, Millis{150});
  EXPECT_EQ(split.subject.field, trace::find_field("local_queues"));
  EXPECT_EQ(split.condition.equals, Expected(List{4, 4}));
  EXPECT_EQ(split.condition.tolerance, 1);
  EXPECT_EQ(split.condition.order, ListOrder::any);
  const Check& none_idle = read->checks[1];
  EXPECT_EQ(none_idle.check_class, CheckClass::typical);
  EXPECT_EQ(none_idle.quantifier, Quantifier::always);
  EXPECT_EQ(none_idle.from.time, Millis{1200});
  EXPECT_EQ(none_idle.until.value().time, Millis{2000});
  EXPECT_EQ(none_idle.condition.equals, std::nullopt);
  EXPECT_EQ(none_idle.condition.min, Bound(0));
  EXPECT_EQ(none_idle.condition.max, Bound(0.5));
  const Check& ends = read->checks[2];
  EXPECT_EQ(ends.quantifier, Quantifier::eventually);
  EXPECT_EQ(ends.from.time, Millis{1000});
  EXPECT_EQ(ends.until.value().time, Millis{25'000});
}

TEST(Parse, ReadsHoldAndReleases) {
  const auto read = parse(kWhole, "a/b.json", "b");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->hold.good, 0.9);
  EXPECT_EQ(read->hold.bad, 0.5);
  EXPECT_EQ(read->hold.alpha, 0.01);
  EXPECT_EQ(read->hold.beta, 0.02);
  EXPECT_EQ(read->hold.max_runs, 20);
  ASSERT_EQ(read->releases.size(), 2U);
  EXPECT_TRUE(read->releases[0].skip);
  EXPECT_EQ(read->releases[0].go, "<1.5");
  EXPECT_EQ(read->releases[0].why, "one run queue order before runnext");
  const ReleaseRule& changed = read->releases[1];
  EXPECT_FALSE(changed.skip);
  EXPECT_EQ(changed.why, "preemption");
  EXPECT_THAT(changed.violated, ElementsAre("split"));
  ASSERT_EQ(changed.checks.size(), 1U);
  EXPECT_EQ(changed.checks[0].until.value().time, Millis{20'000});
  EXPECT_EQ(changed.checks[0].replaced_why, "preemption");
}

TEST(Parse, KeepsThePlacesThatLaterStagesPointTo) {
  const auto read = parse(kWhole, "b.json", "b");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(to_string(read->program_position), "b.json:7:16");
  EXPECT_EQ(to_string(read->go_position), "b.json:8:11");
  EXPECT_EQ(to_string(read->default_releases_position), "b.json:8:40");
  EXPECT_EQ(to_string(read->checks[1].position), "b.json:15:5");
  EXPECT_EQ(to_string(read->releases[1].position), "b.json:21:5");
  EXPECT_EQ(to_string(read->releases[1].go_position), "b.json:21:12");
}

TEST(Parse, HasDefaults) {
  const auto read = parse(with_check(kCheck), "b.json", "b");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_EQ(read->scenario.trace.period, Millis{100});
  EXPECT_FALSE(read->scenario.trace.detail);
  EXPECT_EQ(read->scenario.deadline, Millis{30'000});
  EXPECT_EQ(read->hold.good, 0.95);
  EXPECT_EQ(read->checks[0].within, Millis{100});
  EXPECT_EQ(read->checks[0].check_class, CheckClass::typical);
}

TEST(Loader, ReadsVariantsAndHowToCapture) {
  const auto read = parse(with_scenario(R"({"program": "p", "go": "1.5", "gomaxprocs": [2],
      "trace": {"capture": "messages"}, "max_output": "64MiB", "max_memory": "2GiB",
      "variants": [{"name": "plain"}, {"name": "off", "args": ["-n"], "env": {"A": "1"}, "godebug": {"x": "1"}}]})"),
                          "a", "a");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  const Scenario& scenario = read->scenario;
  EXPECT_EQ(scenario.trace.capture, CaptureChoice::messages);
  EXPECT_EQ(scenario.max_output, 64ULL << 20U);
  EXPECT_EQ(scenario.max_memory, 2ULL << 30U);
  ASSERT_EQ(scenario.variants.size(), 2U);
  EXPECT_EQ(scenario.variants[0].name, "plain");
  EXPECT_FALSE(scenario.variants[0].args.has_value());
  EXPECT_THAT(scenario.variants[1].args.value(), ElementsAre("-n"));
  EXPECT_THAT(scenario.variants[1].env, ElementsAre(Pair("A", "1")));
  EXPECT_THAT(scenario.variants[1].godebug, ElementsAre(Pair("x", "1")));
}

TEST(Parse, LooksAroundAPointOfTimeForOnePeriodByDefault) {
  const auto read = parse(
      file_text(R"({"program": "p", "go": "1.5", "gomaxprocs": [2], "trace": {"period": "25ms"}})", kCheck), "b", "b");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->checks[0].within, Millis{25});
}

TEST(Parse, ReportsAllErrorsAtOnceInTheOrderOfTheText) {
  const auto read = parse(file_text(R"({"program": 3, "go": ">=1.5", "gomaxprocs": 2})",
                                    R"({"id": "c", "at": 2, "feild": "runqueue", "field": "x", "min": 1, "max": 0})",
                                    R"("hold": {"good": 2})"),
                          "b", "b");
  ASSERT_FALSE(read.has_value());
  std::vector<std::string> places;
  for (const Error& error : read.error()) places.push_back(error.where);
  EXPECT_THAT(places, ElementsAre("b:3:13", "b:3:45", "b:5:19", "b:5:22", "b:5:52", "b:5:74", "b:7:18"));
}

TEST(Parse, ReportsOneMistakeOnce) {
  // With the scenario in error nothing is known about periods, queues and detail.
  const auto read =
      parse(file_text("3", R"({"id": "c", "at": "99h", "within": "1s", "field": "goroutines", "equals": 1},)"
                           R"({"id": "d", "at": "1s", "field": "local_queues", "equals": [1, 2, 3]})"),
            "b", "b");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().size(), 1U);
}

TEST(Parse, RefusesAListOnSeveralSettings) {
  const auto read = parse(file_text(R"({"program": "p", "go": "1.5", "gomaxprocs": [2, 4]})",
                                    R"({"id": "c", "at": "2s", "field": "local_queues", "equals": [4, 4]})"),
                          "b", "b");
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().front().hint, HasSubstr("a list fits one setting"));
}

TEST(Parse, TakesANarrowWindowWhereASampleIsDue) {
  const auto scenario = R"({"program": "p", "go": "1.5", "gomaxprocs": [2], "trace": {"period": "1s"}})";
  const auto check = R"({"id": "c", "at": "2s", "within": "400ms", "field": "runqueue", "equals": 0})";
  EXPECT_TRUE(parse(file_text(scenario, check), "b", "b").has_value());
}

TEST(Parse, SurvivesEveryCutAndManyChangesOfAFile) {
  std::mt19937_64 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same bytes in every run
  const std::string whole(kWhole);
  for (std::size_t cut = 0; cut < whole.size(); cut += 3) {
    EXPECT_FALSE(parse(std::string_view(whole).substr(0, cut), "b", "b").has_value());
    std::string changed = whole;
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<char>(random());
    const auto read = parse(changed, "b", "b");
    EXPECT_TRUE(read.has_value() || !read.error().empty());
  }
}

class LoadTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::temp_directory_path() /
            ("schedlitmus_load_" + std::string(test->name()) + "_" + std::to_string(std::random_device{}()));
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& path, std::string_view text = with_check(kCheck)) {
    const fs::path file = root_ / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  std::string root() { return root_.string(); }

 private:
  fs::path root_;
};

std::vector<std::string> names(const Loaded& loaded) {
  std::vector<std::string> names;
  names.reserve(loaded.expectations.size());
  for (const Expectation& expectation : loaded.expectations) names.push_back(expectation.name);
  return names;
}

TEST_F(LoadTest, ReadsFoldersRecursivelyAndSorted) {
  write("b/two.json");
  write("b/one.json");
  write("a.json");
  write("schema/expectation.schema.json", "{}");
  write("b/schema/x.json", "{}");
  write("notes.txt", "not read");
  const Loaded loaded = load({root()}, root());
  EXPECT_THAT(loaded.errors, IsEmpty());
  EXPECT_THAT(names(loaded), ElementsAre("a", "b/one", "b/two"));
}

TEST_F(LoadTest, NamesAFileOutsideTheRootByItsStem) {
  const std::string file = write("elsewhere/my.litmus.json");
  EXPECT_THAT(names(load({file}, root() + "/b")), ElementsAre("my.litmus"));
  EXPECT_THAT(names(load({file}, "")), ElementsAre("my.litmus"));
}

TEST_F(LoadTest, ReadsAFileOnceThoughItIsNamedTwice) {
  const std::string file = write("b/one.json");
  EXPECT_THAT(names(load({file, root() + "/b/../b", file}, root())), ElementsAre("b/one"));
}

TEST_F(LoadTest, KeepsTheGoodFilesBesideTheBad) {
  write("a.json", "{");
  write("b.json");
  const std::string empty = write("c.json", "");
  const Loaded loaded = load({root()}, root());
  EXPECT_THAT(names(loaded), ElementsAre("b"));
  ASSERT_EQ(loaded.errors.size(), 2U);
  EXPECT_EQ(loaded.errors[0].where, root() + "/a.json:1:2");
  EXPECT_EQ(loaded.errors[1].what, "the file is empty");
  EXPECT_EQ(loaded.errors[1].where, empty);
}

TEST_F(LoadTest, ReportsWhatIsMissing) {
  const Loaded loaded = load({root() + "/none.json", root()}, root());
  ASSERT_EQ(loaded.errors.size(), 2U);
  EXPECT_EQ(loaded.errors[0].what, "there is no such file or folder");
  EXPECT_EQ(loaded.errors[0].where, root() + "/none.json");
  EXPECT_EQ(loaded.errors[1].what, "no expectation in this folder");
  EXPECT_THAT(loaded.errors[1].hint, HasSubstr("*.json"));
}

TEST_F(LoadTest, RefusesASecondFileOfTheSameName) {
  const std::string first = write("a/x.json");
  const std::string second = write("b/x.json");
  const Loaded loaded = load({first, second}, root() + "/elsewhere");
  EXPECT_THAT(names(loaded), ElementsAre("x"));
  ASSERT_EQ(loaded.errors.size(), 1U);
  EXPECT_EQ(loaded.errors[0].where, second);
  EXPECT_THAT(loaded.errors[0].hint, HasSubstr(first));
}

TEST_F(LoadTest, RefusesAHugeFileWithoutReadingIt) {
  const Loaded loaded = load({write("big.json", std::string((1U << 20U) + 1, ' '))}, root());
  ASSERT_EQ(loaded.errors.size(), 1U);
  EXPECT_EQ(loaded.errors[0].what, "the file is larger than 1 MiB");
}

TEST(Load, ReadsEveryExpectationThatIsShipped) {
  const std::string folder = source_dir().string() + "/expectations";
  const Loaded loaded = load({folder}, folder);
  for (const Error& error : loaded.errors) ADD_FAILURE() << to_string(error);
  EXPECT_THAT(names(loaded), testing::Contains("ten_goroutines/two_procs"));
}

}  // namespace
}  // namespace schedlitmus::expectation
