// stderr as messages: whole, in order, with their writers.
#include <gmock/gmock.h>

#include <map>

#include "unit/process/run_fixture.hpp"

namespace schedlitmus::process {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class Messages : public Run {
 protected:
  RunRecord run_hostile(const std::vector<std::string>& words) {
    auto spec = hostile(words);
    spec.capture = Capture::messages;
    return run(spec);
  }
};

TEST_F(Messages, EachWriteArrivesWholeAndInOrder) {
  const auto record = run_hostile({"writes", "3000"});
  ASSERT_THAT(seen.messages, SizeIs(3000)) << "the empty write is left out";
  for (std::size_t i = 0; i < 3000; ++i) {
    const auto& [pid, message] = seen.messages[i];
    EXPECT_EQ(pid, seen.program);
    EXPECT_EQ(message, std::string(i + 1, static_cast<char>('a' + (i + 1) % 26)));
  }
  EXPECT_EQ(record.stderr_bytes, 3000U * 3001 / 2);
  EXPECT_EQ(seen.out, "");
}

TEST_F(Messages, OfSeveralProcessesComeApart) {
  run_hostile({"family", "8", "2000"});
  ASSERT_THAT(seen.messages, SizeIs(16000));
  std::map<std::int32_t, int> lines;
  for (const auto& [pid, message] : seen.messages) {
    EXPECT_EQ(message, std::to_string(pid) + "\n");
    ++lines[pid];
  }
  EXPECT_THAT(lines, AllOf(SizeIs(8), Each(::testing::Field(&std::pair<const std::int32_t, int>::second, 2000))));
}

TEST_F(Messages, OfTheLargestSizeArrive) {
  const auto limit = run_hostile({"writes", "1"}).max_message_bytes;
  ASSERT_GT(limit, 100'000U) << "with the system's default buffer";
  seen = {};
  run_hostile({"large", std::to_string(limit)});
  ASSERT_THAT(seen.messages, SizeIs(1));
  EXPECT_EQ(seen.messages[0].second, std::string(limit, 'x'));
}

TEST_F(Messages, LargerOnesFailInTheProgramWhichGoesOn) {
  const auto record = run_hostile({"large", std::to_string(64U << 20U)});
  EXPECT_THAT(seen.messages, SizeIs(0));
  EXPECT_THAT(seen.out, ::testing::AnyOf(HasSubstr("Message too long"), HasSubstr("No buffer space")));
  EXPECT_EQ(record.ending, Ending::exited);
}

TEST_F(Messages, ManyLargeOnesDoNotFillOurMemory) {
  auto spec = shell("head -c 104857600 /dev/zero >&2");
  spec.capture = Capture::messages;
  std::size_t bytes = 0;
  seen.on_bytes = [&] {
    bytes += seen.err.size();
    seen.err.clear();
    seen.messages.clear();
  };
  const auto record = run(spec);
  EXPECT_EQ(bytes, 104857600U);
  EXPECT_EQ(record.stderr_bytes, 104857600U);
}

TEST_F(Messages, StderrCannotBeOpenedByNameAndGivesNothingToRead) {
  run_hostile({"reopen"});
  EXPECT_EQ(seen.out, "open: No such device or address\nread: 0\n");
}

TEST_F(Messages, NothingIsDeliveredAfterEnough) {
  seen.is_enough = [this] { return seen.messages.size() == 2; };
  const auto record = run_hostile({"family", "1", "1000000"});
  EXPECT_EQ(record.ending, Ending::stopped);
  EXPECT_THAT(seen.messages, SizeIs(2));
}

TEST_F(Messages, TheOutputLimitCutsTheLast) {
  auto spec = shell(SCHEDLITMUS_HOSTILE " writes 100; exec sleep 60");
  spec.capture = Capture::messages;
  spec.max_output = 5;
  EXPECT_EQ(run(spec).ending, Ending::output_limit);
  EXPECT_EQ(seen.err, "bccdd");
}

TEST_F(Messages, KeepsOnWhenTheProgramClosesItsStreams) {
  auto spec = shell("echo before >&2; exec 1>&- 2>&-; sleep 0.1; exit 4");
  spec.capture = Capture::messages;
  EXPECT_EQ(run(spec).code, 4);
  EXPECT_EQ(seen.err, "before\n");
}

TEST_F(Messages, AFullChannelIsCounted) {
  auto spec = shell("head -c 104857600 /dev/zero >&2");
  for (const auto capture : {Capture::pipe, Capture::messages}) {
    spec.capture = capture;
    EXPECT_GE(run(spec).stderr_full, 1U) << name_of(capture);
  }
  spec = shell("echo one >&2");
  for (const auto capture : {Capture::pipe, Capture::messages}) {
    spec.capture = capture;
    EXPECT_EQ(run(spec).stderr_full, 0U) << name_of(capture);
  }
}

}  // namespace
}  // namespace schedlitmus::process
