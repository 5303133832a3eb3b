#include "process/cpu_supply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "process/cpus.hpp"

namespace schedlitmus::process {
namespace {

using ::testing::ElementsAre;

ReadFile files(std::map<std::string, std::string> texts) {
  return [texts = std::move(texts)](const std::string& path) {
    const auto found = texts.find(path);
    return found == texts.end() ? std::string() : found->second;
  };
}

TEST(CpusByCore, PutsSiblingsSideBySide) {
  const auto topology = [](int cpu) {
    return "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/thread_siblings_list";
  };
  const auto read = files({{topology(0), "0,4\n"},
                           {topology(1), "1,5\n"},
                           {topology(4), "0,4\n"},
                           {topology(5), "1,5\n"},
                           {topology(7), "3,7\n"}});
  EXPECT_THAT(by_core({0, 1, 4, 5, 7}, read), ElementsAre(0, 4, 1, 5, 7));
  EXPECT_THAT(by_core({2, 3}, files({})), ElementsAre(2, 3));
}

TEST(CpusForRuns, AreAmongThoseAllowed) {
  const auto cpus = cpus_for_runs();
  EXPECT_FALSE(cpus.empty());
  EXPECT_LE(cpus.size(), allowed_cpus().size());
  EXPECT_TRUE(usable_cpus(cpus).has_value());
}

}  // namespace
}  // namespace schedlitmus::process
