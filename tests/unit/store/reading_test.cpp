// Stores that are only read.
#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source_dir.hpp"
#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class Reading : public StoreFolder {
 protected:
  [[nodiscard]] std::string store_with_a_run() const {
    Store store = opened(path());
    auto run = run_of(store.begin(campaign_of("key")).value());
    run.err = keep(std::string(3000, 'x'));
    (void)store.add_run(run).value();
    return path();
  }
};

Store opened_to_read(const std::string& path) {
  auto store = Store::open_to_read(path);
  if (!store) throw std::runtime_error(to_string(store.error()));
  return std::move(*store);
}

TEST_F(Reading, NeedsAStoreThatIsThere) {
  const auto store = Store::open_to_read(path());
  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().what, "there is no store");
  EXPECT_EQ(store.error().where, path());
  EXPECT_EQ(files(), 0U);
}

TEST_F(Reading, TakesNothingElseForAStore) {
  std::ofstream(path("text")) << "# notes\n";
  EXPECT_EQ(Store::open_to_read(path("text")).error().what, "this file is not a schedlitmus store");
  EXPECT_EQ(Store::open_to_read(testing::TempDir()).error().what, "this file is not a schedlitmus store");
}

TEST_F(Reading, ChangesNoByteAndLeavesNoFile) {
  const auto file = store_with_a_run();
  const auto before = bytes_of(file);
  {
    const Store first = opened_to_read(file);
    const Store second = opened_to_read(file);
    EXPECT_THAT(first.runs(1).value(), SizeIs(1));
    EXPECT_EQ(text_of(found(second.run(1)).err).size(), 3000U);
  }
  EXPECT_EQ(bytes_of(file), before);
  EXPECT_EQ(files(), 1U);
}

TEST_F(Reading, RefusesToWrite) {
  Store store = opened_to_read(store_with_a_run());
  EXPECT_FALSE(store.begin(campaign_of("other")).has_value());
  EXPECT_FALSE(store.add_run(run_of(1)).has_value());
  EXPECT_FALSE(store.finish(1).has_value());
}

TEST_F(Reading, SeesWhatAWriterAddsInTheMeantime) {
  const auto file = store_with_a_run();
  const Store reader = opened_to_read(file);
  Store writer = opened(file);
  (void)writer.add_run(run_of(1)).value();
  EXPECT_THAT(reader.runs(1).value(), SizeIs(2));
}

TEST_F(Reading, BringsAnOlderSchemaUpToDateInACopyOnly) {
  std::filesystem::copy_file(source_dir() / "tests/unit/store/fixtures/schema_1.db", path());
  const auto before = bytes_of(path());
  {
    const Store store = opened_to_read(path());
    EXPECT_THAT(store.runs(1).value(), SizeIs(19));
    EXPECT_EQ(found(store.campaign(1)).effort, "quick");
    EXPECT_TRUE(store.verify().has_value());
  }
  EXPECT_EQ(bytes_of(path()), before);
  EXPECT_EQ(files(), 1U);
}

TEST_F(Reading, FindsDamageWhenAskedTo) {
  const auto file = store_with_a_run();
  EXPECT_TRUE(opened_to_read(file).verify().has_value());
  SQLite::Database(file, SQLite::OPEN_READWRITE).exec("UPDATE piece SET zstd = substr(zstd, 1, 12)");
  EXPECT_THAT(opened_to_read(file).verify().error().what, HasSubstr("cannot be unpacked"));
}

TEST_F(Reading, FindsPagesThatAreOverwritten) {
  const auto file = store_with_a_run();
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(4096);
  bytes << std::string(8192, 'z');
  bytes.close();
  const auto store = Store::open_to_read(file);
  EXPECT_FALSE(store && store->verify());
}

}  // namespace
}  // namespace schedlitmus::store
