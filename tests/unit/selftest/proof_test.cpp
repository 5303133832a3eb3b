#include "selftest/proof.hpp"

#include <gmock/gmock.h>

#include "unit/selftest/folder.hpp"

namespace schedlitmus::selftest {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kSplit = R"({"id": "split", "always": true, "field": "local_queues", "equals": [4, 4]})";
/// A queue is never shorter than 0.
constexpr const char* kNothing = R"({"id": "nothing", "always": true, "field": "runqueue", "min": 0})";

class Proofs : public testing::Test {
 protected:
  void control(const std::string& name, const std::string& trace) const {
    folder_.write("controls/x/" + name + ".trace", trace);
  }
  [[nodiscard]] Proof prove(const std::string& checks, const std::string& more = {},
                            const Settings& settings = {}) const {
    return selftest::prove(folder_.expectation("x", checks, more), settings);
  }
  Folder folder_;
};

TEST_F(Proofs, ProveACheckThatCanFailAndHold) {
  control("holds-1.13.15", trace_with(0, "4 4"));
  control("violated-split-1.13.15", trace_with(0, "1 7"));
  const auto proof = prove(kSplit);
  EXPECT_THAT(proof.errors, IsEmpty());
  const auto& check = proof.checks.at(0);
  EXPECT_EQ(check.finding, Finding::proven);
  EXPECT_THAT(check.problems, IsEmpty());
  ASSERT_THAT(check.shown, SizeIs(2));
  EXPECT_TRUE(check.shown[0].must_hold && check.shown[0].as_it_must());
  EXPECT_TRUE(!check.shown[1].must_hold && check.shown[1].as_it_must());
  EXPECT_EQ(check.shown[1].outcome.seen, "[1 7]");
  EXPECT_EQ(check.mutations.tried, 500U);
  EXPECT_GT(check.mutations.missed, 50U);
}

TEST_F(Proofs, FindACheckThatNothingCanViolate) {
  control("holds-1.13.15", trace_with(2, "4 4"));
  control("violated-split-1.13.15", trace_with(0, "1 7"));
  const auto proof = prove(std::string(kSplit) + ",\n" + kNothing);
  EXPECT_EQ(proof.checks.at(0).finding, Finding::proven);
  const auto& check = proof.checks.at(1);
  EXPECT_EQ(check.finding, Finding::vacuous);
  EXPECT_EQ(check.mutations.missed, 0U);
  ASSERT_THAT(check.problems, SizeIs(1));
  EXPECT_THAT(check.problems[0].where, HasSubstr("x.json:4:1"));
  EXPECT_THAT(check.problems[0].what,
              HasSubstr("check \"nothing\" (runqueue >= 0 always) is one that nothing can violate"));
  EXPECT_THAT(check.problems[0].what, HasSubstr("500 changes to recorded traces ("));
  EXPECT_THAT(check.problems[0].what, HasSubstr(" lowered"));
}

TEST_F(Proofs, FindOtherChecksThatNothingCanViolate) {
  control("holds-1.13.15", trace_with(2, "4 4"));
  for (const char* check : {R"("always": true, "field": "idleprocs", "max": "gomaxprocs")",
                            R"("always": true, "field": "busy_threads", "min": 0)",
                            R"("always": true, "ratio": ["runqueue", "threads"], "min": 0)"}) {
    const auto proof = prove(fmt::format(R"({{"id": "c", {}}})", check));
    EXPECT_EQ(proof.checks.at(0).finding, Finding::vacuous) << check;
  }
}

TEST_F(Proofs, MakeEachKindOfCheckMiss) {
  control("holds-1.13.15", trace_with(2, "4 4"));
  for (const char* check :
       {R"("at": "100ms", "within": "20ms", "field": "waiting", "equals": 10)",
        R"("never": true, "field": "runqueue", "min": 1000)",
        R"("eventually": true, "by": "1s", "field": "runqueue", "min": 2)",
        R"("share": {"min": 0.9}, "field": "idleprocs", "equals": 0)",
        R"("streak": {"min": 5}, "field": "threads", "equals": 5)", R"("trend": "flat", "field": "runqueue")",
        R"("quantile": 0.5, "field": "imbalance", "max": 0)", R"("aggregate": "change", "field": "threads", "max": 3)",
        R"("always": true, "ratio": ["threads", "idlethreads"], "max": 3)",
        R"("always": true, "difference": ["threads", "idlethreads"], "max": 3)",
        R"("always": true, "field": "gomaxprocs", "equals": 2)"}) {
    const auto proof = prove(fmt::format(R"({{"id": "c", {}}})", check));
    EXPECT_GT(proof.checks.at(0).mutations.missed, 0U) << check;
    EXPECT_EQ(proof.checks.at(0).finding, Finding::no_control) << check;
  }
}

TEST_F(Proofs, AskForAControlWithTheCommandThatRecordsOne) {
  control("holds-1.13.15", trace_with(0, "4 4"));
  const auto check = prove(kSplit).checks.at(0);
  EXPECT_EQ(check.finding, Finding::no_control);
  ASSERT_THAT(check.problems, SizeIs(1));
  EXPECT_THAT(check.problems[0].where, HasSubstr("x.json:3:12"));
  EXPECT_THAT(check.problems[0].what, HasSubstr("no control shows that check \"split\""));
  const auto folder = (folder_.path() / "controls/x").string();
  EXPECT_THAT(check.problems[0].hint,
              HasSubstr("schedlitmus capture " + (folder_.path() / "prog").string() +
                        " --go '>=1.5' --gomaxprocs 2 --period 20ms --detail --deadline 30s --arg=-n=3 "
                        "--name violated-split -o " +
                        folder));
  control("violated-split-1.13.15", trace_with(0, "1 7"));
  std::filesystem::remove(folder_.path() / "controls/x/holds-1.13.15.trace");
  EXPECT_THAT(prove(kSplit).checks.at(0).problems.at(0).hint, HasSubstr("--name holds -o " + folder));
}

TEST_F(Proofs, SayWhereAControlDoesNotShowWhatItsNameSays) {
  control("holds-1.13.15", trace_with(0, "1 7"));
  control("violated-split-1.13.15", trace_with(0, "4 4"));
  control("violated-split-1.14.15", "no trace at all\n");
  const auto check = prove(kSplit).checks.at(0);
  EXPECT_EQ(check.finding, Finding::misbehaves);
  ASSERT_THAT(check.problems, SizeIs(3));
  EXPECT_THAT(check.problems[0].what, HasSubstr("must hold on holds-1.13.15.trace, and is missed: [1 7] was seen"));
  EXPECT_THAT(check.problems[1].what, HasSubstr("must be missed on violated-split-1.13.15.trace, and is held"));
  EXPECT_THAT(check.problems[2].what, HasSubstr("and is undecided: "));
}

TEST_F(Proofs, TakeEachFormOfACheckForItself) {
  control("holds-1.5.4", trace_with(0, "4 4"));
  control("violated-split-1.5.4", trace_with(0, "1 7"));
  const std::string rules = R"(, "releases": [
{"go": ">=1.14", "why": "w", "violated": ["split"]},
{"go": "1.10..1.13", "why": "w", "checks": [{"id": "split", "always": true, "field": "waiting", "max": 8}]}])";
  auto proof = prove(kSplit, rules);
  ASSERT_THAT(proof.checks, SizeIs(2));
  EXPECT_EQ(proof.checks[0].finding, Finding::proven);
  EXPECT_EQ(proof.checks[1].releases, "1.10..1.13");
  EXPECT_EQ(proof.checks[1].finding, Finding::no_control);
  control("holds-1.13.15", trace_with(0, "1 7"));
  control("violated-split-1.13.15", trace_with(3, "4 4"));
  // What must be VIOLATED on a release need not hold there.
  control("holds-1.27.4", trace_with(5, "0 1"));
  proof = prove(kSplit, rules);
  EXPECT_EQ(proof.checks[0].finding, Finding::proven);
  EXPECT_EQ(proof.checks[1].finding, Finding::proven);
  EXPECT_THAT(proof.checks[0].shown, SizeIs(2));
}

