#include "expectation/subject.hpp"

#include <gmock/gmock.h>

#include <random>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using List = Observation::List;

Subject two(SubjectKind kind, std::string_view first, std::string_view second) {
  Subject subject;
  subject.kind = kind;
  subject.field = trace::find_field(first);
  subject.second = trace::find_field(second);
  return subject;
}

Subject goroutines(GoroutineFilter filter) {
  Subject subject;
  subject.kind = SubjectKind::goroutines;
  subject.goroutines = std::move(filter);
  return subject;
}

trace::Goroutine g(std::int64_t status, std::string_view reason = "", trace::OptionalId lockedm = {}) {
  trace::Goroutine goroutine;
  goroutine.status = status;
  goroutine.waitreason = reason;
  goroutine.lockedm = lockedm;
  return goroutine;
}

/// Two Ps, three Ms, and goroutines of each kind.
trace::Sample detailed() {
  trace::Sample sample = sample_at(100, 3, {4, 1});
  sample.header.set(trace::HeaderField::threads, 3);
  sample.detailed = sample.goroutines_whole = true;
  for (int id = 0; id < 2; ++id) {
    trace::Proc& proc = sample.procs.emplace_back();
    proc.id = id;
    proc.fields.set(trace::ProcField::status, id);
    proc.fields.set_none(trace::ProcField::m);
  }
  for (int id = 2; id >= 0; --id) {
    trace::Machine& machine = sample.machines.emplace_back();
    machine.id = id;
    machine.fields.set(trace::MachineField::curg, id * 10);
  }
  // The second has an old wait reason: it runs.
  sample.goroutines = {
      g(4, "chan receive"), g(2, "chan receive"), g(4, "select", 1), g(6, "chan receive"), g(1), g(11)};
  return sample;
}

double number(const Subject& subject, const trace::Sample& sample) {
  const Observation seen = observe(subject, sample);
  return seen.number() == nullptr ? -1234 : *seen.number();
}

TEST(Subject, RelatesTwoFieldsAListByItsSum) {
  const trace::Sample sample = detailed();
  EXPECT_EQ(number(two(SubjectKind::difference, "threads", "gomaxprocs"), sample), 1);
  EXPECT_EQ(number(two(SubjectKind::ratio, "local_queues", "gomaxprocs"), sample), 2.5);
  EXPECT_EQ(number(two(SubjectKind::difference, "runqueue", "local_queues"), sample), -2);
}

TEST(Subject, SaysNothingOfARatioOverZeroNorOfFieldsThatAreNotThere) {
  trace::Sample sample = detailed();
  EXPECT_TRUE(observe(two(SubjectKind::ratio, "threads", "spinningthreads"), sample).says_nothing());
  sample.header.set(trace::HeaderField::spinningthreads, 0);
  EXPECT_TRUE(observe(two(SubjectKind::ratio, "threads", "spinningthreads"), sample).says_nothing());
  EXPECT_EQ(number(two(SubjectKind::difference, "threads", "spinningthreads"), sample), 3);
}

TEST(Subject, CountsGoroutinesByStatusWaitReasonAndLock) {
  const trace::Sample sample = detailed();
  EXPECT_EQ(number(goroutines({}), sample), 4);
  EXPECT_EQ(number(goroutines({.status = 4}), sample), 2);
  EXPECT_EQ(number(goroutines({.every_status = true}), sample), 6);
  EXPECT_EQ(number(goroutines({.waitreason = "chan receive"}), sample), 1);
  EXPECT_EQ(number(goroutines({.status = 4, .waitreason = "select", .locked = true}), sample), 1);
  EXPECT_EQ(number(goroutines({.locked = true}), sample), 1);
  EXPECT_EQ(number(goroutines({.locked = false}), sample), 3);
}

TEST(Subject, CountsNoGoroutinesOfATornSample) {
  trace::Sample sample = detailed();
  sample.complete = false;
  EXPECT_EQ(number(goroutines({.status = 4}), sample), 2);
  EXPECT_TRUE(observe(goroutines({.locked = true}), sample).says_nothing());
  sample.goroutines_whole = false;
  EXPECT_TRUE(observe(goroutines({.status = 4}), sample).says_nothing());
}

