#include "expectation/run_evaluator.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <random>

#include "expectation/checker.hpp"
#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using How = RunEnd::How;
using testing::HasSubstr;

RunEnd ended(How how, int number = 0) {
  RunEnd end;
  end.how = how;
  end.number = number;
  return end;
}

Check measure_check(const std::string& name, double min) {
  Check check;
  check.id = name;
  check.subject.kind = SubjectKind::measure;
  check.subject.measure = name;
  check.condition.min = min;
  return check;
}

Check fact_check(RunFact fact, Expected expected) {
  Check check;
  check.id = "fact";
  check.subject.kind = SubjectKind::outcome;
  check.subject.fact = fact;
  check.condition.equals = std::move(expected);
  return check;
}

Outcome evaluate(const Check& check, const RunEnd& end, std::string_view out = "", std::string_view err = "") {
  RunEvaluator evaluator({check});
  evaluator.on_stdout(out);
  evaluator.on_text(err);
  return evaluator.finish(end).at(0);
}

TEST(RunEvaluator, TakesTheLastLineOfAMeasure) {
  const auto outcome = evaluate(measure_check("served", 5), ended(How::exited),
                                "measure: served=4\nmeasure: other=9\nmeasure: served = 7.5 \n");
  EXPECT_EQ(outcome.kind, OutcomeKind::held);
  EXPECT_EQ(outcome.seen, "7.5");
  EXPECT_EQ(outcome.number, 7.5);
  EXPECT_EQ(evaluate(measure_check("served", 5), ended(How::exited), "measure: served=4").kind, OutcomeKind::missed);
}

TEST(RunEvaluator, IsUndecidedWithoutAMeasureThatIsANumber) {
  for (const char* out : {"", "served=7\n", " measure: served=7\n", "measure: served 7\n"}) {
    const auto outcome = evaluate(measure_check("served", 5), ended(How::exited), out);
    EXPECT_EQ(outcome.kind, OutcomeKind::undecided) << out;
    EXPECT_EQ(outcome.reason, "no line \"measure: served=...\" on stdout");
  }
  for (const char* out :
       {"measure: served=\n", "measure: served=7 ms\n", "measure: served=inf\n", "measure: served=nan\n"}) {
    const auto outcome = evaluate(measure_check("served", 5), ended(How::exited), out);
    EXPECT_EQ(outcome.kind, OutcomeKind::undecided) << out;
    EXPECT_THAT(outcome.reason, HasSubstr("which is no number"));
  }
}

TEST(RunEvaluator, ComparesWithBoundsThatGrowWithGomaxprocs) {
  Check check = measure_check("a", 0);
  check.condition.min = Bound(-1, 2);
  RunEnd end = ended(How::exited);
  end.gomaxprocs = 4;
  EXPECT_EQ(evaluate(check, end, "measure: a=7\n").kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(check, end, "measure: a=6\n").kind, OutcomeKind::missed);
  end.gomaxprocs = 0;
  EXPECT_THAT(evaluate(check, end, "measure: a=7\n").reason, HasSubstr("gomaxprocs, which is not known"));
}

TEST(RunEvaluator, KnowsTheExitStatusAsAShellHasIt) {
  const Check zero = fact_check(RunFact::exit_status, 0.0);
  EXPECT_EQ(evaluate(zero, ended(How::exited, 0)).kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(zero, ended(How::exited, 2)).seen, "2");
  EXPECT_EQ(evaluate(zero, ended(How::signalled, SIGSEGV)).seen, "139");
  const auto none = evaluate(zero, ended(How::timed_out));
  EXPECT_EQ(none.kind, OutcomeKind::missed);
  EXPECT_EQ(none.seen, "none: stopped at its deadline");
}

TEST(RunEvaluator, TakesATimeOutAsAnObservation) {
  EXPECT_EQ(evaluate(fact_check(RunFact::timed_out, true), ended(How::timed_out)).kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(fact_check(RunFact::timed_out, true), ended(How::exited)).kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(measure_check("a", 1), ended(How::timed_out), "measure: a=1\n").kind, OutcomeKind::held);
}

TEST(RunEvaluator, NamesTheSignal) {
  EXPECT_EQ(evaluate(fact_check(RunFact::signal, "SIGKILL"), ended(How::signalled, SIGKILL)).kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(fact_check(RunFact::signal, ""), ended(How::exited)).kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(fact_check(RunFact::signal, ""), ended(How::signalled, 63)).seen, "signal 63");
}

TEST(RunEvaluator, FindsTheFirstLineOfAFatalError) {
  Check check = fact_check(RunFact::fatal_error, "");
  EXPECT_EQ(evaluate(check, ended(How::exited), "", "a warning\nnot a panic: x\n").kind, OutcomeKind::held);
  const char* text = "log\nfatal error: all goroutines are asleep - deadlock!\n\npanic: later\n";
  EXPECT_EQ(evaluate(check, ended(How::exited, 2), "", text).seen,
            "fatal error: all goroutines are asleep - deadlock!");
  EXPECT_EQ(evaluate(check, ended(How::exited, 2), "", "SIGQUIT: quit").seen, "SIGQUIT: quit");
  check.condition = {};
  check.condition.matches = *Pattern::parse("deadlock");
  EXPECT_EQ(evaluate(check, ended(How::exited, 2), "", text).kind, OutcomeKind::held);
  check.subject.pattern = *Pattern::parse("error: (\\w+)");
  EXPECT_EQ(evaluate(check, ended(How::exited, 2), "", text).seen, "all");
  EXPECT_EQ(evaluate(check, ended(How::exited), "", "").reason, R"x(none does not match "error: (\w+)")x");
}

