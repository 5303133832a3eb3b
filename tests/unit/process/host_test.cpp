#include "process/host.hpp"

#include <gmock/gmock.h>

#include "root_folder.hpp"

namespace schedlitmus::process {
namespace {

class Host : public RootFolder {};

TEST_F(Host, IsOneLineWithItsCpus) {
  EXPECT_THAT(describe_host(), ::testing::MatchesRegex("Linux [^ ]+ [^ ]+, [1-9][0-9]* CPUs?(, [^\n]*)?"));
}

TEST_F(Host, NamesTheGovernorsOfItsCpus) {
  EXPECT_EQ(frequency_governor({0, 1}, root), "");
  for (const int cpu : {0, 1, 2}) {
    write("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/cpufreq/scaling_governor",
          cpu == 1 ? "powersave\n" : "performance\n");
  }
  EXPECT_EQ(frequency_governor({0, 2}, root), "performance");
  EXPECT_EQ(frequency_governor({0, 1, 2}, root), "performance/powersave");
}

}  // namespace
}  // namespace schedlitmus::process
