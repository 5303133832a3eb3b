#include "process/host.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace schedlitmus::process {
namespace {

/// A folder that stands for the root of a machine.
class Host : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "schedlitmus-host-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(root); }

  void write(const std::string& name, const std::string& text) const {
    const auto path = std::filesystem::path(root + name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  std::string root;
};

TEST_F(Host, IsOneLineWithItsCpus) {
  EXPECT_THAT(describe_host(), ::testing::MatchesRegex("Linux [^ ]+ [^ ]+, [1-9][0-9]* CPUs?(, [^\n]*)?"));
}

TEST_F(Host, WithoutAGroupHasNoLimit) {
  EXPECT_EQ(cgroup_cpu_limit(root), std::nullopt);
  write("/proc/self/cgroup", "0::/\n");
  write("/sys/fs/cgroup/cpu.max", "max 100000\n");
  EXPECT_EQ(cgroup_cpu_limit(root), std::nullopt);
}

TEST_F(Host, IsLimitedByTheTightestGroup) {
  write("/proc/self/cgroup", "0::/outer/middle/inner\n");
  write("/sys/fs/cgroup/outer/cpu.max", "250000 100000\n");
  write("/sys/fs/cgroup/outer/middle/cpu.max", "75000 50000\n");
  write("/sys/fs/cgroup/outer/middle/inner/cpu.max", "max 100000\n");
  EXPECT_EQ(cgroup_cpu_limit(root), 1.5);
}

TEST_F(Host, IsLimitedByGroupsOfVersion1) {
  write("/proc/self/cgroup", "9:name=systemd:/x\n4:cpuset:/c\n2:cpu,cpuacct:/a\n0::/\n");
  write("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
  write("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  write("/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "50000\n");
  write("/sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n");
  write("/sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", "1000\n");
  write("/sys/fs/cgroup/cpu/c/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cgroup_cpu_limit(root), 0.5);
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
