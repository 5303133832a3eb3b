#include "support/hash.hpp"

#include <gtest/gtest.h>

#include "support/fnv.hpp"

namespace schedlitmus {
namespace {

TEST(Hash, IsTheSha1OfEachTextBehindItsLength) {
  Hash hash;
  hash.add("abc");
  EXPECT_EQ(hash.digits(), "7ac1b65bee717261fd2b947f0cc5ef99c55f3c18");
}

TEST(Hash, TellsListsApartThatHaveTheSameBytes) {
  Hash one;
  one.add("ab");
  one.add("c");
  Hash other;
  other.add("a");
  other.add("bc");
  EXPECT_NE(one.digits(), other.digits());
}

TEST(Fnv1a, IsThePublishedOneWithoutASeed) {
  EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325U);
  EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8U);
  EXPECT_NE(fnv1a("foobar", 7), fnv1a("foobar"));
}

}  // namespace
}  // namespace schedlitmus