TEST_F(Proofs, LookAtTheRunsEndAndItsOutput) {
  const std::string checks = R"json({"id": "served", "measure": "served", "min": 5},
{"id": "text", "outcome": "stdout", "pattern": "winner (\\w+)", "equals": "b"},
{"id": "status", "outcome": "exit_status", "equals": 0},
{"id": "calm", "outcome": "fatal_error", "equals": ""},
{"id": "any", "outcome": "exit_status", "one_of": [0, 1, 2]})json";
  control("holds-1.13.15", trace_with(0, "4 4"));
  folder_.write("controls/x/holds-1.13.15.stdout", "measure: served=10\nwinner b\n");
  folder_.write("controls/x/holds-1.13.15.run.json", note_of(0));
  const std::string missed = "controls/x/violated-served+text+status+calm-1.13.15";
  folder_.write(missed + ".trace", "panic: oh\n" + trace_with(0, "4 4"));
  folder_.write(missed + ".stdout", "measure: served=1\nwinner a\n");
  folder_.write(missed + ".run.json", note_of(2));
  const auto proof = prove(checks);
  EXPECT_THAT(proof.errors, IsEmpty());
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(proof.checks.at(i).finding, i < 4 ? Finding::proven : Finding::no_control) << proof.checks[i].id;
    EXPECT_GT(proof.checks[i].mutations.missed, 0U) << proof.checks[i].id;
  }
}

/// Of a service: the load's measures, the load's end, and a number for each request.
constexpr const char* kOfAService = R"({"id": "served", "load": "requests", "min": 500},
{"id": "threads-each", "aggregate": "max", "field": "threads", "per": "requests", "max": 0.01},
{"id": "load-ends", "outcome": "load_exit_status", "equals": 0},
{"id": "is-ready", "outcome": "ready", "equals": true},
{"id": "queue", "always": true, "field": "runqueue", "max": 5})";

