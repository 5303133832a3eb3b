// Several writers, and writers that die.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

constexpr int kRunsOfAWriter = 8;

class SharedUse : public StoreFolder {};

/// What run `number` of a writer has as its stderr: tells whether a run is whole.
std::string stream_of(int number) {
  std::mt19937_64 random(static_cast<std::uint64_t>(number));
  std::string bytes(20'000 + number % 7 * 30'000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() & 15U);
  return bytes;
}

Run numbered_run(std::int64_t campaign, int number) {
  Run run = run_of(campaign);
  run.record.code = number;
  run.err = keep(stream_of(number));
  run.outcomes.resize(3);
  return run;
}

void expect_whole(const Run& run) {
  EXPECT_EQ(text_of(run.err), stream_of(run.record.code));
  EXPECT_EQ(run.outcomes.size(), 3U);
}

/// Opens, begins a campaign and adds its runs: whether all that worked.
bool write_campaign(const std::string& path, const std::string& plan_key) {
  auto store = Store::open(path);
  if (!store) return false;
  const auto campaign = store->begin(campaign_of(plan_key));
  if (!campaign) return false;
  for (int number = 0; number < kRunsOfAWriter; ++number) {
    if (!store->add_run(numbered_run(*campaign, number))) return false;
  }
  return store->finish(*campaign).has_value();
}

void expect_campaigns(const Store& store, int count) {
  for (int id = 1; id <= count; ++id) {
    const auto runs = store.runs(id).value();
    ASSERT_EQ(runs.size(), static_cast<std::size_t>(kRunsOfAWriter));
    for (int number = 0; number < kRunsOfAWriter; ++number) {
      EXPECT_EQ(runs[static_cast<std::size_t>(number)].record.code, number);
      expect_whole(runs[static_cast<std::size_t>(number)]);
    }
  }
  EXPECT_EQ(found(store.latest()).id, count);
}

/// Starts a process that does `work` and exits with 0 where it gives true.
template <class Work>
pid_t start(Work work) {
  const pid_t child = fork();
  if (child == 0) _exit(work() ? 0 : 1);
  return child;
}

int wait_status(pid_t child) {
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}

TEST_F(SharedUse, ProcessesCreateAndWriteOneStoreAtOnce) {
  for (const char* name : {"a.db", "b.db", "c.db", "d.db"}) {
    std::array<pid_t, 4> children{};
    for (pid_t& child : children) child = start([&] { return write_campaign(path(name), "key"); });
    for (const pid_t child : children) EXPECT_EQ(wait_status(child), 0);
    expect_campaigns(opened(path(name)), 4);
  }
}

TEST_F(SharedUse, ThreadsWriteOneStoreAtOnceEachThroughItsOwn) {
  std::array<bool, 3> done{};
  {
    std::vector<std::jthread> threads;
    threads.reserve(done.size());
    for (bool& one : done) threads.emplace_back([&] { one = write_campaign(path(), "key"); });
  }
  for (const bool one : done) EXPECT_TRUE(one);
  expect_campaigns(opened(path()), 3);
}

/// A process that opens and closes a store whenever it is asked to. Started
/// before this process opens any: SQLite's state does not survive a fork.
class OtherUser {
 public:
  explicit OtherUser(const std::string& path) {
    EXPECT_EQ(pipe(ask_.data()), 0);
    EXPECT_EQ(pipe(answer_.data()), 0);
    child_ = start([&] { return serve(path); });
    close(ask_[0]);
    close(answer_[1]);
  }
  OtherUser(const OtherUser&) = delete;
  OtherUser& operator=(const OtherUser&) = delete;
  ~OtherUser() {
    close(ask_[1]);
    close(answer_[0]);
    EXPECT_EQ(wait_status(child_), 0);
  }

