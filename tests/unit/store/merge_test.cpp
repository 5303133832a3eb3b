#include "store/merge.hpp"

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "source_dir.hpp"
#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class Merge : public StoreFolder {
 protected:
  /// A store of one campaign with so many runs.
  [[nodiscard]] std::string store_of(const std::string& name, const std::string& started, int runs) const {
    Store store = opened(path(name));
    auto campaign = campaign_of("plan of " + name);
    campaign.started = started;
    const auto id = store.begin(campaign).value();
    for (int i = 0; i < runs; ++i) (void)store.add_run(run_number(id, i)).value();
    return path(name);
  }

  static store::Run run_number(std::int64_t campaign, int number) {
    store::Run run = run_of(campaign);
    run.record.code = number;
    run.turn = number;
    run.err = keep("stderr of " + std::to_string(number));
    run.outcomes = {{"split", expectation::OutcomeKind::held, Millis{300}, "[4 4]", "", 1}};
    run.health.restore(trace::Trouble::torn_line, {.count = 2, .first_line = 3, .example = "M1"});
    return run;
  }

  [[nodiscard]] std::string old_store() const {
    std::filesystem::copy_file(source_dir() / "tests/unit/store/fixtures/schema_1.db", path("old.db"));
    return path("old.db");
  }

  void expect_merged(const std::string& out, const std::vector<std::string>& inputs) const {
    const auto merged = merge(out, inputs);
    ASSERT_TRUE(merged.has_value()) << to_string(merged.error());
  }
};

/// All that a store says, but for the numbers it gave.
std::string content(const std::string& path) {
  const auto store = Store::open_to_read(path).value();
  std::string text;
  const auto campaigns = store.campaigns().value();
  for (const auto& campaign : campaigns) {
    text += fmt::format("campaign {} {} {} {}\n", campaign.uid, campaign.started, campaign.finished, campaign.plan_key);
    for (const auto& cell : campaign.cells) text += cell.release + (cell.error ? cell.error->what : "") + "\n";
    for (const auto& cell : campaign.cells) text += "made of " + cell.made_of + "\n";
    for (const auto& session : campaign.sessions) text += fmt::format("{} {}\n", session.started, session.wall.count());
    for (const auto& file : campaign.expectations) text += file.name + file.source + "\n";
    const auto runs = store.runs(campaign.id).value();
    for (const auto& run : runs) {
      text += fmt::format("run {} {} {} {} {} {}\n", run.uid, run.release, run.record.code, text_of(run.err),
                          run.outcomes.size(), run.health.lost());
    }
  }
  return text;
}

TEST_F(Merge, JoinsCampaignsAndRunsWithAllThatBelongsToThem) {
  const auto a = store_of("a.db", "2025-01-01T00:00:00Z", 3);
  const auto b = store_of("b.db", "2025-01-02T00:00:00Z", 2);
  const auto merged = merge(path("out.db"), {b, a}).value();
  EXPECT_EQ(merged.campaigns, 2);
  EXPECT_EQ(merged.runs, 5);
  EXPECT_EQ(content(path("out.db")), content(a) + content(b));
  EXPECT_EQ(files(), 3U);
}

TEST_F(Merge, OfTheSameTwiceAddsNothing) {
  const auto a = store_of("a.db", "2025-01-01T00:00:00Z", 3);
  expect_merged(path("out.db"), {a});
  const auto before = content(path("out.db"));
  const auto again = merge(path("out.db"), {a, a}).value();
  EXPECT_EQ(again.campaigns, 0);
  EXPECT_EQ(again.runs, 0);
  EXPECT_EQ(again.known_campaigns, 2);
  EXPECT_EQ(again.known_runs, 6);
  EXPECT_EQ(content(path("out.db")), before);
}

