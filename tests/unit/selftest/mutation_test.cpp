#include "selftest/mutation.hpp"

#include <gmock/gmock.h>

#include <set>

#include "trace/export.hpp"
#include "unit/selftest/folder.hpp"

namespace schedlitmus::selftest {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

class Mutations : public testing::Test {
 protected:
  Recording record() {
    folder_.write("holds-1.13.15.stdout", "measure: served=10\nwinner b\n");
    folder_.write("holds-1.13.15.load.stdout", "measure: requests=1000\n");
    folder_.write("holds-1.13.15.run.json", service_note(0, "0", 0, 0));
    auto recording = read_recording(folder_.write("holds-1.13.15.trace", detailed_trace(8, 20)));
    EXPECT_TRUE(recording);
    return std::move(*recording);
  }
  expectation::Check check(const std::string& text) {
    return folder_.expectation("x", R"({"id": "c", )" + text + "}", {}, kService).checks.at(0);
  }

 private:
  Folder folder_;
};

std::string all_of(const Recording& recording) {
  std::string text;
  for (const auto& sample : recording.samples) trace::append_json(text, sample);
  const auto& end = recording.end;
  return text + recording.out + "|" + recording.text + "|" + recording.load_out +
         fmt::format("|{} {} {} {} {}", static_cast<int>(end.how), end.number, static_cast<int>(end.load),
                     end.load_number, end.ready.value_or(false));
}

TEST_F(Mutations, OfEachKindChangeTheRecordingAndNeverTheOriginal) {
  const auto recording = record();
  const auto before = all_of(recording);
  ASSERT_EQ(recording.samples.size(), 8U);
  std::set<Mutation> seen;
  for (const char* text :
       {R"("always": true, "goroutines": {"status": "waiting"}, "min": 1)", R"("measure": "served", "min": 1)",
        R"("outcome": "stdout", "matches": "b")", R"("outcome": "exit_status", "equals": 0)",
        R"("outcome": "fatal_error", "equals": "")", R"("load": "requests", "min": 1)",
        R"("outcome": "ready", "equals": true)", R"("outcome": "load_exit_status", "equals": 0)"}) {
    const auto looked_at = check(text);
    const Mutator mutator(looked_at, recording);
    auto kinds = mutator.kinds();
    kinds.push_back(Mutation::combined);
    for (const auto kind : kinds) {
      Draw draw(7);
      bool changed = false;
      for (int i = 0; i < 50; ++i) changed = all_of(mutator.mutate(kind, draw)) != before || changed;
      EXPECT_TRUE(changed) << name_of(kind) << " for " << text;
      seen.insert(kind);
    }
  }
  EXPECT_EQ(seen.size(), kMutations);
  EXPECT_EQ(all_of(recording), before);
}

TEST_F(Mutations, AreTheSameForASeed) {
  const auto recording = record();
  const auto looked_at = check(R"("always": true, "field": "runqueue", "max": 5)");
  const Mutator mutator(looked_at, recording);
  Draw a(3), b(3), c(4);
  bool other = false;
  for (int i = 0; i < 100; ++i) {
    const auto of_a = all_of(mutator.mutate(Mutation::combined, a));
    EXPECT_EQ(of_a, all_of(mutator.mutate(Mutation::combined, b)));
    other = other || of_a != all_of(mutator.mutate(Mutation::combined, c));
  }
  EXPECT_TRUE(other);
}

TEST_F(Mutations, ShowOnlyWhatTheRuntimeCouldPrint) {
  const auto recording = record();
  const auto looked_at = check(R"("always": true, "field": "busy_threads", "max": 5)");
  const Mutator mutator(looked_at, recording);
  using trace::HeaderField;
  Draw draw(1);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < 2'000; ++i) {
    const auto& kinds = mutator.kinds();
    const auto kind = i % 2 == 0 ? kinds[i / 2 % kinds.size()] : Mutation::combined;
    Millis last{0};
    const auto changed = mutator.mutate(kind, draw);
    shown += changed.samples.size();
    for (const auto& sample : changed.samples) {
      const auto header = [&](HeaderField field) { return sample.header.get(field).value_or(-1); };
      const auto procs = header(HeaderField::gomaxprocs);
      ASSERT_GE(procs, 1);
      ASSERT_GE(header(HeaderField::runqueue), 0);
      ASSERT_GE(header(HeaderField::idleprocs), 0);
      ASSERT_LE(header(HeaderField::idleprocs), procs);
      ASSERT_GE(header(HeaderField::idlethreads), 0);
      ASSERT_LE(header(HeaderField::idlethreads), header(HeaderField::threads));
      ASSERT_EQ(sample.local.size(), static_cast<std::size_t>(procs));
      ASSERT_THAT(sample.local, Not(Contains(testing::Lt(0))));
      ASSERT_GE(sample.time, last);
      last = sample.time;
    }
  }
  EXPECT_GT(shown, 2'000U);
}

TEST_F(Mutations, KnowWhatACheckLooksAt) {
  const auto recording = record();
  const auto names = [&](const std::string& text) {
    const auto looked_at = check(text);
    std::vector<std::string> seen;
    for (const auto place : places_seen_by(looked_at, places_of(recording.samples), recording.samples))
      seen.push_back(name_of(place));
    return seen;
  };
  EXPECT_THAT(names(R"("always": true, "field": "waiting", "max": 5)"), ElementsAre("local_queues", "runqueue"));
  EXPECT_THAT(names(R"("always": true, "field": "p.status", "max": 5)"), ElementsAre("p.status"));
  EXPECT_THAT(names(R"("always": true, "goroutines": {"status": "waiting"}, "max": 5)"), ElementsAre());
  EXPECT_THAT(names(R"("always": true, "from": {"field": "threads", "min": 2}, "field": "runqueue", "max": 5)"),
              ElementsAre("threads", "runqueue"));
}

TEST_F(Mutations, TryTheNumbersWhereACheckTurns) {
  const auto equal = check(R"("always": true, "field": "runqueue", "equals": 40, "tolerance": 3)");
  EXPECT_THAT(telling_numbers(equal, 2), IsSupersetOf({36, 40, 44}));
  const auto bound = check(R"("always": true, "field": "runqueue", "max": "30*gomaxprocs")");
  EXPECT_THAT(telling_numbers(bound, 2), IsSupersetOf({59, 60, 61}));
}

}  // namespace
}  // namespace schedlitmus::selftest
