#include "cli/progress.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::cli {
namespace {

TEST(Progress, SaysOnlyWhatIsDoneBeforeTheFirstRun) {
  campaign::Progress progress;
  progress.doing = "getting Go 1.13.15";
  EXPECT_EQ(format_progress(progress), "getting Go 1.13.15");
}

TEST(Progress, CountsRunsAndTheTimeLeft) {
  campaign::Progress progress{.doing = "two_procs on Go 1.5.4", .runs_done = 3, .runs_expected = 40, .left = {}};
  EXPECT_EQ(format_progress(progress), "[3 of about 40 runs] two_procs on Go 1.5.4");
  progress.left = std::chrono::seconds(70);
  EXPECT_EQ(format_progress(progress), "[3 of about 40 runs, 1m 10s left] two_procs on Go 1.5.4");
}

}  // namespace
}  // namespace schedlitmus::cli
