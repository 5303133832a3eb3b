// What is left of a store when the power or the disk fails.
#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

using testing::HasSubstr;

class Crash : public StoreFolder {};

constexpr int kRuns = 12;

Run run_with_bytes(std::int64_t campaign, int number) {
  Run run = run_of(campaign);
  run.record.code = number;
  std::mt19937_64 random(static_cast<std::uint64_t>(number));
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) bytes += static_cast<char>(random());
  run.err = keep(bytes);
  return run;
}

/// The files of a store as they lie while its last writer has not closed it.
void write_and_copy(const std::string& path, const std::string& copy) {
  Store store = opened(path);
  const auto campaign = store.begin(campaign_of("key")).value();
  for (int i = 0; i < kRuns; ++i) (void)store.add_run(run_with_bytes(campaign, i)).value();
  for (const char* end : {"", "-wal"}) std::filesystem::copy_file(path + end, copy + end);
}

/// The runs that are there are the first ones, each whole.
std::size_t expect_first_runs_whole(const std::string& path) {
  const auto store = Store::open(path);
  EXPECT_TRUE(store.has_value()) << to_string(store.error());
  if (!store) return 0;
  EXPECT_TRUE(store->verify().has_value());
  const auto runs = store->runs(1).value();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    EXPECT_EQ(runs[i].record.code, static_cast<int>(i));
    EXPECT_EQ(text_of(runs[i].err), text_of(run_with_bytes(1, static_cast<int>(i)).err));
  }
  return runs.size();
}

TEST_F(Crash, ALogThatIsCutAnywhereLosesOnlyTheNewestRuns) {
  std::mt19937_64 random(5);
  write_and_copy(path("whole.db"), path("cut.db"));
  const auto log = bytes_of(path("cut.db-wal"));
  std::size_t most = 0;
  for (int i = 0; i < 16; ++i) {
    const auto file = path(std::to_string(i) + ".db");
    std::filesystem::copy_file(path("cut.db"), file);
    std::ofstream(file + "-wal", std::ios::binary) << log.substr(0, i == 0 ? log.size() : random() % log.size());
    const auto runs = expect_first_runs_whole(file);
    if (i > 0) most = std::max(most, runs);
    if (i == 0) {
      EXPECT_EQ(runs, static_cast<std::size_t>(kRuns));
    }
  }
  EXPECT_GT(most, 0U);
}

TEST_F(Crash, ALogWithAFlippedBitLosesOnlyWhatFollows) {
  std::mt19937_64 random(6);
  write_and_copy(path("whole.db"), path("copy.db"));
  for (int i = 0; i < 8; ++i) {
    const auto file = path(std::to_string(i) + ".db");
    std::filesystem::copy_file(path("copy.db"), file);
    auto log = bytes_of(path("copy.db-wal"));
    log[random() % log.size()] ^= 4;
    std::ofstream(file + "-wal", std::ios::binary) << log;
    (void)expect_first_runs_whole(file);
  }
}

/// In a process of its own: adds runs until the file may not grow further.
int write_until_full(const std::string& path) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit most{400'000, 400'000};
  if (setrlimit(RLIMIT_FSIZE, &most) != 0) return -1;
  auto store = Store::open(path);
  if (!store) return -1;
  const auto campaign = store->begin(campaign_of("key"));
  for (int number = 0; campaign && number < 100; ++number) {
    const auto added = store->add_run(run_with_bytes(*campaign, number));
    if (added) continue;
    const bool clear = added.error().where == path && !added.error().what.empty() &&
                       added.error().hint.find("space") != std::string::npos;
    return clear ? number : -1;
  }
  return -1;
}

TEST_F(Crash, AFullDiskIsAClearErrorAndKeepsWhatWasStored) {
  const pid_t child = fork();
  if (child == 0) _exit(write_until_full(path()) & 0xFF);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  const int stored = WEXITSTATUS(status);
  ASSERT_TRUE(WIFEXITED(status) && stored != 0xFF) << "no clear error";
  EXPECT_GT(stored, 2);
  EXPECT_EQ(expect_first_runs_whole(path()), static_cast<std::size_t>(stored));
}

}  // namespace
}  // namespace schedlitmus::store
