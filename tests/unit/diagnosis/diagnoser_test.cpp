#include "diagnosis/diagnoser.hpp"

#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Diagnoser, FindsNothingInAnIdleProgram) {
  const auto findings = diagnose([](int) { return idle_program(); });
  EXPECT_EQ(findings.answer, Answer::nothing);
  EXPECT_THAT(names_in(findings), IsEmpty());
  EXPECT_EQ(findings.cleared.size() + findings.not_looked_at.size(), kNames);
}

TEST(Diagnoser, SaysTooShortBelowTenSamples) {
  const auto make = [](int) { return idle_program(); };
  EXPECT_EQ(diagnose(make, {}, {}, 9).answer, Answer::cannot_tell);
  EXPECT_EQ(diagnose(make, {}, {}, 10).answer, Answer::nothing);
}

TEST(Diagnoser, SaysTooDamagedWhereAThirdIsLost) {
  Diagnoser diagnoser;
  for (int i = 0; i < 20; ++i) diagnoser.on_sample(idle_program().at(1000 + i * 100));
  trace::Health health;
  health.samples = 20;
  for (int i = 0; i < 10; ++i) health.count(trace::Trouble::torn_header, 1, "SCHED");
  EXPECT_EQ(diagnoser.finish(health).answer, Answer::cannot_tell);
}

TEST(Diagnoser, LeavesTheWarmUpOut) {
  Diagnoser diagnoser;
  for (int i = 0; i < 30; ++i) diagnoser.on_sample(idle_program().at(i * 100));
  trace::Health health;
  health.samples = 30;
  const auto findings = diagnoser.finish(health);
  EXPECT_EQ(findings.left_out, 3U);
  EXPECT_EQ(findings.samples, 27U);
  EXPECT_EQ(findings.from, Millis{300});
}

TEST(Diagnoser, NamesWhatNeedsDetail) {
  const auto findings = diagnose([](int) {
    auto made = idle_program();
    made.detailed = false;
    return made;
  });
  std::vector<std::string> unseen;
  for (const auto& each : findings.not_looked_at) unseen.emplace_back(name_of(each.name));
  for (const auto& each : all_diagnoses()) {
    if (each.needs_detail) {
      EXPECT_THAT(unseen, Contains(std::string(each.word)));
    }
  }
}

/// A process of so many samples, from 0 ms.
void run_process(Diagnoser& diagnoser, int samples, const std::function<SampleMaker(int)>& make) {
  for (int i = 0; i < samples; ++i) diagnoser.on_sample(make(i).at(i * kPeriod));
}

Findings finish(Diagnoser& diagnoser) {
  trace::Health health;
  health.samples = 100;
  return diagnoser.finish(health);
}

TEST(Processes, EachIsJudgedByItself) {
  const auto leaks = [](int i) {
    auto made = idle_program();
    made.add(i * 5, 4, "select");
    return made;
  };
  Diagnoser diagnoser;
  run_process(diagnoser, kSamples, leaks);
  run_process(diagnoser, kSamples / 2, [](int) { return idle_program(); });
  const auto findings = finish(diagnoser);
  EXPECT_EQ(findings.processes, 2U);
  EXPECT_EQ(findings.from, Millis{300});
  EXPECT_EQ(findings.until, Millis{4900}) << "the longer one's";
  ASSERT_THAT(names_in(findings), ElementsAre("goroutine-leak"));
  EXPECT_THAT(findings.diagnoses[0].evidence.remarks, Contains(testing::HasSubstr("process 1 of the 2")));
}

TEST(Processes, GrowthFromOneToTheNextIsNoLeak) {
  Diagnoser diagnoser;
  for (int process = 0; process < 8; ++process) {
    run_process(diagnoser, 20, [&](int) {
      auto made = idle_program();
      made.add(process * 50, 4, "select");
      return made;
    });
  }
  const auto findings = finish(diagnoser);
  EXPECT_EQ(findings.processes, 8U);
  EXPECT_THAT(names_in(findings), IsEmpty());
  EXPECT_EQ(findings.answer, Answer::nothing);
}

TEST(Processes, AChildAmongItsParentsSamplesIsLeftOut) {
  Diagnoser diagnoser;
  for (int i = 0; i < kSamples; ++i) {
    diagnoser.on_sample(idle_program().at(5000 + i * kPeriod));
    auto child = idle_program();
    child.queue = 1000;
    diagnoser.on_sample(child.at(i * kPeriod));
  }
  const auto findings = finish(diagnoser);
  EXPECT_EQ(findings.processes, 1U);
  EXPECT_THAT(names_in(findings), IsEmpty());
}

TEST(Processes, AFewSamplesOfOneSayNothing) {
  Diagnoser diagnoser;
  run_process(diagnoser, kSamples, [](int) { return idle_program(); });
  run_process(diagnoser, 9, [](int) {
    auto made = idle_program();
    made.queue = 1000;
    return made;
  });
  EXPECT_THAT(names_in(finish(diagnoser)), IsEmpty());
}

TEST(Evidence, HasTheLimitsThatAreMet) {
  const auto rules_of = [](int queue) {
    const auto findings = diagnose([queue](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.queue = i % 2 == 0 ? queue : queue / 2;
      return made;
    });
    std::vector<std::optional<RuleId>> rules;
    for (const auto& figure : findings.diagnoses.at(0).evidence.figures) rules.push_back(figure.rule);
    return rules;
  };
  EXPECT_THAT(rules_of(1000), Contains(RuleId::over_refilled));
  EXPECT_THAT(rules_of(300), testing::Not(Contains(RuleId::over_waiting)))
      << "the median is below it, and need not be above";
}

TEST(Rank, ACauseExplainsWhatFollowsFromIt) {
  const auto findings = diagnose([](int i) {
    auto made = idle_program();
    made.rounds = i * 10'000;
    made.idle = 1;
    made.queue = 1000;
    made.local = {100, 0};
    return made;
  });
  ASSERT_THAT(names_in(findings), ElementsAre("overproduction"));
  EXPECT_THAT(findings.diagnoses[0].explains, ElementsAre(Name::work_waits_while_idle));
  EXPECT_NE(find(findings, Name::work_waits_while_idle), nullptr);
  EXPECT_EQ(find(findings, Name::deadlock), nullptr);
}

TEST(Windows, ABadMinuteOfALongTraceIsSeen) {
  const auto bad_minute = [](int i) {
    auto made = idle_program();
    made.idle = 0;
    made.queue = i >= 120 && i < 180 ? 1000 : 0;
    return made;
  };
  const auto findings = diagnose(bad_minute, {}, {}, 1200, 1000);
  ASSERT_THAT(names_in(findings), ElementsAre("overproduction"));
  EXPECT_EQ(findings.diagnoses[0].from, Millis{120'000});
}

}  // namespace
}  // namespace schedlitmus::diagnosis
