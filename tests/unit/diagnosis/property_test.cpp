// Whatever the program, what the diagnoser says hangs on nothing that means nothing.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

SampleMaker random_sample() {
  SampleMaker made;
  made.idle = *rc::gen::inRange(0, 3);
  made.queue = *rc::gen::element(0, 3, 300);
  made.local = {*rc::gen::inRange(0, 20), 0};
  made.stopping = *rc::gen::inRange(0, 4) == 0;
  made.rounds = *rc::gen::inRange(0, 3);
  const auto count = *rc::gen::inRange(0, 30);
  for (int i = 0; i < count; ++i)
    made.add(1, *rc::gen::element(1, 2, 3, 4, 6),
             *rc::gen::element<std::string_view>("chan send", "sleep", "select", "GC assist wait"),
             *rc::gen::inRange(0, 3) == 0);
  return made;
}

RC_GTEST_PROP(Diagnoser, GivesTheSameForOtherGoroutineIds, ()) {
  std::vector<SampleMaker> samples;
  for (int i = 0; i < 20; ++i) samples.push_back(random_sample());
  const auto same = [&](int i) { return samples.at(static_cast<std::size_t>(i)); };
  const auto moved = [&](int i) {
    auto made = same(i);
    for (auto& g : made.goroutines) g.id = 10'000 - 7 * g.id;
    return made;
  };
  const auto one = diagnose(same, {}, {}, 20), other = diagnose(moved, {}, {}, 20);
  RC_ASSERT(names_in(one) == names_in(other));
  RC_ASSERT(one.measured == other.measured);
}

RC_GTEST_PROP(Diagnoser, SaysNothingOfAnIdleTraceOfAnyLength, ()) {
  const auto samples = *rc::gen::inRange(0, 200), period = *rc::gen::inRange(10, 1000);
  RC_ASSERT(diagnose([](int) { return idle_program(); }, {}, {}, samples, period).diagnoses.empty());
}

}  // namespace
}  // namespace schedlitmus::diagnosis
