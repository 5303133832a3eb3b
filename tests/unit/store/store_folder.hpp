// A folder of its own for each test, and runs and campaigns to put into stores.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "store/store.hpp"
#include "store/stream_keeper.hpp"

namespace schedlitmus::store {

/// Opens, or ends the test.
[[nodiscard]] inline Store opened(const std::string& path) {
  auto store = Store::open(path);
  if (!store) throw std::runtime_error(to_string(store.error()));
  return std::move(*store);
}

/// What a store was asked for, or ends the test.
template <class T>
[[nodiscard]] T found(Result<std::optional<T>> asked) {
  if (!asked) throw std::runtime_error(to_string(asked.error()));
  std::optional<T> answer = *std::move(asked);
  if (!answer) throw std::runtime_error("the store does not have it");
  return *std::move(answer);
}

class StoreFolder : public testing::Test {
 protected:
  StoreFolder() {
    std::string pattern = testing::TempDir() + "schedlitmus-store-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  StoreFolder(const StoreFolder&) = delete;
  StoreFolder& operator=(const StoreFolder&) = delete;
  ~StoreFolder() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  [[nodiscard]] std::string path(const std::string& name = "runs.db") const { return (folder_ / name).string(); }

  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

 private:
  std::filesystem::path folder_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// All of it, or ends the test.
inline std::string text_of(const KeptStream& stream) {
  auto text = stream.beginning(SIZE_MAX);
  if (!text) throw std::runtime_error(to_string(text.error()));
  return *std::move(text);
}

inline Campaign campaign_of(const std::string& plan_key) {
  Campaign campaign;
  campaign.plan_key = plan_key;
  campaign.started = "2025-01-02T03:04:05Z";
  campaign.command = "schedlitmus run expectations/ten_goroutines";
  campaign.seed = 0xFEDC'BA98'7654'3210U;
  campaign.host = "Linux 6.1, 2 CPUs";
  campaign.expectations = {{"ten_goroutines/one_proc", "{\"title\": \"one\"}", "one_proc.json", "program one"},
                           {"b", std::string("\0\xFF\n", 3), "x/b.json", ""}};
  campaign.whole_key = "whole " + plan_key;
  campaign.version = "0.2.0";
  campaign.effort = "thorough";
  campaign.godebug = {{"asyncpreemptoff", "1"}, {"gctrace", ""}};
  campaign.shard = "2/3";
  campaign.noise_limits = {{"run_delay_share", 0.125}, {"cpu_pressure", 0.5}};
  campaign.noise_source = "calibrated on 2025-01-01";
  campaign.fixed_runs = 24;
  campaign.confidence = 0.95;
  campaign.cells.resize(2);
  campaign.cells[0] = {"b", "1.13.15", 4, "a=1", "v", 2, "no such thing", "again", std::nullopt, "0a+1b"};
  campaign.cells[1] = {"b", "1.5.4", 1, "", "", std::nullopt, "", "", Error{"what", "", "hint"}, ""};
  using std::chrono::nanoseconds;
  campaign.sessions = {{"2025-01-02T03:04:06.001Z", {0, 1}, {}, 2, nanoseconds{5}, nanoseconds{6}, nanoseconds{7}},
                       {"2025-01-02T03:05:06.001Z", {0}, {1}, 1, nanoseconds{1}, nanoseconds{1}, nanoseconds{1}}};
  campaign.errors = {{"unknown release", "--go", ""}, {"a", "b", "c"}};
  return campaign;
}

inline Run run_of(std::int64_t campaign, const std::string& release = "1.13.15") {
  Run run;
  run.campaign = campaign;
  run.expectation = "ten_goroutines/one_proc";
  run.release = release;
  return run;
}

}  // namespace schedlitmus::store
