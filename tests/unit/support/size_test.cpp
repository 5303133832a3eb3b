#include "support/size.hpp"

#include <gtest/gtest.h>

namespace schedlitmus {
namespace {

TEST(Size, IsANumberWithAUnit) {
  EXPECT_EQ(parse_size("17B").value_or(0), 17U);
  EXPECT_EQ(parse_size("64kB").value_or(0), 64'000U);
  EXPECT_EQ(parse_size("64KiB").value_or(0), 65'536U);
  EXPECT_EQ(parse_size("512MiB").value_or(0), 512U << 20U);
  EXPECT_EQ(parse_size("1GB").value_or(0), 1'000'000'000U);
  EXPECT_EQ(parse_size("1048576GiB").value_or(0), 1ULL << 50U);
}

TEST(Size, RefusesWhatIsNone) {
  for (const char* text : {"", "1", "MiB", "-1MiB", "1.5GiB", "1 GiB", "1gib", "0B", "1TB", "1048577GiB",
                           "99999999999999999999GiB", "1GiBx"}) {
    EXPECT_FALSE(parse_size(text).has_value()) << text;
  }
}

TEST(Size, IsWrittenAsItIsRead) {
  for (const char* text : {"17B", "64kB", "64KiB", "512MiB", "1GB", "3GiB", "1500MB"}) {
    EXPECT_EQ(format_size(parse_size(text).value_or(0)), text);
  }
  EXPECT_EQ(format_size(1'048'576), "1MiB");
}

}  // namespace
}  // namespace schedlitmus
