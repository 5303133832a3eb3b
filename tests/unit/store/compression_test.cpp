#include "store/compression.hpp"

#include <gtest/gtest.h>

#include <random>

namespace schedlitmus::store {
namespace {

std::string noise(std::size_t size) {
  std::mt19937_64 random(1);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

TEST(Compression, GivesTheBytesBack) {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string(1'000'000, 'x'), noise(300'000)}) {
    EXPECT_EQ(decompress(compress(bytes), bytes.size()), bytes);
  }
}

TEST(Compression, RefusesMoreThanTheLimit) {
  EXPECT_EQ(decompress(compress(std::string(1'000, 'x')), 999), std::nullopt);
}

TEST(Compression, RefusesWhatIsNoFrame) {
  EXPECT_EQ(decompress("", 100), std::nullopt);
  EXPECT_EQ(decompress("not zstd at all", 100), std::nullopt);
}

TEST(Compression, RefusesEveryFrameThatWasCut) {
  const std::string packed = compress(noise(200));
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_EQ(decompress(packed.substr(0, size), 1'000), std::nullopt) << size;
  }
}

}  // namespace
}  // namespace schedlitmus::store
