// A file that grows, is rotated by a rename or by a truncation is read whole.
#include "cli/growing_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace schedlitmus::cli {
namespace {

namespace fs = std::filesystem;

class GrowingFileTest : public testing::Test {
 protected:
  GrowingFileTest() {
    std::string made = (fs::temp_directory_path() / "growing-XXXXXX").string();
    folder_ = ::mkdtemp(made.data());
    path_ = folder_ / "log";
    add("one\n");
    descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  }
  ~GrowingFileTest() override {
    ::close(descriptor_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void add(const std::string& text, std::ios::openmode mode = std::ios::app) const {
    std::ofstream(path_, std::ios::binary | mode) << text;
  }
  static std::string all_of(GrowingFile& file) {
    std::string text;
    char chunk[3];
    for (auto got = file.read(chunk, sizeof chunk); got && *got > 0; got = file.read(chunk, sizeof chunk))
      text.append(chunk, *got);
    return text;
  }

  fs::path folder_, path_;
  int descriptor_ = -1;
};

TEST_F(GrowingFileTest, GivesWhatIsAdded) {
  GrowingFile file(path_, descriptor_);
  EXPECT_EQ(all_of(file), "one\n");
  EXPECT_EQ(all_of(file), "");
  add("two\n");
  EXPECT_EQ(all_of(file), "two\n");
}

TEST_F(GrowingFileTest, ReadsTheOldFileToItsEndBeforeTheNew) {
  GrowingFile file(path_, descriptor_);
  EXPECT_EQ(all_of(file), "one\n");
  add("two\n");
  fs::rename(path_, folder_ / "log.1");
  std::ofstream(folder_ / "log.1", std::ios::app) << "three\n";
  EXPECT_EQ(all_of(file), "two\nthree\n") << "there is no new file yet";
  std::ofstream(folder_ / "log.1", std::ios::app) << "four\n";
  add("five\n");
  EXPECT_EQ(all_of(file), "four\nfive\n");
  fs::rename(path_, folder_ / "log.2");
  add("six\n");
  EXPECT_EQ(all_of(file), "six\n");
}

TEST_F(GrowingFileTest, BeginsAnewWhereItWasTruncated) {
  GrowingFile file(path_, descriptor_);
  add("two\n");
  EXPECT_EQ(all_of(file), "one\ntwo\n");
  add("3\n", std::ios::trunc);
  EXPECT_EQ(all_of(file), "3\n");
}

}  // namespace
}  // namespace schedlitmus::cli
