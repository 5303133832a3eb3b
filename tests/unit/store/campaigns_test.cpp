#include <gtest/gtest.h>

#include <utility>

#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

class Campaigns : public StoreFolder {};

TEST_F(Campaigns, AreReadBackAsTheyWereWritten) {
  const Campaign written = campaign_of("key");
  std::int64_t id = 0;
  {
    Store store = opened(path());
    id = store.begin(written).value();
  }
  const Store store = opened(path());
  const Campaign read = found(store.campaign(id));
  EXPECT_EQ(read.id, id);
  EXPECT_EQ(read.plan_key, written.plan_key);
  EXPECT_EQ(read.started, written.started);
  EXPECT_EQ(read.command, written.command);
  EXPECT_EQ(read.seed, written.seed);
  EXPECT_EQ(read.host, written.host);
  EXPECT_FALSE(read.finished);
  EXPECT_EQ(read.expectations, written.expectations);
  EXPECT_EQ(read.version, written.version);
  EXPECT_EQ(read.effort, written.effort);
  EXPECT_EQ(read.godebug, written.godebug);
  EXPECT_EQ(read.shard, written.shard);
  EXPECT_EQ(read.whole_key, written.whole_key);
  EXPECT_EQ(read.noise_limits, written.noise_limits);
  EXPECT_EQ(read.noise_source, written.noise_source);
  EXPECT_EQ(read.cells, written.cells);
  EXPECT_EQ(read.errors, written.errors);
  EXPECT_EQ(read.fixed_runs, 24);
  EXPECT_EQ(read.confidence, 0.95);
  EXPECT_EQ(read.sessions, written.sessions);
}

TEST_F(Campaigns, LearnOfWhatTheirRunsAreMadeAndHowLongTheyTook) {
  Store store = opened(path());
  const auto id = store.begin(campaign_of("key")).value();
  ASSERT_TRUE(store.set_builds(id, {"0a+2c", "0d"}).has_value());
  Session session{"2025-01-02T03:06:00.000Z", {3}, {}, 1, {}, {}, {}};
  ASSERT_TRUE(store.add_session(id, session).has_value());
  const auto campaign = found(store.campaign(id));
  EXPECT_EQ(campaign.cells[0].made_of, "0a+2c");
  EXPECT_EQ(campaign.cells[1].made_of, "0d");
  ASSERT_EQ(campaign.sessions.size(), 3U);
  EXPECT_EQ(campaign.sessions.back(), session);
  EXPECT_FALSE(store.add_session(id + 1, session).has_value()) << "there is no such campaign";
}

TEST_F(Campaigns, TellRunsOfAnEarlierBuildApart) {
  auto campaign = campaign_of("key");
  campaign.cells[0].made_of = "0a";
  auto run = run_of(1);
  run.cell = 0;
  EXPECT_FALSE(is_superseded(campaign, run)) << "of a run that does not say, nothing is known";
  run.made_of = "0b";
  EXPECT_TRUE(is_superseded(campaign, run));
  run.made_of = "0a";
  EXPECT_FALSE(is_superseded(campaign, run));
  run.cell = 1;
  EXPECT_FALSE(is_superseded(campaign, run)) << "nor of a cell that does not";
  run.cell = 2;
  EXPECT_FALSE(is_superseded(campaign, run));
}

TEST_F(Campaigns, GetANameOfTheirOwnOrKeepTheOneTheyHave) {
  Store store = opened(path());
  auto campaign = campaign_of("key");
  const auto first = found(store.campaign(store.begin(campaign).value())).uid;
  const auto second = found(store.campaign(store.begin(campaign).value())).uid;
  EXPECT_EQ(first.size(), 32U);
  EXPECT_NE(first, second);
  campaign.uid = "0123";
  EXPECT_EQ(found(store.campaign(store.begin(campaign).value())).uid, "0123");
  EXPECT_FALSE(store.begin(campaign).has_value()) << "the name is taken";
}

