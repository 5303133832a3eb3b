#include "campaign/run_writer.hpp"
#include "store/stream_keeper.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace schedlitmus::campaign {
namespace {

namespace fs = std::filesystem;

class RunWriting : public ::testing::Test {
 protected:
  RunWriting()
      : path_((fs::temp_directory_path() / ("schedlitmus-writing-" + std::to_string(::getpid()) + ".db")).string()),
        store_(*store::Store::open(path_)) {
    store::Campaign campaign;
    campaign.plan_key = "k";
    campaign.cells.resize(2);
    campaign_ = *store_.begin(campaign);
  }
  ~RunWriting() override {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(path_ + end);
  }

  [[nodiscard]] FinishedRun run(int turn, std::size_t cell = 0) const {
    FinishedRun finished{cell, {}};
    finished.run.campaign = campaign_;
    finished.run.cell = static_cast<int>(cell);
    finished.run.turn = turn;
    finished.run.err = store::keep("SCHED 0ms");
    return finished;
  }
  [[nodiscard]] std::vector<int> stored_turns() const {
    const auto runs = store_.runs(campaign_);
    std::vector<int> turns;
    for (const auto& stored : *runs) turns.push_back(stored.turn);
    return turns;
  }

  std::string path_;
  store::Store store_;
  std::int64_t campaign_ = 0;
};

TEST_F(RunWriting, KeepsTheOrderAndGivesTheIds) {
  RunWriter writer(store_, 2);
  for (int turn = 0; turn < 20; ++turn) writer.put(run(turn, static_cast<std::size_t>(turn % 2)));
  const auto written = writer.finish();
  ASSERT_TRUE(written.has_value());
  ASSERT_EQ(written->size(), 20U);
  for (int turn = 0; turn < 20; ++turn) {
    const auto& [cell, kept] = (*written)[static_cast<std::size_t>(turn)];
    EXPECT_EQ(kept.turn, turn);
    EXPECT_EQ(cell, static_cast<std::size_t>(turn % 2));
    EXPECT_EQ(kept.err.bytes(), 0U) << "not in memory any longer";
    const auto stored = store_.run(kept.id);
    EXPECT_EQ((*stored)->err.beginning(100).value(), "SCHED 0ms");
    EXPECT_EQ((*stored)->turn, turn);
  }
}

TEST_F(RunWriting, NobodyWaitsForAStoreThatIsBusy) {
  SQLite::Database other(path_, SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  RunWriter writer(store_, 2);
  writer.put(run(0));
  writer.put_error(campaign_, 1, {"it does not compile", "main.go", ""});
  EXPECT_FALSE(writer.error().has_value());
  EXPECT_EQ(other.execAndGet("SELECT count(*) FROM run").getInt(), 0);
  other.exec("COMMIT");
  ASSERT_TRUE(writer.finish().has_value());
  EXPECT_THAT(stored_turns(), ::testing::ElementsAre(0));
  const auto campaign = store_.latest();
  const auto& error = (*campaign)->cells[1].error;
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->what, "it does not compile");
}

TEST_F(RunWriting, EndsWithTheFirstError) {
  RunWriter writer(store_, 1);
  writer.put(run(0));
  auto orphan = run(1);
  orphan.run.campaign = campaign_ + 1;
  writer.put(orphan);
  for (int turn = 2; turn < 6; ++turn) writer.put(run(turn));
  EXPECT_FALSE(writer.finish().has_value());
  EXPECT_TRUE(writer.error().has_value());
  EXPECT_THAT(stored_turns(), ::testing::ElementsAre(0)) << "nothing after it";
}

TEST_F(RunWriting, AllThatWasPutIsStoredWhenItGoes) {
  {
    RunWriter writer(store_, 8);
    for (int turn = 0; turn < 5; ++turn) writer.put(run(turn));
  }
  EXPECT_THAT(stored_turns(), ::testing::ElementsAre(0, 1, 2, 3, 4));
}

}  // namespace
}  // namespace schedlitmus::campaign
