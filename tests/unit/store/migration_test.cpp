// Stores of earlier versions. fixtures/schema_N.db were written by
// earlier schedlitmus; their paths were shortened since.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "source_dir.hpp"
#include "store/compression.hpp"
#include "store/from_schema_1.hpp"
#include "store_folder.hpp"
#include "trace/message_log.hpp"

namespace schedlitmus::store {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class Migration : public StoreFolder {
 protected:
  /// A copy of the store of schema 1.
  [[nodiscard]] std::string old_store(const std::string& name = "runs.db",
                                      const std::string& fixture = "schema_1.db") const {
    std::filesystem::copy_file(source_dir() / "tests/unit/store/fixtures" / fixture, path(name));
    return path(name);
  }

  static std::vector<std::string> uids(const Store& store) {
    std::vector<std::string> all;
    const auto campaigns = store.campaigns().value();
    for (const auto& campaign : campaigns) {
      all.push_back(campaign.uid);
      const auto runs = store.runs(campaign.id).value();
      for (const auto& run : runs) all.push_back(run.uid);
    }
    return all;
  }
};

TEST_F(Migration, KeepsCampaignsAndTellsTheirSettings) {
  const Store store = opened(old_store());
  const auto campaigns = store.campaigns().value();
  ASSERT_THAT(campaigns, SizeIs(2));
  const auto& first = campaigns[0];
  EXPECT_EQ(first.started, "2026-11-22T06:27:49.522Z");
  EXPECT_EQ(first.seed, 7U);
  EXPECT_TRUE(first.finished);
  EXPECT_EQ(first.effort, "quick");
  EXPECT_TRUE(first.godebug.empty());
  EXPECT_EQ(first.version, "");
  EXPECT_EQ(first.shard, "");
  ASSERT_THAT(first.expectations, SizeIs(1));
  EXPECT_EQ(first.expectations[0].name, "ten_goroutines/two_procs");
  EXPECT_THAT(first.expectations[0].source, testing::HasSubstr("four wait in each local run queue"));
  EXPECT_EQ(campaigns[1].effort, "normal");
  EXPECT_EQ(campaigns[1].godebug, (std::map<std::string, std::string>{{"gctrace", "0"}}));
}

TEST_F(Migration, TellsTheCellsOfThePlanAlsoThoseThatDidNotRun) {
  const Store store = opened(old_store());
  const auto campaign = found(store.campaign(1));
  Cell cell;
  cell.expectation = "ten_goroutines/two_procs";
  cell.gomaxprocs = 2;
  auto expected = std::vector<Cell>(4, cell);
  expected[0].release = "1.3.3";
  expected[1].release = "1.5.4";
  expected[2].release = "1.13.15";
  expected[3].release = "1.27.4";
  EXPECT_EQ(campaign.cells, expected);
  const auto runs = store.runs(1).value();
  ASSERT_THAT(runs, SizeIs(19));
  for (const auto& run : runs) {
    ASSERT_GE(run.cell, 0);
    EXPECT_EQ(campaign.cells.at(static_cast<std::size_t>(run.cell)).release, run.release);
  }
}

TEST_F(Migration, KeepsRunsWithTheirStreams) {
  const Store store = opened(old_store());
  const auto runs = store.runs(1).value();
  ASSERT_THAT(runs, SizeIs(19));
  for (const auto& run : runs) {
    EXPECT_THAT(text_of(run.err), testing::StartsWith("SCHED 0ms: gomaxprocs=2"));
    EXPECT_FALSE(run.err.cut());
    EXPECT_EQ(run.capture, kPipe);
    EXPECT_TRUE(run.cpus.empty());
    EXPECT_THAT(run.outcomes, SizeIs(1));
    EXPECT_GT(run.health.samples, 0U);
  }
}

TEST_F(Migration, GivesEveryCopyTheSameUidsAndNoTwoOfThemAlike) {
  const auto first = uids(opened(old_store("a.db")));
  EXPECT_EQ(uids(opened(old_store("b.db"))), first);
  EXPECT_THAT(first, SizeIs(29));
  EXPECT_THAT(std::set<std::string>(first.begin(), first.end()), SizeIs(29));
  for (const auto& uid : first) EXPECT_THAT(uid, SizeIs(32));
}

TEST_F(Migration, IsDoneOnce) {
  const auto file = old_store();
  const auto before = uids(opened(file));
  EXPECT_EQ(uids(opened(file)), before);
  Store store = opened(file);
  const auto id = store.add_run(run_of(2)).value();
  EXPECT_THAT(found(store.run(id)).uid, SizeIs(32));
}

TEST_F(Migration, OfSchemaTwoKnowsNoBuildsAndNoSessions) {
  Store store = opened(old_store("two.db", "schema_2.db"));
  const auto campaign = found(store.campaign(1));
  ASSERT_THAT(campaign.cells, SizeIs(1));
  EXPECT_EQ(campaign.cells[0].made_of, "");
  EXPECT_THAT(campaign.sessions, SizeIs(0));
  const auto runs = store.runs(1).value();
  ASSERT_THAT(runs, SizeIs(2));
  for (const auto& run : runs) {
    EXPECT_EQ(run.made_of, "");
    EXPECT_THAT(text_of(run.err), testing::HasSubstr("SCHED "));
  }
  ASSERT_TRUE(store.set_builds(1, {"0a"}).has_value());
  EXPECT_FALSE(is_superseded(found(store.campaign(1)), runs[0])) << "nothing says that it is of another build";
  ASSERT_TRUE(store.add_session(1, {"2026-11-22T10:00:00.000Z", {0}, {}, 1, {}, {}, {}}).has_value());
  EXPECT_THAT(found(store.campaign(1)).sessions, SizeIs(1));
}

TEST_F(Migration, OfSchemaFiveKeepsStreamsOfRunsAndParts) {
  const Store store = opened(old_store("five.db", "schema_5.db"));
  ASSERT_TRUE(store.verify().has_value());
  const auto runs = store.runs(1).value();
  ASSERT_THAT(runs, SizeIs(2));
  for (const auto& run : runs) {
    EXPECT_EQ(run.capture, kMessages);
    EXPECT_THAT(trace::flatten(text_of(run.err)).value(), testing::HasSubstr("SCHED 0ms: gomaxprocs=2"));
    EXPECT_EQ(text_of(run.err).size(), run.err.bytes());
    EXPECT_EQ(run.record.noise.throttled_share, -1) << "was not measured then";
    EXPECT_GE(run.record.noise.steal_share, 0);
    ASSERT_TRUE(run.service);
    ASSERT_NE(run.service->load(), nullptr);
    EXPECT_EQ(text_of(run.service->load()->out), "measure: requests=4\n");
    EXPECT_GT(store.bytes_in_file(run.id).value(), 100U);
  }
}

TEST_F(Migration, OfAStreamOfSixteenMebibytesKeepsItInOnePiece) {
  const auto file = old_store("five.db", "schema_5.db");
  const std::string whole(kLargestPiece, 'w');
  {
    SQLite::Database old(file, SQLite::OPEN_READWRITE);
    SQLite::Statement update(old,
                             "UPDATE run_stream SET bytes = ?, zstd = ?, cut = 1 WHERE run = 1 AND stream = 'stderr'");
    const auto packed = compress(whole);
    update.bind(1, static_cast<std::int64_t>(whole.size()));
    update.bind(2, packed.data(), static_cast<int>(packed.size()));
    ASSERT_EQ(update.exec(), 1);
  }
  const Store store = opened(file);
  const auto run = found(store.run(1));
  EXPECT_TRUE(run.err.cut());
  EXPECT_TRUE(text_of(run.err) == whole);
}

TEST_F(Migration, MarksStreamsThatFilledTheOldBoundAsCut) {
  const auto file = old_store();
  SQLite::Database(file, SQLite::OPEN_READWRITE).exec("UPDATE run_stream SET bytes = 16777216 WHERE run = 3");
  EXPECT_TRUE(found(opened(file).run(3)).err.cut());
  EXPECT_FALSE(found(opened(file).run(4)).err.cut());
}

TEST_F(Migration, MakesTheTablesOfANewStore) {
  const auto tables = [](const std::string& file) {
    const SQLite::Database database(file);
    SQLite::Statement query(database,
                            "SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" FROM "
                            "sqlite_schema m, pragma_table_info(m.name) c ORDER BY 1");
    std::vector<std::string> columns;
    while (query.executeStep()) columns.push_back(query.getColumn(0).getString());
    return columns;
  };
  const auto file = old_store();
  (void)opened(file);
  (void)opened(path("new.db"));
  const auto second = old_store("two.db", "schema_2.db");
  (void)opened(second);
  EXPECT_EQ(tables(file), tables(path("new.db")));
  EXPECT_EQ(tables(second), tables(path("new.db")));
  const auto fifth = old_store("five.db", "schema_5.db");
  (void)opened(fifth);
  EXPECT_EQ(tables(fifth), tables(path("new.db")));
  EXPECT_GT(tables(file).size(), 80U);
}

TEST(OldPlan, IsTakenApart) {
  const auto plan = read_old_plan(
      "effort 2\ngodebug a=b=c\ngodebug d=\ncell 1 1.5.4 8\nexpectation with blank 17\ncell 9 9.9.9 9\nx\n\n"
      "expectation b 0\n\n");
  EXPECT_EQ(plan.effort, "thorough");
  EXPECT_EQ(plan.godebug, (std::map<std::string, std::string>{{"a", "b=c"}, {"d", ""}}));
  ASSERT_THAT(plan.cells, SizeIs(1));
  EXPECT_EQ(plan.cells[0].expectation, 1U);
  EXPECT_EQ(plan.cells[0].release, "1.5.4");
  EXPECT_EQ(plan.cells[0].gomaxprocs, 8);
  EXPECT_THAT(plan.expectations, ElementsAre("with blank", "b"));
}

TEST(OldPlan, EndsWhereItCannotBeRead) {
  EXPECT_EQ(read_old_plan("").effort, "normal");
  EXPECT_EQ(read_old_plan("effort 7\ncell 0 1.5 1\n").cells.size(), 0U);
  EXPECT_EQ(read_old_plan("cell 0 1.5 1\ncell x 1.6 1\n").cells.size(), 1U);
  EXPECT_EQ(read_old_plan("expectation a 100\nshort\n").expectations.size(), 0U);
  EXPECT_EQ(read_old_plan("another plan\n").cells.size(), 0U);
}

}  // namespace
}  // namespace schedlitmus::store
