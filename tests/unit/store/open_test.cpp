#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "store/schema.hpp"
#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

using testing::HasSubstr;

class Open : public StoreFolder {
 protected:
  /// Opening fails with `what`, and every byte and file stays as it was.
  void expect_left_alone(const std::string& file, const std::string& what) const {
    const std::string before = bytes_of(file);
    const std::size_t files_before = files();
    const auto store = Store::open(file);
    ASSERT_FALSE(store.has_value());
    EXPECT_THAT(store.error().what, HasSubstr(what));
    EXPECT_EQ(store.error().where, file);
    EXPECT_THAT(store.error().hint, HasSubstr("left as it is"));
    EXPECT_EQ(bytes_of(file), before);
    EXPECT_EQ(files(), files_before);
  }

  void write(const std::string& file, const std::string& bytes) const { std::ofstream(file) << bytes; }

  /// A store of ours in which `sql` was executed.
  void make_store(const std::string& file, const std::string& sql) const {
    (void)opened(file);
    SQLite::Database(file, SQLite::OPEN_READWRITE).exec(sql);
  }
};

TEST_F(Open, CreatesTheFileAndItsFolders) {
  const std::string file = path("a/b c/runs.db");
  (void)opened(file);
  EXPECT_TRUE(std::filesystem::is_regular_file(file));
}

TEST_F(Open, TakesAnEmptyFileForANewStore) {
  write(path(), "");
  Store store = opened(path());
  EXPECT_TRUE(store.begin(campaign_of("key")).has_value());
}

TEST_F(Open, TakesAnyNameOfAFile) {
  const std::string file = path("50% of #1?.db");
  const auto id = opened(file).begin(campaign_of("key")).value();
  EXPECT_TRUE(opened(file).campaign(id).value().has_value());
  EXPECT_EQ(files(), 1U);
}

TEST_F(Open, TakesARelativePath) {
  const auto folder = std::filesystem::current_path();
  std::filesystem::current_path(std::filesystem::path(path()).parent_path());
  (void)opened("relative.db");
  (void)opened("relative.db");
  std::filesystem::current_path(folder);
  EXPECT_EQ(files(), 1U);
}

TEST_F(Open, LeavesATextFileAlone) {
  write(path(), "# notes\n");
  expect_left_alone(path(), "not a schedlitmus store");
  write(path("long"), std::string(20'000, 'x'));
  expect_left_alone(path("long"), "not a schedlitmus store");
}

TEST_F(Open, LeavesADatabaseOfAnotherProgramAlone) {
  SQLite::Database(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE address (name)");
  expect_left_alone(path(), "not a schedlitmus store");
}

TEST_F(Open, LeavesADatabaseOfAnotherProgramInUseAlone) {
  SQLite::Database other(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  other.exec("PRAGMA journal_mode = WAL; CREATE TABLE address (name); PRAGMA wal_checkpoint");
  expect_left_alone(path(), "not a schedlitmus store");
}

TEST_F(Open, LeavesAWalDatabaseOfAnotherProgramAlone) {
  SQLite::Database(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("PRAGMA journal_mode = WAL; CREATE TABLE address (name)");
  expect_left_alone(path(), "not a schedlitmus store");
}

TEST_F(Open, LeavesTheStoreOfANewerVersionAlone) {
  make_store(path(), "PRAGMA user_version = 1000");
  expect_left_alone(
      path(), "the store has schema 1000, this schedlitmus knows schemas up to " + std::to_string(kSchemaVersion));
}

TEST_F(Open, SaysThatAFolderIsNoStore) {
  std::filesystem::create_directory(path("folder"));
  EXPECT_EQ(Store::open(path("folder")).error().what, "this file is not a schedlitmus store");
}

TEST_F(Open, DoesNotWaitAtAPipe) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(Store::open(path("pipe")).error().what, "this file is not a schedlitmus store");
}

TEST_F(Open, SaysThatTheFolderCannotBeMade) {
  write(path("file"), "");
  const auto store = Store::open(path("file/below/runs.db"));
  ASSERT_FALSE(store.has_value());
  EXPECT_THAT(store.error().what, HasSubstr("Not a directory"));
}

TEST_F(Open, SaysThatTheFolderIsNotWritable) {
  // Nobody can create files there, root neither.
  const auto store = Store::open("/proc/runs.db");
  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().where, "/proc/runs.db");
  EXPECT_THAT(store.error().hint, HasSubstr("have to be writable"));
  EXPECT_FALSE(Store::open("/proc/folder/runs.db").has_value());
}

TEST_F(Open, NeedsAPath) { EXPECT_EQ(Store::open("").error().what, "the store has no path"); }

TEST_F(Open, FindsAWordItDoesNotKnow) {
  Store store = opened(path());
  auto run = run_of(store.begin(campaign_of("key")).value());
  run.outcomes = {{"split", expectation::OutcomeKind::held, std::nullopt, "", "", 0}};
  const auto id = store.add_run(run).value();
  SQLite::Database(path(), SQLite::OPEN_READWRITE).exec("UPDATE outcome SET kind = 'perhaps'");
  EXPECT_EQ(store.run(id).error().what, "run 1: unknown word \"perhaps\"");
  EXPECT_EQ(store.run(id).error().where, path());
}

TEST_F(Open, FindsADamagedStream) {
  Store store = opened(path());
  auto run = run_of(store.begin(campaign_of("key")).value());
  run.err = keep("SCHED 0ms:");
  const auto id = store.add_run(run).value();
  SQLite::Database(path(), SQLite::OPEN_READWRITE).exec("UPDATE piece SET zstd = substr(zstd, 1, 12)");
  const auto read = found(store.run(id)).err.beginning(1);
  EXPECT_EQ(read.error().what, "run 1: stderr: a piece of it cannot be unpacked");
  EXPECT_EQ(read.error().where, path());
  EXPECT_EQ(store.verify().error().what, read.error().what);
  SQLite::Database(path(), SQLite::OPEN_READWRITE).exec("DELETE FROM piece");
  EXPECT_EQ(store.verify().error().what, "run 1: stderr: a piece of it is missing");
}

}  // namespace
}  // namespace schedlitmus::store
