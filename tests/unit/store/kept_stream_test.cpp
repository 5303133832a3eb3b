// Streams that are longer than a piece, and than what is kept in memory.
#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>
#include <string>

#include "store/merge.hpp"
#include "store_folder.hpp"

namespace schedlitmus::store {
namespace {

using testing::HasSubstr;

/// Lines that tell their place; a part that no compressor makes shorter.
class Lines {
 public:
  std::string next(std::size_t size) {
    std::string text;
    while (text.size() < size) {
      text += "SCHED " + std::to_string(number_++) + "ms: ";
      for (int i = 0; i < noise; ++i) text += static_cast<char>(random_());
      text += '\n';
    }
    return text;
  }
  int noise = 0;

 private:
  std::uint64_t number_ = 0;
  std::mt19937_64 random_{7};
};

/// Whether the stream is what Lines gives, in pieces of any size.
void expect_lines(const KeptStream& stream, int noise) {
  Lines lines;
  lines.noise = noise;
  std::string wanted;
  std::uint64_t wrong = 0;
  std::size_t largest = 0;
  const auto read = stream.read([&](std::string_view bytes) {
    largest = std::max(largest, bytes.size());
    while (wanted.size() < bytes.size()) wanted += lines.next(bytes.size());
    wrong += wanted.substr(0, bytes.size()) == bytes ? 0 : 1;
    wanted.erase(0, bytes.size());
  });
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  EXPECT_EQ(wrong, 0U);
  EXPECT_LE(largest, kPieceBytes);
}

KeptStream long_stream(std::size_t size, int noise, std::uint64_t most = kKeepAll) {
  Lines lines;
  lines.noise = noise;
  StreamKeeper keeper(most);
  for (std::size_t done = 0; done < size;) {
    const auto more = lines.next(70'001);
    keeper.add(more);
    done += more.size();
  }
  return keeper.take();
}

constexpr std::size_t kLong = 24U << 20U;

class KeptStreams : public StoreFolder {};

TEST_F(KeptStreams, OfAnyLengthAreReadBackByteForByte) {
  Store store = opened(path());
  auto run = run_of(store.begin(campaign_of("key")).value());
  run.err = long_stream(kLong, 0);
  run.out = long_stream(kLong / 2, 300);  // more than stays in memory
  EXPECT_GE(run.err.bytes(), kLong);
  EXPECT_FALSE(run.err.cut());
  expect_lines(run.out, 300);
  const auto id = store.add_run(run).value();
  const auto read = found(store.run(id));
  EXPECT_EQ(read.err.bytes(), run.err.bytes());
  EXPECT_FALSE(read.err.cut() || read.out.cut());
  expect_lines(read.err, 0);
  expect_lines(read.out, 300);
  ASSERT_TRUE(store.verify().has_value());
  EXPECT_LT(store.bytes_in_file(id).value(), kLong);
  EXPECT_EQ(read.err.beginning(5).value(), "SCHED");
}

TEST_F(KeptStreams, GoWithTheirRunsIntoAnotherStore) {
  {
    Store store = opened(path("in.db"));
    auto run = run_of(store.begin(campaign_of("key")).value());
    run.err = long_stream(9U << 20U, 10);
    (void)store.add_run(run).value();
  }
  ASSERT_EQ(merge(path("out.db"), {path("in.db")}).value().runs, 1);
  const Store out = opened(path("out.db"));
  ASSERT_TRUE(out.verify().has_value());
  expect_lines(found(out.run(1)).err, 10);
}

TEST_F(KeptStreams, AreCutWhereSoMuchIsAskedFor) {
  const auto kept = long_stream(3U << 20U, 0, 1'500'000);
  EXPECT_EQ(kept.bytes(), 1'500'000U);
  EXPECT_TRUE(kept.cut());
  expect_lines(kept, 0);
  StreamKeeper whole(10);
  whole.add_whole("seven..");
  whole.add_whole("four");
  whole.add_whole("1");
  const auto ended = whole.take();
  EXPECT_EQ(text_of(ended), "seven..") << "nothing comes behind what was left out";
  EXPECT_TRUE(ended.cut());
}

TEST_F(KeptStreams, OfWhichNothingWasKeptAreSaidToBeCut) {
  Store store = opened(path());
  auto run = run_of(store.begin(campaign_of("key")).value());
  run.err = keep("", true);
  const auto read = found(store.run(store.add_run(run).value()));
  EXPECT_TRUE(read.err.cut());
  EXPECT_EQ(read.err.bytes(), 0U);
  EXPECT_EQ(text_of(read.err), "");
}

TEST_F(KeptStreams, CanBeReadWhileTheirStoreIsOpen) {
  std::optional<store::Run> run;
  {
    Store store = opened(path());
    auto written = run_of(store.begin(campaign_of("key")).value());
    written.err = keep("trace");
    run = found(store.run(store.add_run(written).value()));
    EXPECT_EQ(text_of(run->err), "trace");
    const Store moved = std::move(store);
    EXPECT_EQ(text_of(run->err), "trace");
  }
  EXPECT_THAT(run->err.beginning(1).error().what, HasSubstr("closed"));
}

/// In a process of its own, where no file may be longer than this.
int keep_with_small_files() {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit most{6U << 20U, 6U << 20U};
  if (setrlimit(RLIMIT_FSIZE, &most) != 0) return 1;
  const auto kept = long_stream(24U << 20U, 3000);
  const bool all_readable = kept.read([](std::string_view) {}).has_value();
  return kept.cut() && all_readable && kept.bytes() > (6U << 20U) && kept.bytes() % kPieceBytes == 0 ? 0 : 2;
}

TEST_F(KeptStreams, OnAFullDiskKeepTheirBeginning) {
  const pid_t child = fork();
  if (child == 0) _exit(keep_with_small_files());
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

/// In a process of its own: adds runs with long streams until it is killed; tells of each that is stored.
[[noreturn]] void add_for_ever(const std::string& path, int told) {
  auto store = Store::open(path);
  const auto campaign = store->begin(campaign_of("key")).value();
  while (true) {
    auto run = run_of(campaign);
    run.err = long_stream(9U << 20U, 100);
    (void)store->add_run(run).value();
    if (write(told, "x", 1) != 1) _exit(1);
  }
}

TEST_F(KeptStreams, AreThereWholeOrNotAtAllAfterAKill) {
  for (int round = 0; round < 4; ++round) {
    const auto file = path(std::to_string(round) + ".db");
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = fork();
    if (child == 0) add_for_ever(file, pipe[1]);
    ::close(pipe[1]);
    char told = 0;
    std::size_t stored = 0;
    for (; stored < 1 && read(pipe[0], &told, 1) == 1;) ++stored;
    usleep(static_cast<useconds_t>(round) * 40'000);
    kill(child, SIGKILL);
    while (read(pipe[0], &told, 1) == 1) ++stored;
    ::close(pipe[0]);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
    const Store store = opened(file);
    ASSERT_TRUE(store.verify().has_value());
    const auto runs = store.runs(1).value();
    EXPECT_GE(runs.size(), stored) << "what was told is there";
    EXPECT_LE(runs.size(), stored + 1);
    for (const auto& run : runs) expect_lines(run.err, 100);
  }
}

}  // namespace
}  // namespace schedlitmus::store
