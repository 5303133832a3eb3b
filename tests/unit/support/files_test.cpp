#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

namespace schedlitmus {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Files : public testing::Test {
 protected:
  Files() { fs::create_directories(folder_); }
  ~Files() override { fs::remove_all(folder_); }

  static std::string why_unread(const fs::path& path) {
    const auto read = read_file(path);
    return read ? "read" : to_string(read.error());
  }

  fs::path folder_ = fs::path(testing::TempDir()) / ("schedlitmus-files-" + std::to_string(::getpid()));
};

TEST_F(Files, EveryByteComesBack) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += static_cast<char>(i % 256);
  ASSERT_TRUE(write_file(folder_ / "all", text).has_value());
  EXPECT_TRUE(read_file(folder_ / "all").value() == text);
  ASSERT_TRUE(write_file(folder_ / "all", "less\r\n").has_value());
  EXPECT_EQ(read_file(folder_ / "all").value(), "less\r\n") << "in place of what was there";
}

TEST_F(Files, AnEmptyFileIsRead) {
  ASSERT_TRUE(write_file(folder_ / "empty", "").has_value());
  EXPECT_EQ(read_file(folder_ / "empty").value(), "");
}

TEST_F(Files, WhatCannotBeReadIsAnErrorThatSaysWhy) {
  EXPECT_EQ(why_unread(folder_ / "none"), (folder_ / "none").string() + ": cannot read it: No such file or directory");
  EXPECT_EQ(why_unread(folder_), folder_.string() + ": cannot read it: Is a directory");
}

TEST_F(Files, WhatCannotBeWrittenIsAnErrorThatSaysWhy) {
  const auto written = write_file(folder_ / "none" / "file", "text");
  ASSERT_FALSE(written.has_value());
  EXPECT_THAT(to_string(written.error()), HasSubstr("none/file: cannot write it: No such file or directory"));
  ASSERT_FALSE(write_file("/dev/full", "text").has_value()) << "told when it is closed";
}

}  // namespace
}  // namespace schedlitmus