TEST_F(Campaigns, LearnWhyACellHasNoVerdict) {
  Store store = opened(path());
  const auto id = store.begin(campaign_of("key")).value();
  const Error why{"it does not compile", "main.go", ""};
  ASSERT_TRUE(store.set_cell_error(id, 0, why).has_value());
  EXPECT_EQ(found(store.campaign(id)).cells[0].error, why);
  ASSERT_TRUE(store.set_cell_error(id, 0, std::nullopt).has_value());
  EXPECT_FALSE(found(store.campaign(id)).cells[0].error.has_value());
  EXPECT_TRUE(found(store.campaign(id)).cells[1].error.has_value());
  EXPECT_EQ(store.set_cell_error(id, 2, why).error().what, "campaign 1 has no cell 2");
}

TEST_F(Campaigns, AreAllListedInTheirOrder) {
  Store store = opened(path());
  EXPECT_TRUE(store.campaigns().value().empty());
  for (const char* key : {"b", "a", "c"}) (void)store.begin(campaign_of(key)).value();
  std::string keys;
  const auto campaigns = store.campaigns().value();
  for (const auto& campaign : campaigns) keys += campaign.plan_key;
  EXPECT_EQ(keys, "bac");
}

TEST_F(Campaigns, AreNoneInANewStore) {
  const Store store = opened(path());
  EXPECT_FALSE(store.latest().value().has_value());
  EXPECT_FALSE(store.newest_of("key").value().has_value());
  EXPECT_FALSE(store.campaign(1).value().has_value());
  EXPECT_TRUE(store.runs(1).value().empty());
  EXPECT_FALSE(store.run(1).value().has_value());
}

TEST_F(Campaigns, TheNewestOfAPlanIsFoundAgainFinishedOrNot) {
  Store store = opened(path());
  (void)store.begin(campaign_of("key")).value();
  const auto second = store.begin(campaign_of("key")).value();
  const auto other = store.begin(campaign_of("other")).value();
  EXPECT_EQ(found(store.newest_of("key")).id, second);
  EXPECT_EQ(found(store.newest_of("other")).id, other);
  EXPECT_FALSE(store.newest_of("none").value().has_value());

  ASSERT_TRUE(store.finish(second).has_value());
  EXPECT_EQ(found(store.newest_of("key")).id, second);
  EXPECT_TRUE(found(store.newest_of("key")).finished);
}

TEST_F(Campaigns, LatestIsTheOneBegunLast) {
  Store store = opened(path());
  (void)store.begin(campaign_of("a")).value();
  const auto second = store.begin(campaign_of("b")).value();
  EXPECT_EQ(found(store.latest()).id, second);
  ASSERT_TRUE(store.finish(second).has_value());
  EXPECT_EQ(found(store.latest()).id, second);
}

TEST_F(Campaigns, LatestIsTheOneBegunLastAlsoWhenAnOlderOneCameLater) {
  Store store = opened(path());
  const auto first = store.begin(campaign_of("new")).value();
  auto older = campaign_of("old");
  older.started = "2024-12-31T23:59:59Z";
  (void)store.begin(older).value();
  EXPECT_EQ(found(store.latest()).id, first);
}

TEST_F(Campaigns, ThatAreUnknownCannotBeFinished) {
  Store store = opened(path());
  const auto finished = store.finish(7);
  ASSERT_FALSE(finished.has_value());
  EXPECT_EQ(finished.error().what, "the store has no campaign 7");
  EXPECT_EQ(finished.error().where, path());
}

TEST_F(Campaigns, OfAMovedStoreAreInTheNewOne) {
  Store store = opened(path());
  const auto id = store.begin(campaign_of("key")).value();
  Store moved = std::move(store);
  EXPECT_EQ(found(moved.latest()).id, id);
  // NOLINTNEXTLINE(bugprone-use-after-move,clang-analyzer-cplusplus.Move): what is promised for it
  EXPECT_EQ(store.latest().error().what, "the store was moved to another object");
  EXPECT_FALSE(store.add_run(run_of(id)).has_value());
  store = std::move(moved);
  EXPECT_TRUE(store.add_run(run_of(id)).has_value());
}

}  // namespace
}  // namespace schedlitmus::store
