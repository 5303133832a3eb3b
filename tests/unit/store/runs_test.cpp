#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

using expectation::OutcomeKind;
using process::Ending;
using trace::Trouble;

class Runs : public StoreFolder {};

process::RunRecord full_record() {
  process::RunRecord record;
  record.ending = Ending::signalled;
  record.code = -3;
  record.signal = 11;
  record.wall = std::chrono::nanoseconds{2'345'678'901};
  record.user_cpu = std::chrono::nanoseconds{1};
  record.system_cpu = std::chrono::nanoseconds{2};
  record.max_rss_bytes = 1ULL << 40U;
  record.stdout_bytes = 3;
  record.stderr_bytes = ~0ULL;
  record.max_message_bytes = 212'992;
  record.stderr_full = 5;
  record.leftovers = 4;
  record.noise = {.run_delay_share = 0.7625,
                  .cpu_pressure = -1,
                  .steal_share = 0,
                  .foreign_cpu_share = 0.5,
                  .throttled_share = 0.25,
                  .load_average = 12.5};
  return record;
}

Run full_run(std::int64_t campaign) {
  Run run = run_of(campaign);
  run.gomaxprocs = 4;
  run.godebug = "asyncpreemptoff=1,schedtrace=100";
  run.command = "GOMAXPROCS=4 './a b' \"\xFF\"";
  run.executable = "cache/ten_goroutines";
  run.toolchain = "go1.13.15 linux/amd64";
  run.go_line = "1.13";
  run.default_godebug = "asynctimerchan=1";
  run.started = "2025-01-02T03:04:05.678Z";
  run.record = full_record();
  run.health.bytes = 5;
  run.health.lines = 6;
  run.health.samples = 7;
  run.health.incomplete_samples = 8;
  run.health.restore(Trouble::torn_header, {.count = 9, .first_line = 10, .example = "SCHED 1ms: gomaxproc"});
  run.health.restore(Trouble::unknown_key, {.count = ~0ULL, .first_line = 1, .example = "color=blue"});
  run.err = keep(std::string("SCHED 0ms:\0\xFF\x80\n", 14));
  run.out = keep(std::string(100'000, 'x'), true);
  run.outcomes = {{"split", OutcomeKind::missed, Millis{2001}, "[8 0]", "", 1},
                  {"ends", OutcomeKind::undecided, std::nullopt, "", "no sample after 2s", 0},
                  {"calm", OutcomeKind::held, Millis{0}, "0", "", ~0ULL, -0.5}};
  run.uid = "fedc";
  run.cell = 1;
  run.capture = kMessages;
  run.cpus = {0, 17};
  run.slot = 3;
  run.turn = 12;
  run.variant = "pool";
  run.counts = false;
  run.excluded_why = "run delay 76 %";
  return run;
}

void expect_same_record(const process::RunRecord& read, const process::RunRecord& written) {
  EXPECT_EQ(read.ending, written.ending);
  EXPECT_EQ(read.code, written.code);
  EXPECT_EQ(read.signal, written.signal);
  EXPECT_EQ(read.wall, written.wall);
  EXPECT_EQ(read.user_cpu, written.user_cpu);
  EXPECT_EQ(read.system_cpu, written.system_cpu);
  EXPECT_EQ(read.max_rss_bytes, written.max_rss_bytes);
  EXPECT_EQ(read.stdout_bytes, written.stdout_bytes);
  EXPECT_EQ(read.stderr_bytes, written.stderr_bytes);
  EXPECT_EQ(read.max_message_bytes, written.max_message_bytes);
  EXPECT_EQ(read.stderr_full, written.stderr_full);
  EXPECT_EQ(read.leftovers, written.leftovers);
  EXPECT_EQ(read.noise.run_delay_share, written.noise.run_delay_share);
  EXPECT_EQ(read.noise.cpu_pressure, written.noise.cpu_pressure);
  EXPECT_EQ(read.noise.steal_share, written.noise.steal_share);
  EXPECT_EQ(read.noise.foreign_cpu_share, written.noise.foreign_cpu_share);
  EXPECT_EQ(read.noise.throttled_share, written.noise.throttled_share);
  EXPECT_EQ(read.noise.load_average, written.noise.load_average);
}

void expect_same_health(const trace::Health& read, const trace::Health& written) {
  EXPECT_EQ(read.bytes, written.bytes);
  EXPECT_EQ(read.lines, written.lines);
  EXPECT_EQ(read.samples, written.samples);
  EXPECT_EQ(read.incomplete_samples, written.incomplete_samples);
  for (std::size_t i = 0; i < trace::kTroubles; ++i) {
    const auto trouble = static_cast<Trouble>(i);
    EXPECT_EQ(read.of(trouble).count, written.of(trouble).count) << i;
    EXPECT_EQ(read.of(trouble).first_line, written.of(trouble).first_line) << i;
    EXPECT_EQ(read.of(trouble).example, written.of(trouble).example) << i;
  }
}

/// All but the id and the streams.
void expect_same(const Run& read, const Run& written) {
  EXPECT_EQ(read.campaign, written.campaign);
  EXPECT_EQ(read.expectation, written.expectation);
  EXPECT_EQ(read.release, written.release);
  EXPECT_EQ(read.gomaxprocs, written.gomaxprocs);
  EXPECT_EQ(read.godebug, written.godebug);
  EXPECT_EQ(read.command, written.command);
  EXPECT_EQ(read.executable, written.executable);
  EXPECT_EQ(read.toolchain, written.toolchain);
  EXPECT_EQ(read.go_line, written.go_line);
  EXPECT_EQ(read.default_godebug, written.default_godebug);
  EXPECT_EQ(read.started, written.started);
  EXPECT_EQ(read.counts, written.counts);
  EXPECT_EQ(read.excluded_why, written.excluded_why);
  EXPECT_EQ(read.cell, written.cell);
  EXPECT_EQ(read.capture, written.capture);
  EXPECT_EQ(read.cpus, written.cpus);
  EXPECT_EQ(read.slot, written.slot);
  EXPECT_EQ(read.turn, written.turn);
  EXPECT_EQ(read.variant, written.variant);
  EXPECT_EQ(read.outcomes, written.outcomes);
  expect_same_record(read.record, written.record);
  expect_same_health(read.health, written.health);
}

TEST_F(Runs, AreReadBackAsTheyWereWritten) {
  store::Run written;
  std::int64_t id = 0;
  {
    Store store = opened(path());
    written = full_run(store.begin(campaign_of("key")).value());
    id = store.add_run(written).value();
  }
  const Store store = opened(path());
  const auto read = found(store.run(id));
  EXPECT_EQ(read.id, id);
  expect_same(read, written);
  EXPECT_EQ(text_of(read.err), text_of(written.err));
  EXPECT_EQ(text_of(read.out), text_of(written.out));
  EXPECT_EQ(read.uid, written.uid);
  EXPECT_FALSE(read.err.cut());
  EXPECT_TRUE(read.out.cut());
}

TEST_F(Runs, GetANameOfTheirOwn) {
  Store store = opened(path());
  const auto run = run_of(store.begin(campaign_of("key")).value());
  const auto first = found(store.run(store.add_run(run).value())).uid;
  EXPECT_EQ(first.size(), 32U);
  EXPECT_NE(found(store.run(store.add_run(run).value())).uid, first);
}

TEST_F(Runs, WithNothingInThemAreReadBackToo) {
  Store store = opened(path());
  const auto written = run_of(store.begin(campaign_of("key")).value());
  const auto read = found(store.run(store.add_run(written).value()));
  expect_same(read, written);
  EXPECT_EQ(text_of(read.err), "");
  EXPECT_EQ(text_of(read.out), "");
}

TEST_F(Runs, OfACampaignComeInTheirOrderWithoutTheOthers) {
  Store store = opened(path());
  const auto first = store.begin(campaign_of("a")).value();
  const auto second = store.begin(campaign_of("b")).value();
  for (const char* release : {"1.9.7", "1.27.4", "1.13.15"}) {
    (void)store.add_run(run_of(first, release)).value();
    (void)store.add_run(run_of(second, "1.4.3")).value();
  }
  const auto runs = store.runs(first).value();
  std::vector<std::string> releases;
  std::ranges::transform(runs, std::back_inserter(releases), &store::Run::release);
  EXPECT_EQ(releases, (std::vector<std::string>{"1.9.7", "1.27.4", "1.13.15"}));
  EXPECT_EQ(store.runs(second).value().size(), 3U);
}

TEST_F(Runs, NeedACampaign) {
  Store store = opened(path());
  const auto added = store.add_run(run_of(7));
  ASSERT_FALSE(added.has_value());
  EXPECT_EQ(added.error().what, "the store has no such campaign");
  EXPECT_EQ(added.error().where, path());
  EXPECT_FALSE(store.run(1).value().has_value());
}

TEST_F(Runs, KeepEveryEnding) {
  Store store = opened(path());
  const auto campaign = store.begin(campaign_of("key")).value();
  for (const Ending ending : {Ending::exited, Ending::signalled, Ending::stopped, Ending::timed_out,
                              Ending::output_limit, Ending::memory_limit, Ending::interrupted}) {
    auto run = run_of(campaign);
    run.record.ending = ending;
    EXPECT_EQ(found(store.run(store.add_run(run).value())).record.ending, ending);
  }
}

TEST_F(Runs, KeepEveryTrouble) {
  Store store = opened(path());
  auto run = run_of(store.begin(campaign_of("key")).value());
  for (std::size_t i = 0; i < trace::kTroubles; ++i) run.health.restore(static_cast<Trouble>(i), {i + 1, i, "here"});
  expect_same(found(store.run(store.add_run(run).value())), run);
}

TEST_F(Runs, AreStoredInWordsThatNeverChange) {
  // A name_of that is changed here makes the stores of earlier versions
  // unreadable: give the store words of its own before you change it.
  EXPECT_EQ(name_of(Ending::exited), "exited");
  EXPECT_EQ(name_of(Ending::signalled), "signalled");
  EXPECT_EQ(name_of(Ending::stopped), "stopped");
  EXPECT_EQ(name_of(Ending::timed_out), "timed_out");
  EXPECT_EQ(name_of(Ending::output_limit), "output_limit");
  EXPECT_EQ(name_of(Ending::memory_limit), "memory_limit");
  EXPECT_EQ(name_of(Ending::interrupted), "interrupted");
  EXPECT_EQ(name_of(Trouble::foreign_text), "foreign_text");
  EXPECT_EQ(name_of(Trouble::torn_header), "torn_header");
  EXPECT_EQ(name_of(Trouble::torn_line), "torn_line");
  EXPECT_EQ(name_of(Trouble::repaired_line), "repaired_line");
  EXPECT_EQ(name_of(Trouble::missing_lines), "missing_lines");
  EXPECT_EQ(name_of(Trouble::truncated_end), "truncated_end");
  EXPECT_EQ(name_of(Trouble::time_backwards), "time_backwards");
  EXPECT_EQ(name_of(Trouble::second_process), "second_process");
  EXPECT_EQ(name_of(Trouble::list_length), "list_length");
  EXPECT_EQ(name_of(Trouble::number_overflow), "number_overflow");
  EXPECT_EQ(name_of(Trouble::line_too_long), "line_too_long");
  EXPECT_EQ(name_of(Trouble::unknown_key), "unknown_key");
}

Service full_service() {
  Service service;
  service.awaited = "GET http://127.0.0.1:4711/ answers 200";
  service.ready = Millis{310};
  service.zero = Millis{340};
  service.from = Millis{2340};
  service.until = Millis{8340};
  service.cut_why = "the service exited with code 2";
  service.void_why = "the load failed";
  Part load;
  load.name = kLoadPart;
  load.command = "hey -n 10";
  load.ending = Ending::exited;
  load.code = 3;
  load.wall = std::chrono::nanoseconds{8'000'000'001};
  load.out = keep(std::string("measure: requests=12\n\0\xFF", 24));
  load.err = keep(std::string(100'000, 'e'), true);
  Part other;
  other.name = "instance 2";
  other.ending = Ending::shut_down;
  other.signal = 15;
  service.parts = {load, other};
  return service;
}

TEST_F(Runs, OfAServiceAreReadBackWithItsParts) {
  auto store = opened(path());
  const auto campaign = store.begin(campaign_of("plan")).value();
  auto run = full_run(campaign);
  run.service = full_service();
  const auto id = store.add_run(run).value();
  const auto read = found(store.run(id));
  ASSERT_TRUE(read.service);
  const auto& service = *read.service;
  EXPECT_EQ(service.awaited, run.service->awaited);
  EXPECT_EQ(service.ready, Millis{310});
  EXPECT_EQ(service.zero, Millis{340});
  EXPECT_EQ(service.from, Millis{2340});
  EXPECT_EQ(service.until, Millis{8340});
  EXPECT_EQ(service.cut_why, run.service->cut_why);
  EXPECT_EQ(service.void_why, run.service->void_why);
  ASSERT_EQ(service.parts.size(), 2U);
  ASSERT_NE(service.load(), nullptr);
  EXPECT_EQ(service.load()->code, 3);
  EXPECT_EQ(service.load()->command, "hey -n 10");
  EXPECT_EQ(service.load()->wall.count(), 8'000'000'001);
  EXPECT_EQ(text_of(service.load()->out), text_of(run.service->parts[0].out));
  EXPECT_EQ(text_of(service.load()->err), text_of(run.service->parts[0].err));
  EXPECT_TRUE(service.load()->err.cut());
  EXPECT_FALSE(service.load()->out.cut());
  EXPECT_EQ(service.parts[1].out.bytes(), 0U);
  EXPECT_EQ(service.parts[1].ending, Ending::shut_down);
  EXPECT_EQ(service.parts[1].signal, 15);
}

TEST_F(Runs, OfAServiceThatWasNeverReadyHasNoTimes) {
  auto store = opened(path());
  auto run = full_run(store.begin(campaign_of("plan")).value());
  run.service.emplace().void_why = "never ready";
  const auto read = found(store.run(store.add_run(run).value()));
  ASSERT_TRUE(read.service);
  EXPECT_FALSE(read.service->ready || read.service->zero || read.service->from || read.service->until);
  EXPECT_EQ(read.service->load(), nullptr);
}

}  // namespace
}  // namespace schedlitmus::store
