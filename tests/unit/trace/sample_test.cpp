#include "trace/sample.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::trace {
namespace {

Observation see(const Sample& sample, std::string_view name) { return observe(sample, *find_field(name)); }
double number(const Sample& sample, std::string_view name) {
  const auto seen = see(sample, name);
  return std::holds_alternative<double>(seen) ? std::get<double>(seen) : -1234;
}
bool nothing(const Sample& sample, std::string_view name) {
  return std::holds_alternative<std::monostate>(see(sample, name));
}

Sample detailed_sample() {
  Sample sample;
  sample.detailed = sample.has_local = sample.goroutines_whole = true;
  sample.header.set(HeaderField::gomaxprocs, 2);
  sample.header.set(HeaderField::idleprocs, 1);
  sample.header.set(HeaderField::threads, 7);
  sample.header.set(HeaderField::idlethreads, 3);
  sample.header.set(HeaderField::runqueue, 5);
  sample.header.set(HeaderField::gcwaiting, 1);
  sample.local = {4, 1};
  sample.schedticks = {10, 30};
  sample.procs.resize(2);
  for (std::size_t i = 0; i < 2; ++i) {
    sample.procs[i].id = static_cast<std::int64_t>(i);
    sample.procs[i].fields.set(ProcField::schedtick, sample.schedticks[i]);
    sample.procs[i].fields.set(ProcField::syscalltick, 10);
  }
  for (const int status : {1, 2, 2, 3, 4, 4, 4, 6, 6, 9}) {
    Goroutine g;
    g.status = status;
    sample.goroutines.push_back(g);
  }
  return sample;
}

TEST(Observe, ReadsHeaderFieldsAndFlags) {
  const auto sample = detailed_sample();
  EXPECT_EQ(number(sample, "threads"), 7);
  EXPECT_EQ(number(sample, "gcwaiting"), 1);
}

TEST(Observe, SaysNothingWhereTheDialectPrintsNothing) {
  EXPECT_TRUE(nothing(detailed_sample(), "spinningthreads"));
  EXPECT_TRUE(nothing(Sample(), "threads_over_procs"));
}

TEST(Observe, GivesTheListsOfThePs) {
  const auto sample = detailed_sample();
  EXPECT_EQ(see(sample, "local_queues"), Observation(std::vector<std::int64_t>{4, 1}));
  EXPECT_EQ(see(sample, "schedticks"), Observation(std::vector<std::int64_t>{10, 30}));
}

TEST(Observe, DerivesFromTheQueues) {
  const auto sample = detailed_sample();
  EXPECT_EQ(number(sample, "local_total"), 5);
  EXPECT_EQ(number(sample, "imbalance"), 3);
  EXPECT_EQ(number(sample, "waiting"), 10);
}

TEST(Observe, DerivesFromThreadsAndPs) {
  const auto sample = detailed_sample();
  EXPECT_EQ(number(sample, "threads_over_procs"), 5);
  EXPECT_EQ(number(sample, "busy_threads"), 4);
  EXPECT_EQ(number(sample, "busy_procs"), 1);
}

TEST(Observe, CountsLivingGoroutinesByTheirStatus) {
  const auto sample = detailed_sample();
  EXPECT_EQ(number(sample, "goroutines"), 8);
  EXPECT_EQ(number(sample, "running_goroutines"), 2);
  EXPECT_EQ(number(sample, "syscall_goroutines"), 1);
  EXPECT_EQ(number(sample, "waiting_goroutines"), 3);
}

TEST(Observe, RelatesSyscallticksToSchedticks) {
  auto sample = detailed_sample();
  EXPECT_EQ(number(sample, "syscall_ratio"), 0.5);
  sample.procs[0].fields.set(ProcField::schedtick, 0);
  sample.procs[1].fields.set(ProcField::schedtick, 0);
  EXPECT_TRUE(nothing(sample, "syscall_ratio"));
}

TEST(Observe, SaysNothingOfQueuesThatAreNotWhole) {
  auto sample = detailed_sample();
  sample.has_local = false;
  for (const auto* name : {"local_queues", "local_total", "imbalance", "waiting", "syscall_ratio"})
    EXPECT_TRUE(nothing(sample, name)) << name;
}

TEST(Observe, SaysNothingOfGoroutinesThatAreNotWhole) {
  auto sample = detailed_sample();
  sample.goroutines_whole = false;
  for (const auto* name : {"goroutines", "running_goroutines", "waiting_goroutines"})
    EXPECT_TRUE(nothing(sample, name)) << name;
}

TEST(Observe, KnowsEveryFieldOfTheTable) {
  auto sample = detailed_sample();
  for (auto& proc : sample.procs)
    for (std::size_t i = 0; i < kProcFields; ++i) proc.fields.set(static_cast<ProcField>(i), 1);
  sample.machines.resize(7);
  for (auto& machine : sample.machines)
    for (std::size_t i = 0; i < kMachineFields; ++i) machine.fields.set(static_cast<MachineField>(i), 1);
  for (const auto& field : all_fields()) {
    if (field.source == FieldSource::header) continue;
    EXPECT_FALSE(nothing(sample, field.name)) << field.name;
  }
}

TEST(OptionalIdTest, BehavesLikeAnOptional) {
  OptionalId id;
  EXPECT_FALSE(id.has_value());
  EXPECT_EQ(id.value_or(7), 7);
  id = 0;
  EXPECT_TRUE(id.has_value());
  EXPECT_EQ(*id, 0);
  EXPECT_EQ(std::optional<std::int64_t>(id), 0);
  id.reset();
  EXPECT_EQ(id, OptionalId(std::nullopt));
}

}  // namespace
}  // namespace schedlitmus::trace