TEST(RunEvaluator, ComparesStdoutOrWhatAPatternPicks) {
  Check check = fact_check(RunFact::output, "a\nb");
  EXPECT_EQ(evaluate(check, ended(How::exited), "a\nb\n\n").kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(check, ended(How::exited), "b\na\n").seen, "b / a");
  check = fact_check(RunFact::output, "ping");
  check.subject.pattern = *Pattern::parse("^winner (\\w+)");
  EXPECT_EQ(evaluate(check, ended(How::exited), "winner pong\nwinner ping\nend\n").kind, OutcomeKind::held);
  const auto nobody = evaluate(check, ended(How::exited), "no winner\n");
  EXPECT_EQ(nobody.kind, OutcomeKind::undecided);
  EXPECT_THAT(nobody.reason, HasSubstr("no line of stdout matches"));
}

TEST(RunEvaluator, DoesNotCompareAHugeStdoutAsAWhole) {
  const std::string flood(kLongestText + 1, 'x');
  EXPECT_THAT(evaluate(fact_check(RunFact::output, "x"), ended(How::exited), flood).reason, HasSubstr("64 KiB"));
  EXPECT_EQ(evaluate(measure_check("a", 1), ended(How::exited), flood + "\nmeasure: a=1\n").kind, OutcomeKind::held);
}

TEST(RunEvaluator, SaysWhyNothingIsKnown) {
  RunEnd end;
  end.unknown_why = "stopped";
  EXPECT_EQ(evaluate(fact_check(RunFact::exit_status, 0.0), end).reason, "stopped");
  EXPECT_EQ(evaluate(fact_check(RunFact::fatal_error, ""), end).reason, "stopped");
  EXPECT_EQ(evaluate(fact_check(RunFact::fatal_error, ""), end, "", "panic: x\n").kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(measure_check("a", 1), end, "measure: a=1\n").kind, OutcomeKind::held);
  end.output_unknown_why = "cut";
  EXPECT_EQ(evaluate(measure_check("a", 1), end, "measure: a=1\n").reason, "cut");
  EXPECT_EQ(evaluate(fact_check(RunFact::output, ""), end).reason, "cut");
  end.how = How::exited;
  end.stderr_unknown_why = "torn";
  EXPECT_EQ(evaluate(fact_check(RunFact::fatal_error, ""), end).reason, "torn");
}

TEST(RunEvaluator, SeesTheSameInPiecesOfAnySize) {
  const std::string out = "a\r\nmeasure: a=1\n\nwinner x\nmeasure: a=2\nend";
  const std::string err = "x\nSIGSEGV: segmentation violation\nmore";
  Check whole = fact_check(RunFact::output, "");
  Check picked = whole;
  picked.subject.pattern = *Pattern::parse("winner (.*)");
  const std::vector<Check> checks{measure_check("a", 2), whole, picked, fact_check(RunFact::fatal_error, "")};
  RunEvaluator at_once(checks);
  at_once.on_stdout(out);
  at_once.on_text(err);
  const auto expected = at_once.finish(ended(How::exited));
  std::mt19937_64 random(3);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same pieces in every run
  const auto in_pieces = [&](std::string_view text, auto feed) {
    while (!text.empty()) {
      const auto size = std::min<std::size_t>(text.size(), 1 + random() % 7);
      feed(text.substr(0, size));
      text.remove_prefix(size);
    }
  };
  for (int i = 0; i < 100; ++i) {
    RunEvaluator evaluator(checks);
    in_pieces(out, [&](std::string_view piece) { evaluator.on_stdout(piece); });
    in_pieces(err, [&](std::string_view piece) { evaluator.on_text(piece); });
    EXPECT_EQ(evaluator.finish(ended(How::exited)), expected);
  }
}

TEST(Checker, GivesTheOutcomesInTheOrderOfTheChecks) {
  Check of_sample = at_check("runqueue", 100, 50, 3.0);
  of_sample.id = "sample";
  Checker checker({fact_check(RunFact::exit_status, 0.0), of_sample, measure_check("a", 1)});
  checker.on_sample(sample_at(100, 3, {1, 2}));
  checker.on_sample(sample_at(200, 3, {1, 2}));
  EXPECT_FALSE(checker.all_decided());
  checker.on_stdout("measure: a=1\n");
  const auto outcomes = checker.finish(health_of(2, 0), ended(How::exited));
  ASSERT_EQ(outcomes.size(), 3U);
  EXPECT_EQ(outcomes[0].check, "fact");
  EXPECT_EQ(outcomes[1].check, "sample");
  EXPECT_EQ(outcomes[2].check, "a");
  for (const auto& outcome : outcomes) EXPECT_EQ(outcome.kind, OutcomeKind::held) << outcome.check;
}

TEST(Checker, JudgesTheEndOfARunWhoseTraceIsLost) {
  Checker checker({at_check("runqueue", 100, 50, 3.0), fact_check(RunFact::exit_status, 0.0)});
  checker.on_sample(sample_at(100, 3, {1, 2}));
  const auto outcomes = checker.finish(health_of(1, 9), ended(How::exited));
  EXPECT_EQ(outcomes[0].kind, OutcomeKind::undecided);
  EXPECT_EQ(outcomes[1].kind, OutcomeKind::held);
}

}  // namespace
}  // namespace schedlitmus::expectation
