// Peak memory and time of keeping, storing and reading back long streams:
//   store_memory FOLDER
// A detailed trace of 1 GB with 1,000 goroutines, and 300 MB that no
// compression makes shorter. Exit code 1: more than 64 MB.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>

#include "bench/trace_maker.hpp"
#include "store/store.hpp"
#include "store/stream_keeper.hpp"

namespace {

using schedlitmus::store::KeptStream;
using schedlitmus::store::Store;
using schedlitmus::store::StreamKeeper;

constexpr std::uint64_t kMega = 1000 * 1000;
constexpr long kMostMemory = 64L * 1024;  // ru_maxrss is in KiB

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

long peak() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

KeptStream trace(std::uint64_t bytes) {
  schedlitmus::trace::TraceMaker maker;
  StreamKeeper keeper;
  std::string sample;
  for (std::uint64_t done = 0; done < bytes; done += sample.size()) {
    sample.clear();
    maker.append(sample, 1000);
    keeper.add(sample);
  }
  return keeper.take();
}

KeptStream noise(std::uint64_t bytes) {
  std::mt19937_64 random(1);
  StreamKeeper keeper;
  std::string block(1U << 16U, '\0');
  for (std::uint64_t done = 0; done < bytes; done += block.size()) {
    for (char& byte : block) byte = static_cast<char>(random());
    keeper.add(block);
  }
  return keeper.take();
}

/// Whether all worked, in little memory.
bool store_and_read(const char* name, const std::string& path, KeptStream (*make)(std::uint64_t), std::uint64_t bytes) {
  auto store = Store::open(path);
  if (!store) return false;
  const auto campaign = store->begin({});
  schedlitmus::store::Run run;
  run.campaign = campaign.value_or(0);
  const double begin = now();
  run.err = make(bytes);
  const double kept = now();
  const auto id = store->add_run(run);
  const double stored = now();
  std::uint64_t seen = 0;
  const auto found = store->run(id.value_or(0));
  if (!found || !*found) return false;
  const auto read = (*found)->err.read([&](std::string_view piece) { seen += piece.size(); });
  const double again = now();
  const auto in_file = store->bytes_in_file(*id).value_or(0);
  std::printf("%-8s %6zu MB  in the store %4zu MB  kept in %.2f s  stored in %.2f s  read in %.2f s  peak %.1f MiB\n",
              name, static_cast<std::size_t>(run.err.bytes() / kMega), static_cast<std::size_t>(in_file / kMega),
              kept - begin, stored - kept, again - stored, static_cast<double>(peak()) / 1024);
  return read && seen == run.err.bytes() && !run.err.cut() && peak() < kMostMemory;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: store_memory FOLDER\n", stderr);
    return 64;
  }
  const std::string path = (std::filesystem::path(words[1]) / "store_memory.db").string();
  const bool good =
      store_and_read("trace", path, trace, 1000 * kMega) && store_and_read("noise", path, noise, 300 * kMega);
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  return good ? 0 : 1;
}