TEST_F(Proofs, OfAServiceLookAtItsLoadAndAtTheSamplesUnderIt) {
  const auto trace = [](int before, int under) {
    std::string text;
    for (int i = 0; i < 10; ++i)
      text += fmt::format(
          "SCHED {}ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=1 idlethreads=2 runqueue={} "
          "[0 0]\n",
          20 * i, i < 5 ? before : under);
    return text;
  };
  const auto keep = [&](const std::string& name, const std::string& text, const std::string& note, int requests) {
    control(name, text);
    folder_.write("controls/x/" + name + ".run.json", note);
    folder_.write("controls/x/" + name + ".load.stdout", fmt::format("measure: requests={}\n", requests));
  };
  keep("holds-1.13.15", trace(50, 1), service_note(0), 1000);
  keep("violated-served+threads-each+load-ends+queue-1.13.15", trace(1, 50), service_note(3), 10);
  keep("violated-is-ready-1.14.15", trace(1, 1), service_note(0, "null"), 1000);
  const auto proof = selftest::prove(folder_.expectation("x", kOfAService, {}, kService), {});
  EXPECT_THAT(proof.errors, IsEmpty());
  for (const auto& check : proof.checks) {
    EXPECT_EQ(check.finding, Finding::proven) << check.id << ": " << to_string(check.problems.at(0));
    EXPECT_GT(check.mutations.missed, 0U) << check.id;
  }
  EXPECT_EQ(proof.checks[4].shown[0].outcome.samples, 4U) << "those from 100 ms to 160 ms: the bounds are inclusive";
}

TEST_F(Proofs, DoNotSayOfADiagnosisThatNothingCanViolateIt) {
  control("holds-1.13.15", detailed_trace(600, 100));
  const auto queues = R"({"id": "no-queues", "diagnosis": "overproduction", "never": true})";
  Settings few;
  few.mutations = 40;
  const auto check = selftest::prove(folder_.expectation("x", queues, {}, kService), few).checks.at(0);
  ASSERT_EQ(check.mutations.tried, 40U) << to_string(check.problems.at(0));
  ASSERT_EQ(check.mutations.missed, 0U) << "queues over a whole trace are no number that is drawn";
  EXPECT_EQ(check.finding, Finding::no_control);
  for (const auto& problem : check.problems) EXPECT_THAT(problem.what, testing::Not(HasSubstr("nothing can violate")));
  EXPECT_THAT(check.problems.back().hint,
              HasSubstr("run it with a release, a load or a setting under which it is missed, then keep such a run: "
                        "./schedlitmus show RUN --name violated-no-queues -o "));
}

TEST_F(Proofs, OfALoadWithoutItsOutputSayThatItIsNotThere) {
  control("holds-1.13.15", trace_with(0, "4 4"));
  const auto served = R"({"id": "served", "load": "requests", "min": 500})";
  const auto check = selftest::prove(folder_.expectation("x", served, {}, kService), {}).checks.at(0);
  EXPECT_EQ(check.mutations.tried, 0U);
  EXPECT_THAT(check.problems.at(0).what, HasSubstr("and is undecided: no load was run"));
}

TEST_F(Proofs, OfADistributionTakeTheNumberAsThatOfEachRun) {
  control("holds-1.13.15", trace_with(2, "4 4"));
  control("violated-spread-1.13.15", trace_with(40, "4 4"));
  const std::string spread = R"({"id": "spread", "class": "distribution", "aggregate": "median", "field": "runqueue",
"max": 10})";
  const auto check = prove(spread).checks.at(0);
  EXPECT_EQ(check.finding, Finding::proven) << (check.problems.empty() ? "" : to_string(check.problems[0]));
  EXPECT_GT(check.mutations.missed, 0U);
}

TEST_F(Proofs, AreTheSameForASeedAndTryNothingWhereNothingIsAsked) {
  control("holds-1.13.15", trace_with(0, "4 4"));
  Settings settings;
  settings.seed = 11;
  const auto once = prove(kSplit, {}, settings).checks.at(0).mutations.missed;
  EXPECT_EQ(prove(kSplit, {}, settings).checks.at(0).mutations.missed, once);
  settings.mutations = 0;
  EXPECT_EQ(prove(kNothing, {}, settings).checks.at(0).finding, Finding::no_control);
}

TEST_F(Proofs, TellWhichRecordingsCannotBeRead) {
  control("holds-1.13.15", trace_with(0, "4 4"));
  folder_.write("controls/x/holds-1.13.15.run.json", R"({"ending": "eaten"})");
  const auto proof = prove(kSplit);
  ASSERT_THAT(proof.errors, SizeIs(1));
  EXPECT_THAT(proof.errors[0].what, HasSubstr("does not say how the run ended"));
  EXPECT_THAT(proof.errors[0].where, HasSubstr("holds-1.13.15.run.json"));
}

}  // namespace
}  // namespace schedlitmus::selftest
