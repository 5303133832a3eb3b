// The supervisor with a keeper that the test plays on the other end of its line.
#include "process/supervisor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <thread>

namespace schedlitmus::process {
namespace {

using ::testing::HasSubstr;

class OneKeeper : public ::testing::Test {
 protected:
  OneKeeper() {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    keeper_ = Descriptor(ends[0]);
    SupervisorSettings settings;
    settings.keeper = settings.program = ::getpid();
    settings.deadline = Millis(60'000);
    settings.patience = Millis(60);
    supervisor_.emplace(Descriptor(ends[1]), settings);
  }

  void report_end(std::int32_t status) const {
    KeeperReport report;
    report.what = KeeperReport::What::ended;
    report.status = status;
    report.stopped = 1;
    EXPECT_EQ(::send(keeper_.get(), &report, sizeof report, MSG_NOSIGNAL), static_cast<ssize_t>(sizeof report));
  }
  /// Until an order is there, which stays unread.
  void await_order() const {
    char order[kOrderBytes];
    EXPECT_EQ(::recv(keeper_.get(), order, sizeof order, MSG_PEEK), static_cast<ssize_t>(sizeof order));
  }

  Descriptor keeper_;
  std::optional<Supervisor> supervisor_;
};

TEST_F(OneKeeper, ThatHadGoneBeforeItReadAnOrderHasReported) {
  supervisor_->stop(Ending::stopped);
  std::thread keeper([this] {
    await_order();
    report_end(0x0700);
    keeper_.reset();
  });
  const auto supervised = supervisor_->run();
  keeper.join();
  ASSERT_TRUE(supervised.ended) << supervised.lost_why;
  EXPECT_EQ(supervised.ended->status, 0x0700);
}

TEST_F(OneKeeper, WhoseOrderAndReportCrossHasReported) {
  report_end(9);
  keeper_.reset();
  supervisor_->stop(Ending::stopped);
  const auto supervised = supervisor_->run();
  ASSERT_TRUE(supervised.ended) << supervised.lost_why;
  EXPECT_EQ(supervised.ended->status, 9);
}

TEST_F(OneKeeper, WithoutAReportIsLost) {
  keeper_.reset();
  const auto supervised = supervisor_->run();
  EXPECT_FALSE(supervised.ended);
  EXPECT_EQ(supervised.lost_why, "its line ended without a report");
}

TEST_F(OneKeeper, ThatDoesNotAnswerIsLostAfterAWhile) {
  supervisor_->stop(Ending::stopped);
  const auto supervised = supervisor_->run();
  EXPECT_FALSE(supervised.ended);
  EXPECT_TRUE(supervised.killed);
  EXPECT_EQ(supervised.lost_why, "it did not report within 60ms after the order to kill");
}

TEST_F(OneKeeper, ThatSaysSomethingElseIsLost) {
  ASSERT_EQ(::send(keeper_.get(), "hello", 5, MSG_NOSIGNAL), 5);
  const auto supervised = supervisor_->run();
  EXPECT_FALSE(supervised.ended);
  EXPECT_THAT(supervised.lost_why, HasSubstr("5 bytes"));
}

}  // namespace
}  // namespace schedlitmus::process
