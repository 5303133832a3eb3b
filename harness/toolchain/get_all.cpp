#include "toolchain/get_all.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

#include "support/duration.hpp"

namespace schedlitmus::toolchain {
namespace {

using Clock = std::chrono::steady_clock;
using Got = std::map<Version, Result<Release>>;

/// One is unpacked while another is downloaded; more only wait for the disk.
constexpr std::size_t kAtATime = 3;

class Fetching {
 public:
  Fetching(Toolchain& toolchain, std::vector<Version> versions, const OnFetch& on_fetch)
      : toolchain_(toolchain), versions_(std::move(versions)), on_fetch_(on_fetch) {}

  void run(Got& got) {
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < std::min(kAtATime, versions_.size()); ++i) {
      workers.emplace_back([this] { work(); });
    }
    std::unique_lock lock(mutex_);
    // The last change may come while the one before is told.
    for (std::size_t told = 0; done_.size() < versions_.size() || told != changes_;) {
      changed_.wait(lock, [&] { return changes_ != told; });
      told = changes_;
      const auto progress = progress_now();
      lock.unlock();
      if (on_fetch_) on_fetch_(progress);
      lock.lock();
    }
    got.merge(done_);
  }

 private:
  void work() {
    for (std::unique_lock lock(mutex_); next_ < versions_.size();) {
      const Version version = versions_[next_++];
      under_way_.push_back(version);
      change();
      lock.unlock();
      auto release = toolchain_.get(version);
      lock.lock();
      std::erase(under_way_, version);
      done_.emplace(version, std::move(release));
      change();
    }
  }

  void change() {
    ++changes_;
    changed_.notify_one();
  }

  [[nodiscard]] FetchProgress progress_now() const {
    FetchProgress progress{static_cast<int>(done_.size()), static_cast<int>(versions_.size()), {}, {}};
    for (const auto& version : under_way_) progress.under_way.push_back(version.to_string());
    if (!done_.empty()) {
      const auto each = (Clock::now() - begun_) / done_.size();
      progress.left = std::chrono::ceil<std::chrono::seconds>(each * (versions_.size() - done_.size()));
    }
    return progress;
  }

  Toolchain& toolchain_;
  const std::vector<Version> versions_;
  const OnFetch& on_fetch_;
  const Clock::time_point begun_ = Clock::now();
  std::mutex mutex_;  ///< of what follows
  std::condition_variable changed_;
  std::size_t changes_ = 0;
  std::size_t next_ = 0;
  std::vector<Version> under_way_;
  Got done_;
};

}  // namespace

std::string describe(const FetchProgress& progress) {
  auto text = progress.under_way.empty() ? std::string("fetched")
                                         : fmt::format("fetching Go {}", fmt::join(progress.under_way, ", "));
  text += fmt::format(" ({} of {} done", progress.done, progress.total);
  if (progress.left && progress.done < progress.total)
    text += fmt::format(", {} left", format_time_left(*progress.left));
  return text + ")";
}

std::map<Version, Result<Release>> get_all(Toolchain& toolchain, const Toolchain::Listing& listing,
                                           const std::vector<Version>& versions, const OnFetch& on_fetch) {
  Got got;
  std::vector<Version> missing;
  for (const auto& version : versions) {
    if (listing.installed(version)) {
      got.emplace(version, toolchain.get(version));
    } else if (std::ranges::find(missing, version) == missing.end()) {
      missing.push_back(version);
    }
  }
  Fetching(toolchain, std::move(missing), on_fetch).run(got);
  return got;
}

}  // namespace schedlitmus::toolchain
