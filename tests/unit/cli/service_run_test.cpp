#include "cli/service_run.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::cli {
namespace {

using namespace std::chrono_literals;

TEST(Godebug, KeepsTheUsersSettingsButForTheTraces) {
  EXPECT_EQ(godebug_with_trace("", 100ms, true), "schedtrace=100,scheddetail=1");
  EXPECT_EQ(godebug_with_trace("madvdontneed=1", 1s, false), "madvdontneed=1,schedtrace=1000");
  EXPECT_EQ(godebug_with_trace("schedtrace=5,gctrace=1,,scheddetail=1", 100ms, false), "gctrace=1,schedtrace=100");
}

TEST(ServiceOptions, TimesNameTheirOption) {
  CommonOptions common;
  common.behind_dashes = {"./service"};
  ServiceFlags flags;
  EXPECT_EQ(service_options(flags, "", common)->period, 100ms);
  EXPECT_EQ(service_options(flags, "2m", common)->deadline, 2min);
  EXPECT_EQ(service_options(flags, "soon", common).error().where, "--deadline");
  flags.period = "0s";
  EXPECT_EQ(service_options(flags, "", common).error().where, "--period");
}

}  // namespace
}  // namespace schedlitmus::cli