  /// How many runs it sees, in campaign 1.
  [[nodiscard]] std::int64_t runs() const {
    std::int64_t count = 0;
    EXPECT_EQ(write(ask_[1], "?", 1), 1);
    EXPECT_EQ(read(answer_[0], &count, sizeof count), static_cast<ssize_t>(sizeof count));
    return count;
  }

 private:
  [[nodiscard]] bool serve(const std::string& path) const {
    close(ask_[1]);
    for (char question = 0; read(ask_[0], &question, 1) == 1;) {
      const std::int64_t count = std::ssize(opened(path).runs(1).value());
      if (write(answer_[1], &count, sizeof count) != sizeof count) return false;
    }
    return true;
  }

  std::array<int, 2> ask_{}, answer_{};
  pid_t child_ = -1;
};

TEST_F(SharedUse, OpeningASecondStoreKeepsTheLocksOfTheFirst) {
  // POSIX drops all locks of a process on a file when it closes any of its
  // descriptors for it. Without its lock, the other process would take itself
  // for the last user and delete the journal into which we go on writing.
  const OtherUser other(path());
  Store store = opened(path());
  const auto campaign = store.begin(campaign_of("key")).value();
  for (int number = 0; number < 4; ++number) {
    (void)store.add_run(numbered_run(campaign, number)).value();
    (void)opened(path());
    EXPECT_EQ(other.runs(), number + 1);
  }
}

/// Adds runs for ever, and tells the id of each through `told` once it is stored.
bool write_and_tell(const std::string& path, int told) {
  auto store = Store::open(path);
  if (!store) return false;
  const auto campaign = store->begin(campaign_of("key"));
  for (int number = 0; campaign; ++number) {
    const auto id = store->add_run(numbered_run(*campaign, number));
    if (!id || write(told, &*id, sizeof *id) != sizeof *id) return false;
  }
  return false;
}

/// A writer that is killed after about `runs` runs and `later`: the ids it told.
std::vector<std::int64_t> ids_of_killed_writer(const std::string& path, int runs, std::chrono::microseconds later) {
  std::array<int, 2> ends{};
  EXPECT_EQ(pipe(ends.data()), 0);
  const pid_t child = start([&] { return write_and_tell(path, ends[1]); });
  close(ends[1]);
  std::vector<std::int64_t> ids;
  std::int64_t id = 0;
  while (runs-- > 0 && read(ends[0], &id, sizeof id) == sizeof id) ids.push_back(id);
  std::this_thread::sleep_for(later);
  kill(child, SIGKILL);
  EXPECT_TRUE(WIFSIGNALED(wait_status(child)));
  while (read(ends[0], &id, sizeof id) == sizeof id) ids.push_back(id);
  close(ends[0]);
  return ids;
}

/// Kills `writers` of the same file one after the other: no run that was told is lost.
void expect_nothing_lost(const std::string& path, int writers, std::mt19937_64& random) {
  std::vector<std::int64_t> all;
  for (int writer = 0; writer < writers; ++writer) {
    const auto later = std::chrono::microseconds{random() % 15'000};
    const auto ids = ids_of_killed_writer(path, static_cast<int>(random() % 6), later);
    all.insert(all.end(), ids.begin(), ids.end());
    const auto store = Store::open(path);
    ASSERT_TRUE(store.has_value()) << to_string(store.error());
    for (const std::int64_t id : all) {
      SCOPED_TRACE(id);
      expect_whole(found(store->run(id)));
    }
  }
}

TEST_F(SharedUse, AWriterKilledAtAnyMomentLosesNoStoredRun) {
  std::mt19937_64 random(1);
  expect_nothing_lost(path(), 12, random);
}

TEST_F(SharedUse, AWriterKilledWhileItCreatesTheStoreLeavesAStore) {
  std::mt19937_64 random(2);
  for (int file = 0; file < 12; ++file) expect_nothing_lost(path(std::to_string(file)), 1, random);
}

}  // namespace
}  // namespace schedlitmus::store