TEST_F(Merge, DoesNotDependOnTheOrder) {
  const auto a = store_of("a.db", "2025-01-03T00:00:00Z", 2);
  const auto b = store_of("b.db", "2025-01-02T00:00:00Z", 1);
  const auto old = old_store();
  std::vector<std::string> inputs{a, b, old};
  std::ranges::sort(inputs);
  std::string first;
  do {
    const auto out = path("out.db");
    std::filesystem::remove(out);
    expect_merged(out, inputs);
    if (first.empty()) first = content(out);
    EXPECT_EQ(content(out), first);
  } while (std::ranges::next_permutation(inputs).found);
}

TEST_F(Merge, ReadsOlderSchemasWithoutTouchingThem) {
  const auto old = old_store();
  const auto before = bytes_of(old);
  EXPECT_EQ(merge(path("out.db"), {old}).value().runs, 27);
  EXPECT_EQ(bytes_of(old), before);
  EXPECT_EQ(merge(path("out.db"), {old}).value().known_runs, 27) << "and gives them the same names each time";
}

TEST_F(Merge, OfALaterStateOfACampaignAddsWhatCameSince) {
  const auto a = store_of("a.db", "2025-01-01T00:00:00Z", 2);
  std::filesystem::copy_file(a, path("early.db"));
  {
    Store store = opened(a);
    auto later = run_number(1, 2);
    later.started = "2025-01-01T00:01:00Z";
    (void)store.add_run(later).value();
    ASSERT_TRUE(store.set_cell_error(1, 0, Error{"does not compile", "", ""}).has_value());
    ASSERT_TRUE(store.set_builds(1, {"0b", "0c"}).has_value());
    ASSERT_TRUE(store.add_session(1, {"2025-01-01T00:00:59Z", {1}, {}, 1, {}, {}, {}}).has_value());
    ASSERT_TRUE(store.finish(1).has_value());
  }
  for (const auto& inputs : {std::vector{path("early.db"), a}, std::vector{a, path("early.db")}}) {
    std::filesystem::remove(path("out.db"));
    for (const auto& input : inputs) expect_merged(path("out.db"), {input});
    EXPECT_EQ(content(path("out.db")), content(a));
  }
}

TEST_F(Merge, OfADamagedInputNamesItAndWritesNothing) {
  const auto a = store_of("a.db", "2025-01-01T00:00:00Z", 1);
  const auto b = store_of("b.db", "2025-01-02T00:00:00Z", 1);
  SQLite::Database(b, SQLite::OPEN_READWRITE).exec("UPDATE piece SET zstd = substr(zstd, 1, 12)");
  const auto merged = merge(path("out.db"), {a, b});
  ASSERT_FALSE(merged.has_value());
  EXPECT_EQ(merged.error().where, b);
  EXPECT_THAT(merged.error().what, HasSubstr("cannot be unpacked"));
  EXPECT_FALSE(std::filesystem::exists(path("out.db")));
  EXPECT_EQ(files(), 2U);

  const auto before = content(a);
  EXPECT_FALSE(merge(a, {b}).has_value());
  EXPECT_EQ(content(a), before);
}

TEST_F(Merge, OfWhatIsNoStoreNamesIt) {
  const auto a = store_of("a.db", "2025-01-01T00:00:00Z", 1);
  EXPECT_EQ(merge(path("out.db"), {a, path("none.db")}).error().where, path("none.db"));
  EXPECT_EQ(merge("", {a}).error().what, "the store to merge into has no path");
  std::ofstream(path("text")) << "text";
  EXPECT_EQ(merge(path("text"), {a}).error().where, path("text"));
  EXPECT_EQ(bytes_of(path("text")), "text");
}

TEST_F(Merge, IntoAnInputIsFine) {
  const auto a = store_of("a.db", "2025-01-01T00:00:00Z", 2);
  const auto b = store_of("b.db", "2025-01-02T00:00:00Z", 1);
  const auto merged = merge(a, {a, b}).value();
  EXPECT_EQ(merged.runs, 1);
  EXPECT_THAT(opened(a).campaigns().value(), SizeIs(2));
}

}  // namespace
}  // namespace schedlitmus::store
