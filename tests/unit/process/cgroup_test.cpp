#include "process/cgroup.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process/launcher.hpp"
#include "root_folder.hpp"

namespace schedlitmus::process {
namespace {

using std::chrono::microseconds;
using std::chrono::nanoseconds;
using ::testing::ElementsAre;
using ::testing::Field;

constexpr const char* kMountsOfBoth =
    "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
    "33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct\n"
    "34 31 0:31 /docker/ab /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:7 - cgroup cgroup rw,cpu,cpuacct\n"
    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";

class Cgroup : public RootFolder {
 protected:
  [[nodiscard]] std::vector<std::string> folders() const {
    std::vector<std::string> names;
    for (const auto& group : cpu_groups(root)) names.push_back(group.folder.substr(root.size()));
    return names;
  }
  [[nodiscard]] std::optional<double> limit() const { return cpu_limit(cpu_groups(root)); }
  [[nodiscard]] std::optional<nanoseconds> stopped() const { return throttled(cpu_groups(root)); }
};

TEST_F(Cgroup, WithoutAGroupHasNoLimit) {
  EXPECT_EQ(limit(), std::nullopt);
  EXPECT_EQ(stopped(), std::nullopt);
  write("/proc/self/cgroup", "0::/\n");
  write("/sys/fs/cgroup/cpu.max", "max 100000\n");
  write("/sys/fs/cgroup/cpu.stat", "usage_usec 17\nuser_usec 10\nsystem_usec 7\n");
  EXPECT_EQ(limit(), std::nullopt);
  EXPECT_EQ(stopped(), std::nullopt) << "the first of all groups has no account of it";
}

TEST_F(Cgroup, IsLimitedByTheTightestGroup) {
  write("/proc/self/cgroup", "0::/outer/middle/inner\n");
  write("/sys/fs/cgroup/outer/cpu.max", "250000 100000\n");
  write("/sys/fs/cgroup/outer/middle/cpu.max", "75000 50000\n");
  write("/sys/fs/cgroup/outer/middle/inner/cpu.max", "max 100000\n");
  EXPECT_EQ(limit(), 1.5);
}

TEST_F(Cgroup, IsLimitedByGroupsOfVersion1) {
  write("/proc/self/cgroup", "9:name=systemd:/x\n4:cpuset:/c\n2:cpu,cpuacct:/a\n0::/\n");
  write("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
  write("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  write("/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "50000\n");
  write("/sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n");
  write("/sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", "1000\n");
  write("/sys/fs/cgroup/cpu/c/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(limit(), 0.5);
}

TEST_F(Cgroup, SumsWhatItsGroupsWereStopped) {
  write("/proc/self/cgroup", "0::/outer/inner\n");
  write("/sys/fs/cgroup/cpu.stat", "usage_usec 17\n");
  write("/sys/fs/cgroup/outer/cpu.stat", "usage_usec 9\nnr_periods 4\nnr_throttled 1\nthrottled_usec 40\n");
  write("/sys/fs/cgroup/outer/inner/cpu.stat", "usage_usec 9\nnr_periods 4\nnr_throttled 2\nthrottled_usec 2\n");
  EXPECT_EQ(stopped(), microseconds(42));
}

TEST_F(Cgroup, CountsVersion1InNanoseconds) {
  write("/proc/self/cgroup", "2:cpu:/a\n");
  write("/sys/fs/cgroup/cpu/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
  write("/sys/fs/cgroup/cpu/a/cpu.stat", "nr_periods 10\nnr_throttled 3\nthrottled_time 1234567\n");
  EXPECT_EQ(stopped(), nanoseconds(1'234'567));
}

TEST_F(Cgroup, IsFoundWhereItsHierarchyIsMounted) {
  write("/proc/self/mountinfo", kMountsOfBoth);
  write("/proc/self/cgroup", "4:cpu,cpuacct:/docker/ab/job\n3:cpuacct:/x\n0::/job\n");
  EXPECT_THAT(folders(), ElementsAre("/sys/fs/cgroup/cpu,cpuacct/job", "/sys/fs/cgroup/cpu,cpuacct",
                                     "/sys/fs/cgroup/unified/job", "/sys/fs/cgroup/unified"));
}

TEST_F(Cgroup, OutsideOfTheMountIsTheMountsOwn) {
  write("/proc/self/mountinfo", kMountsOfBoth);
  write("/proc/self/cgroup", "4:cpu,cpuacct:/docker/abc\n");
  EXPECT_THAT(folders(), ElementsAre("/sys/fs/cgroup/cpu,cpuacct"));
}

TEST_F(Cgroup, LinesThatAreNoneAreLeftOut) {
  write("/proc/self/mountinfo", "x\n1 2 3 - cgroup2\n");
  write("/proc/self/cgroup", "\n:\n0:\n7:cpux:/a\n0::/b\n");
  EXPECT_THAT(folders(), ElementsAre("/sys/fs/cgroup/b", "/sys/fs/cgroup"));
}

/// A group below our own, for a process that is put into it.
class RealQuota {
 public:
  RealQuota() {
    for (const auto& parent : cpu_groups()) {
      const auto made = parent.folder + "/schedlitmus-test-" + std::to_string(::getpid());
      if (::mkdir(made.c_str(), 0755) != 0) continue;
      folder_ = made;
      const bool limited = parent.second_version
                               ? put("cpu.max", "10000 100000")
                               : put("cpu.cfs_period_us", "100000") && put("cpu.cfs_quota_us", "10000");
      if (limited) return;
      end();
    }
  }
  ~RealQuota() { end(); }
  RealQuota(const RealQuota&) = delete;
  RealQuota& operator=(const RealQuota&) = delete;

  [[nodiscard]] bool made() const { return !folder_.empty(); }
  [[nodiscard]] std::string entrance() const { return folder_ + "/cgroup.procs"; }

 private:
  [[nodiscard]] bool put(const char* name, const char* text) const {
    std::ofstream file(folder_ + "/" + name);
    file << text << std::flush;
    return file.good();
  }
  void end() {
    if (made()) ::rmdir(folder_.c_str());
    folder_.clear();
  }

  std::string folder_;
};

/// In a process of its own, which goes into the group before it first looks which one is its own.
void run_in(const std::string& entrance) {
  std::ofstream(entrance) << ::getpid() << std::flush;
  class Silent final : public Observer {
    void on_stdout(std::string_view /*bytes*/) override {}
    void on_stderr(std::string_view /*bytes*/) override {}
    [[nodiscard]] bool enough() const override { return false; }
  } observer;
  const LaunchSpec spec{.argv = {"/bin/sh", "-c", "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done"},
                        .env = {},
                        .folder = {},
                        .cpus = {}};
  const auto record = make_launcher()->run(spec, observer);
  const auto share = record ? record->noise.throttled_share : -2;
  std::fprintf(stderr, "throttled: %g\n", share);
  // On a machine so busy that not even this quota was used up there is nothing to see.
  const bool was_stopped = throttled(cpu_groups()).value_or(nanoseconds(0)) > std::chrono::milliseconds(200);
  const bool right = was_stopped ? share > 0.05 && share <= 1 : share >= 0 && share < 0.5;
  std::_Exit(right ? 0 : 1);
}

TEST(RealGroup, WithAQuotaStopsARunAndIsCounted) {
  const RealQuota quota;
  if (!quota.made()) GTEST_SKIP() << "no control group with a CPU quota can be made here (not root, or not mounted)";
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(run_in(quota.entrance()), ::testing::ExitedWithCode(0), "throttled");
}

}  // namespace
}  // namespace schedlitmus::process