TEST(Subject, ReadsTheKeysOfPAndMLinesInTheOrderOfTheirIds) {
  trace::Sample sample = detailed();
  const auto see = [&](std::string_view name) { return observe(subject_of(*trace::find_field(name)), sample); };
  EXPECT_EQ(*see("p.status").list(), (List{0, 1}));
  EXPECT_EQ(*see("p.m").list(), (List{-1, -1}));
  EXPECT_EQ(*see("m.curg").list(), (List{0, 10, 20}));
  EXPECT_TRUE(see("p.timerslen").says_nothing());
  sample.machines.pop_back();
  EXPECT_TRUE(see("m.curg").says_nothing());
  sample.has_local = false;
  EXPECT_TRUE(see("p.status").says_nothing());
}

TEST(Subject, SaysWhichReleaseCannotShowIt) {
  EXPECT_EQ(why_absent(subject_of(*trace::find_field("spinningthreads")), 3, false),
            "spinningthreads: Go prints it from 1.4 on");
  EXPECT_EQ(why_absent(subject_of(*trace::find_field("spinningthreads")), 4, false), "");
  EXPECT_EQ(why_absent(subject_of(*trace::find_field("nmspinning")), 4, true), "nmspinning: Go printed it up to 1.3");
  EXPECT_EQ(why_absent(subject_of(*trace::find_field("schedticks")), 24, false),
            "schedticks: before 1.25 Go prints it with scheddetail only");
  EXPECT_EQ(why_absent(subject_of(*trace::find_field("schedticks")), 24, true), "");
  EXPECT_EQ(why_absent(two(SubjectKind::ratio, "threads", "needspinning"), 19, true),
            "needspinning: Go prints it from 1.20 on");
}

TEST(Subject, IsSaidInItsWords) {
  EXPECT_EQ(describe(two(SubjectKind::ratio, "threads", "gomaxprocs")), "threads / gomaxprocs");
  EXPECT_EQ(describe(two(SubjectKind::difference, "threads", "idlethreads")), "threads - idlethreads");
  EXPECT_EQ(describe(goroutines({})), "goroutines");
  EXPECT_EQ(describe(goroutines({.status = 2})), "goroutines running");
  EXPECT_EQ(describe(goroutines({.waitreason = "chan receive", .locked = true})),
            "goroutines waiting (chan receive), locked");
  EXPECT_EQ(describe(goroutines({.every_status = true, .locked = false})), "goroutines of any status, not locked");
}

TEST(Subject, CountsByAnyFilterAsManyAsItCountsOneByOne) {
  std::mt19937_64 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same samples in every run
  const auto upto = [&](int most) { return std::uniform_int_distribution(0, most)(random); };
  for (int i = 0; i < 300; ++i) {
    trace::Sample sample = detailed();
    sample.goroutines.clear();
    for (int n = upto(12); n > 0; --n)
      sample.goroutines.push_back(
          g(upto(11), upto(1) == 0 ? "a" : "b", upto(1) == 0 ? trace::OptionalId(3) : trace::OptionalId()));
    double sum = 0;
    for (int status = 0; status < 12; ++status) sum += number(goroutines({.status = status}), sample);
    EXPECT_EQ(sum, static_cast<double>(sample.goroutines.size()));
    EXPECT_EQ(number(goroutines({.every_status = true}), sample), sum);
    EXPECT_EQ(number(goroutines({}), sample),
              sum - number(goroutines({.status = 6}), sample) - number(goroutines({.status = 11}), sample));
    EXPECT_EQ(number(goroutines({.waitreason = "a"}), sample) + number(goroutines({.waitreason = "b"}), sample),
              number(goroutines({.status = 4}), sample));
    EXPECT_EQ(number(goroutines({.locked = true}), sample) + number(goroutines({.locked = false}), sample),
              number(goroutines({}), sample));
  }
}

}  // namespace
}  // namespace schedlitmus::expectation
